/** The fields of an outgoing item that are compared with a send. */
export interface OutgoingItem {
  channelId?: string | null | undefined
  chatType?: string | null | undefined
  chatId?: string | null | undefined
  type?: string | null | undefined
  text?: string | null | undefined
  contentUri?: string | null | undefined
  contact?: { phone?: string | null | undefined; username?: string | null | undefined } | null | undefined
}

/** The fields of a send that say where it goes. */
interface Address {
  channelId?: unknown
  chatType?: unknown
  chatId?: unknown
  phone?: unknown
  username?: unknown
}

/** What a send and its echo have in common: of files and templates only the kind, because links and texts differ. */
export type ComparedContent = { is: 'text'; text: string } | { is: 'file' } | { is: 'template' }

/** Returns whether an item is in the chat of a send. */
export function isSameChat(address: Address, item: OutgoingItem): boolean {
  if (item.channelId !== address.channelId) return false
  if (item.chatType?.toLowerCase() !== String(address.chatType).toLowerCase()) return false
  if (typeof address.chatId === 'string') return item.chatId === address.chatId
  // A send by phone or user name has no chatId, so it is compared with the customer of the echo.
  const { phone, username } = item.contact ?? {}
  if (typeof address.phone === 'string') return typeof phone === 'string' && digitsOf(phone) === digitsOf(address.phone)
  return typeof username === 'string' && nameOf(username) === nameOf(String(address.username))
}

/** Returns what the echo of a send is recognized by. */
export function contentOfSend({ text, templateId }: { text?: unknown; templateId?: unknown }): ComparedContent {
  if (templateId !== undefined || (typeof text === 'string' && text.startsWith('@template:'))) return { is: 'template' }
  return typeof text === 'string' ? { is: 'text', text: plainText(text) } : { is: 'file' }
}

/** Returns the same of an outgoing item. */
export function contentOfItem({ type, text, contentUri }: OutgoingItem): ComparedContent {
  if (type === 'wapi_template') return { is: 'template' }
  const isText = !contentUri && (typeof text === 'string' || !type || type === 'text')
  return isText ? { is: 'text', text: plainText(text ?? '') } : { is: 'file' }
}

/** Returns the digits of a phone number. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '')
}

/** Returns a user name without `@`, in lower case. */
export function nameOf(username: string): string {
  return username.replace(/^@/, '').toLowerCase()
}

function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC').trim()
}
