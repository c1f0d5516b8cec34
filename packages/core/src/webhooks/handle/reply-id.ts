/** The fields that identify the message to which a handler replies. */
export interface RepliedMessage {
  channelId: string
  chatType: string
  chatId: string
  messageId: string
}

/**
 * Returns the `crmMessageId` of a reply. The same reply to the same message gets the same id in every process, and each
 * other reply gets another id. It is a digest, because the maximum length of an id is undocumented.
 *
 * `nth` counts the replies with this content, so that a handler can send the same text twice.
 */
export async function replyId(message: RepliedMessage, content: string, nth: number): Promise<string> {
  const { channelId, chatType, chatId, messageId } = message
  const name = JSON.stringify([channelId, chatType, chatId, messageId, nth, content])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`wazzup-kit reply ${name}`))
  return uuidOf(new Uint8Array(digest))
}

/** Returns a UUID of version 8, whose content is free. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
export function uuidOf(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Returns JSON that does not depend on the order of keys, or on whether a missing field is left out, undefined or null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).filter(([, field]) => field !== null && field !== undefined)
    return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
  })
}
