import { createWazzup } from '@wazzup-kit/core'

const wazzup = createWazzup({ apiKey: 'key' })

export async function send(text: string): Promise<unknown> {
  return wazzup.messages.send({ channelId: 'c', chatType: 'whatsapp', chatId: '79991234567', text })
}
