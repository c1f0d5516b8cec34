/** A page of contacts in Wazzup's form: `{ count, data }`, with every field filled and some with two chats. */
export function contactsPage(items: number): string {
  const data = Array.from({ length: items }, (_, index) => ({
    id: `crm-contact-${index}`,
    responsibleUserId: `crm-user-${index % 7}`,
    name: `Иван Петров ${index}`,
    contactData: [
      { chatType: 'whatsapp', chatId: `7999${String(1_000_000 + index)}` },
      ...(index % 2 === 0
        ? [{ chatType: 'telegram', chatId: String(500_000 + index), username: `ivan_${index}` }]
        : []),
    ],
    uri: `https://crm.example.com/contacts/${index}`,
  }))
  return JSON.stringify({ count: items, data })
}
