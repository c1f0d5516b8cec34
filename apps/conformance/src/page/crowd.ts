import { channelIds, type Emulator } from '@wazzup-kit/emulator'

export const CHATS = 1_000
export const MESSAGES = 100

/** Creates a thousand chats of a hundred messages each. Every tenth chat is not on WhatsApp. */
export function fillWithCrowd({ simulate }: Emulator): void {
  for (let number = 0; number < CHATS; number += 1) {
    const channelId = number % 10 === 9 ? channelIds.vk : channelIds.whatsapp
    const phone = String(79_010_000_000 + number)
    const { chatType, chatId } = simulate.customer.send({
      channelId,
      from: { name: `Customer ${number}`, phone },
      text: '1',
    })
    for (let count = 2; count <= MESSAGES; count += 1) {
      if (count % 2 === 0) simulate.operator.send({ from: 'crm', channelId, chatType, chatId, text: `${count}` })
      else simulate.customer.send({ channelId, chatType, chatId, text: `${count}` })
    }
  }
}
