/** The message that is answered, as far as it takes to tell it from every other. */
export interface AnsweredMessage {
  channelId: string
  chatType: string
  chatId: string
  messageId: string
}

/**
 * Returns the `crmMessageId` of a reply: the same for the same reply to the same message, whichever process makes it, and
 * another for every other. It is a digest, because Wazzup's longest id is undocumented.
 *
 * `nth` counts the replies with this content, so that a handler can say the same twice.
 */
export async function replyId(message: AnsweredMessage, raw: unknown, content: string, nth: number): Promise<string> {
  const { channelId, chatType, chatId, messageId } = message
  // Without an id only everything that came tells two messages of one chat apart.
  const item = messageId.trim() === '' ? canonicalJson(raw) : ''
  const name = JSON.stringify([channelId, chatType, chatId, messageId, item, nth, content])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`wazzup-kit reply ${name}`))
  return uuidOf(new Uint8Array(digest))
}

/** A UUID of version 8, whose bits are left to its maker. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function uuidOf(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** JSON whose text does not depend on the order of keys, nor on whether an absent field is left out, undefined or null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).filter(([, field]) => field !== null && field !== undefined)
    return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
  })
}
