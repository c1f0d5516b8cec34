import { chatTypes } from '@wazzup-kit/core/schemas'
import { isFields, isLink, isText, optional, wrongFields, type Fields } from '../../field-checks.ts'

// https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (documented, where nothing else is said).

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const DIGITS = /^\d+$/

/** What `phone` and `username` may stand in for: phone on Telegram and MAX, username on Telegram. */
function isAddressed({ chatType, phone, username }: Fields): boolean {
  if (isText(phone)) return chatType === 'telegram' || chatType === 'max'
  return isText(username) && chatType === 'telegram'
}

/** Digits on WhatsApp and Viber, an account without @ on Instagram, an opaque id elsewhere. */
function isChatId(chatId: unknown, chatType: unknown): boolean {
  if (!isText(chatId)) return false
  if (chatType === 'whatsapp' || chatType === 'viber') return DIGITS.test(chatId)
  return chatType !== 'instagram' || !chatId.startsWith('@')
}

const isString = (value: unknown): boolean => typeof value === 'string'

/** What may stand in a message. That a file has an address of the web is our judgement; an empty one has its own code. */
export const contentChecks = {
  text: optional(isString),
  contentUri: optional((value) => value === '' || isLink(value)),
}

const checks = {
  // Any version of UUID: our judgement, the page's own samples are not all of version 4.
  channelId: (value: unknown) => isText(value) && UUID.test(value),
  chatType: (value: unknown) => (chatTypes as readonly unknown[]).includes(value),
  ...contentChecks,
  refMessageId: optional(isString),
  crmUserId: optional(isString),
  crmMessageId: optional(isString),
  username: optional((value) => isText(value) && !value.startsWith('@')),
  phone: optional((value) => isText(value) && DIGITS.test(value)),
  clearUnanswered: optional((value) => typeof value === 'boolean'),
  templateId: optional(isString),
  templateValues: optional((value) => Array.isArray(value) && value.every(isString)),
  buttonsObject: optional(isFields),
}

/** Names of the parameters that `INVALID_MESSAGE_DATA` has to report. */
export function wrongSendFields(body: Fields): string[] {
  const wrong = wrongFields(body, checks)
  const given = body.chatId !== undefined && body.chatId !== null
  const chatIdIsFine = given ? isChatId(body.chatId, body.chatType) : isAddressed(body)
  return chatIdIsFine ? wrong : [...wrong, 'chatId']
}
