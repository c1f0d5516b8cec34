import type { ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedTemplate } from '../entities.ts'

/**
 * Which chat types a channel takes. That WABA's is `whatsapp` is documented by sample and seen live; the rest follows
 * from the names, our judgement.
 */
const chatTypesOf: Readonly<Record<string, readonly string[]>> = {
  whatsapp: ['whatsapp', 'whatsgroup'],
  wapi: ['whatsapp'],
  instagram: ['instagram'],
  tgapi: ['telegram', 'telegroup'],
  telegram: ['telegram', 'telegroup'],
  vk: ['vk'],
  avito: ['avito'],
  viber: ['viber'],
  max: ['max', 'maxgroup'],
  maxbot: ['max', 'maxgroup'],
}

/** Whether a channel can carry this type of chat; of an unknown transport nothing is known. */
export function takesChatType(transport: string, chatType: string): boolean {
  return chatTypesOf[transport]?.includes(chatType) ?? true
}

/** What a channel that is not active answers, by state in lower case; states are spelled in several ways. */
const refusalsByState: Readonly<Record<string, ApiErrorCode>> = {
  notenoughmoney: 'CHANNEL_NO_MONEY',
  disabled: 'CHANNEL_BLOCKED',
  blocked: 'CHANNEL_BLOCKED',
  rejected: 'CHANNEL_WAPI_REJECTED',
  phoneunavailable: 'MESSAGE_CHANNEL_UNAVAILABLE',
  init: 'MESSAGE_CHANNEL_UNAVAILABLE',
}

/** The refusal for the state of a channel. For states that no error names, that it cannot be reached: our judgement. */
export function refusalOfState(state: string): ApiErrorCode | undefined {
  const folded = state.toLowerCase()
  if (folded === 'active') return undefined
  return refusalsByState[folded] ?? 'MESSAGE_CHANNEL_UNAVAILABLE'
}

/**
 * The figures of the error table of https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (its parameter table has
 * other ones). MAX has no error of its own. What a character is, no page says: UTF-16 units, our judgement.
 */
const textLimits: Readonly<Record<string, readonly [longest: number, code: ApiErrorCode]>> = {
  whatsapp: [10_000, 'MESSAGE_TEXT_TOO_LONG'],
  wapi: [4_096, 'MESSAGES_TOO_LONG_WABA'],
  instagram: [10_000, 'MESSAGES_TOO_LONG_INSTAGRAM'],
  tgapi: [4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
  telegram: [4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
  vk: [4_096, 'MESSAGES_TOO_LONG_VK'],
  avito: [1_000, 'MESSAGES_TOO_LONG_AVITO'],
  viber: [6_999, 'MESSAGES_TOO_LONG_VIBER'],
}

/** The refusal of a text that is too long for a transport. */
export function refusalOfLength(transport: string, text: string): ApiErrorCode | undefined {
  const limit = textLimits[transport]
  return limit !== undefined && text.length > limit[0] ? limit[1] : undefined
}

const LONGEST_TEMPLATE = 1_024
const LONGEST_TEMPLATE_HEADER = 60

/** Puts values in the place of `{{1}}`, `{{2}}` ... of one component and tells how many it took. */
function fill(text: string, values: readonly string[]): { filled: string; used: number } {
  const used = new Set(text.match(/\{\{\d+\}\}/g)).size
  const filled = text.replace(/\{\{(\d+)\}\}/g, (_, position: string) => values[Number(position) - 1] ?? '')
  return { filled, used }
}

/** The refusal of a template: not approved, or too long once its variables are filled. */
export function refusalOfTemplate(template: EmulatedTemplate, values: readonly string[]): ApiErrorCode | undefined {
  // Restricted or rejected, the documents say; that nothing but an approved one goes out is our judgement.
  if (template.status.toUpperCase() !== 'APPROVED') return 'TEMPLATE_REJECTED'
  let rest = values
  for (const { type, text } of template.components) {
    const { filled, used } = fill(text ?? '', rest)
    rest = rest.slice(used)
    if (type === 'HEADER' && filled.length > LONGEST_TEMPLATE_HEADER) return 'MESSAGES_TOO_LONG_WABA_HEADER'
    if (type === 'BODY' && filled.length > LONGEST_TEMPLATE) return 'MESSAGES_TOO_LONG_WABA_TEMPLATE'
  }
  return undefined
}

/** Reads the older way of sending a template: `@template: <guid> { [[value]]; [[value]] }` as the text. */
export function readTemplateCode(text: string): { templateId: string; values: string[] } | undefined {
  const code = /^@template:\s*([\w-]+)\s*\{(.*)\}\s*$/s.exec(text)
  if (!code) return undefined
  const values = [...(code[2] ?? '').matchAll(/\[\[(.*?)\]\]/gs)].map((match) => match[1] ?? '')
  return { templateId: code[1] ?? '', values }
}
