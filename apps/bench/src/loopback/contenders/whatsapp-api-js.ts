import { WhatsAppAPI } from 'whatsapp-api-js'
import { Text } from 'whatsapp-api-js/messages/text'
import type { Contender } from '../contender.ts'

const itsOrigin = 'https://graph.facebook.com'

/** It has no base URL option, so its fetch replaces the origin. */
export const contender: Contender = (origin) => {
  const client = new WhatsAppAPI({
    token: 'bench',
    secure: false,
    v: 'v23.0',
    ponyfill: { fetch: (url, init) => fetch(origin + String(url).slice(itsOrigin.length), init) },
  })
  return async (text) => {
    const answer = (await client.sendMessage('1000', '79991234567', new Text(text))) as { messages?: { id: string }[] }
    return answer.messages?.[0]?.id
  }
}
