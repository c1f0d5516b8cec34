const uuid = (number: number) => `7d3c1f8a-5d2b-4a53-8f0e-${String(number).padStart(12, '0')}`

const chats = 1_000

/** A message of a customer. */
export interface Message {
  id: string
  chatId: string
  /** The item as JSON, about 400 bytes. */
  item: string
  /** The delivery that brings it. */
  body: string
}

/** Returns the chat of a message. Customers write two messages in a row, then the next chat writes. */
export function chatOf(number: number): number {
  return Math.floor(number / 2) % chats
}

export function messageOf(number: number): Message {
  const chatId = `7999${1_000_000 + chatOf(number)}`
  const item = JSON.stringify({
    messageId: uuid(number),
    channelId: uuid(7),
    chatType: 'whatsapp',
    chatId,
    dateTime: new Date().toISOString(),
    type: 'text',
    status: 'inbound',
    isEcho: false,
    contact: { name: 'Иван Петров', avatarUri: 'https://store.wazzup24.com/avatar/1.jpg' },
    text: `Здравствуйте! Когда приедет заказ номер ${number}?`,
  })
  return { id: uuid(number), chatId, item, body: `{"messages":[${item}]}` }
}

/** Returns the name of the lane of a message: a chat is a channel, a messenger and a chat id. */
export function laneOf({ chatId }: Message): string {
  return `in/${uuid(7)}/whatsapp/${chatId}`
}

export function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('-') + 1))
}
