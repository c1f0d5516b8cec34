import { getTransportFacts, getTextLimit, type TextFigure, type TextKind } from '@wazzup-kit/core/capabilities'
import type { ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel, EmulatedTemplate } from '../../../account/entities.ts'

/** Whether a channel can carry this type of chat; of an unknown transport nothing is known. */
export function takesChatType(transport: string, chatType: string): boolean {
  const taken: readonly string[] | undefined = getTransportFacts(transport)?.chatTypes.value
  return taken?.includes(chatType) ?? true
}

/** Whether a channel was switched off, by whomever. */
export function isSwitchedOff({ state }: EmulatedChannel): boolean {
  return ['disabled', 'blocked'].includes(state.toLowerCase())
}

/** What a channel that is not active answers, by state: the codes are documented, which state gives which is our judgement. */
const refusalsByState: Readonly<Record<string, ApiErrorCode>> = {
  notenoughmoney: 'CHANNEL_NO_MONEY',
  disabled: 'CHANNEL_BLOCKED',
  blocked: 'CHANNEL_BLOCKED',
  rejected: 'CHANNEL_WAPI_REJECTED',
  phoneunavailable: 'MESSAGE_CHANNEL_UNAVAILABLE',
  init: 'MESSAGE_CHANNEL_UNAVAILABLE',
}

/** The refusal for the state of a channel. For states that no error names, that it cannot be reached: our judgement. */
export function refusalOfState(state: string, transport: string): ApiErrorCode | undefined {
  const folded = state.toLowerCase()
  if (folded === 'active') return undefined
  if (folded === 'blocked' && transport === 'wapi') return 'CHANNEL_WAPI_REJECTED'
  return refusalsByState[folded] ?? 'MESSAGE_CHANNEL_UNAVAILABLE'
}

/**
 * The figure at which the error table refuses: it names codes, and the parameter table has other ones. MAX has no error
 * of its own. What a character is, no page says: UTF-16 units, our judgement.
 */
function figureOf(transport: string, kind: TextKind): TextFigure | undefined {
  const figures = getTextLimit(transport, kind)?.figures.filter(({ table }) => table === 'errors')
  return figures?.find(({ part }) => part !== 'header')
}

function refusalOver(figure: TextFigure | undefined, text: string): ApiErrorCode | undefined {
  return figure && text.length > figure.characters ? figure.code : undefined
}

/** The refusal of a text that is too long for a transport. */
export function refusalOfLength(transport: string, text: string): ApiErrorCode | undefined {
  return refusalOver(figureOf(transport, 'message'), text)
}

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
    const kind = type === 'HEADER' ? 'template header' : type === 'BODY' ? 'template' : undefined
    const refusal = kind && refusalOver(figureOf('wapi', kind), filled)
    if (refusal) return refusal
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
