import type { ChatType } from '../api/values.ts'
import { createInputError, type WazzupValidationError } from '../errors/validation-error.ts'
import type { Open } from '../schema/fields.ts'

/** What people write between the digits of a phone: spaces, brackets, dots, a plus, and dashes of all kinds. */
const betweenDigits = /[\s\p{Z}\p{Pd}\p{Cf}+()[\].]/gu

/** How other programs mark the id of a WhatsApp chat. */
const whatsappSuffix = /@(?:c\.us|s\.whatsapp\.net)$/

/** The chat types whose chat id is a phone. */
const phoneChatTypes: readonly string[] = ['whatsapp', 'viber'] satisfies readonly ChatType[]

/**
 * Returns a chat id as Wazzup documents it. On WhatsApp and Viber it has digits only: `+`, spaces, brackets, dots, dashes and
 * the suffix `@c.us` are removed. On Instagram a leading `@` is removed. Other ids are returned unchanged, also when the chat
 * type is not known.
 *
 * It knows no countries, so `8 912 ...` stays as it is: convert numbers to the international form before.
 *
 * @throws WazzupValidationError when nothing is left, or when a phone has other characters.
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * normalizeChatId('whatsapp', '+7 (912) 345-67-89') // '79123456789'
 */
export function normalizeChatId(chatType: Open<ChatType> | undefined, id: string | number): string {
  return readChatId(chatType ?? '', id, { field: 'chatId', by: 'normalizeChatId' })
}

/** Returns a chat id as Wazzup documents it. Errors name the field and the function. */
export function readChatId(
  chatType: Open<ChatType>,
  id: string | number,
  named: { field: string; by: string },
): string {
  if (phoneChatTypes.includes(chatType)) return readPhone(id, named)
  const text = readWritten(id, named)
  const known = chatType === 'instagram' ? text.replace(/^@/, '') : text
  if (known === '') throw rejectId(named, 'must not be empty')
  return known
}

/** Returns the digits of a phone. */
export function readPhone(phone: string | number, named: { field: string; by: string }): string {
  const digits = readWritten(phone, named).replace(whatsappSuffix, '').replaceAll(betweenDigits, '')
  if (digits === '') throw rejectId(named, 'has no digits')
  if (!/^[0-9]+$/.test(digits)) throw rejectId(named, 'must be a phone with the country code; it has other characters')
  return digits
}

/** Returns a name without the leading `@`. */
export function readUsername(username: string, named: { field: string; by: string }): string {
  const name = readWritten(username, named).replace(/^@/, '')
  if (name === '') throw rejectId(named, 'must not be empty')
  return name
}

function readWritten(id: string | number, named: { field: string; by: string }): string {
  if (typeof id === 'string') return id.trim()
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0) return String(id)
  throw rejectId(named, 'must be a text, or a whole number that JavaScript represents exactly')
}

function rejectId({ field, by }: { field: string; by: string }, message: string): WazzupValidationError {
  return createInputError([{ path: field, message }], by)
}
