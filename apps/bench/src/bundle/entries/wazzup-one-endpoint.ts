import { createClient, messages } from '@wazzup-kit/core'

const wazzup = createClient({ messages: { send: messages.send } }, { apiKey: 'key' })

export async function send(text: string): Promise<unknown> {
  return wazzup.messages.send({ channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text })
}
