import { WhatsAppAPI } from 'whatsapp-api-js'
import { Text } from 'whatsapp-api-js/messages/text'

const client = new WhatsAppAPI({ token: 'key', secure: false, v: 'v23.0' })

export async function send(text: string): Promise<unknown> {
  return client.sendMessage('1000', '79991234567', new Text(text))
}
