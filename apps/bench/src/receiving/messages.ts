const uuid = (number: number) => `7d3c1f8a-5d2b-4a53-8f0e-${String(number).padStart(12, '0')}`

/** Messages in the form that Wazzup documents: https://wazzup24.ru/help/api-ru/webhooks-2/ */
export type MessagesOf = (items: number) => readonly object[]

function place(index: number) {
  return {
    messageId: uuid(index),
    channelId: uuid(7),
    chatType: 'whatsapp',
    chatId: `7999${1_000_000 + index}`,
    dateTime: `2026-11-22T14:${String(index % 60).padStart(2, '0')}:00.002Z`,
  }
}

const inbound = { status: 'inbound', isEcho: false }
const text = (index: number) => `Здравствуйте! Когда приедет заказ номер ${index}?`

function incoming(index: number) {
  const contact = { name: `Иван Петров ${index}`, avatarUri: `https://store.wazzup24.com/avatar/${index}.jpg` }
  return { ...place(index), type: 'text', ...inbound, contact, text: text(index) }
}

/** Texts of customers, which all have the same fields. */
export const alike: MessagesOf = (items) => Array.from({ length: items }, (_, index) => incoming(index))

/** Five kinds of messages with different fields. V8 reads fields fast only in objects of up to four shapes. */
export const mixed: MessagesOf = (items) =>
  Array.from({ length: items }, (_, index) => {
    const base = { ...place(index), type: 'text' }
    const contact = { name: 'Anna', avatarUri: null }
    const contentUri = `https://store.wazzup24.com/0a1b2c3d/?filename=${index}.jpg`
    switch (index % 5) {
      case 0:
        return incoming(index)
      case 1:
        return { ...base, ...inbound, contact: { ...contact, phone: '79990001122' }, text: text(index) }
      case 2:
        return { ...base, ...inbound, type: 'image', contact, contentUri }
      case 3:
        return { ...base, status: 'sent', isEcho: true, text: text(index), authorName: 'Мария', authorId: 'user-7' }
      default:
        return { ...base, ...inbound, text: text(index), isEdited: true, oldInfo: { oldText: text(index) } }
    }
  })

/** Returns a delivery of such messages. */
export function deliveryOf(messages: MessagesOf, items: number): string {
  return JSON.stringify({ messages: messages(items) })
}
