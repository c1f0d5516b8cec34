import { docUrls, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel, EmulatedTemplate } from '../../../account/entities/entities.ts'
import type { Call } from '../../call.ts'
import { isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { rejectNamedFields } from './fields.ts'
import { checkLengthOf } from './length.ts'

const { messages, templates } = docUrls

/** Reads a template that is sent as a filled template code in the text. */
export const readTemplateCode = rule(
  {
    id: 'templates/by-code',
    sentence:
      'A template can also be sent as its filled code in the text: `@template: <guid> { [[value]]; [[value]] }`.',
    docUrl: templates,
    basis: 'documented',
  },
  (text: string): { templateId: string; values: string[] } | undefined => {
    const code = /^@template:\s*([\w-]+)\s*\{(.*)\}\s*$/s.exec(text)
    if (!code) return undefined
    const values = [...(code[2] ?? '').matchAll(/\[\[(.*?)\]\]/gs)].map((match) => match[1] ?? '')
    return { templateId: code[1] ?? '', values }
  },
)

/** Template of a send. */
interface SentTemplate {
  templateId: unknown
  values: readonly string[]
  /** The field that names the template. */
  namedBy: 'templateId' | 'text'
}

/** Returns the template of a send; undefined when it sends none. */
export const readSentTemplate = rule(
  {
    id: 'templates/by-id',
    sentence:
      'A template is sent by `templateId` and `templateValues`. The values are in the order of the template code.',
    docUrl: templates,
    basis: 'documented',
  },
  ({ templateId, templateValues, text }: Fields, { transport }: EmulatedChannel): SentTemplate | undefined => {
    const code = isText(text) && transport === 'wapi' ? readTemplateCode(text) : undefined
    const id = templateId ?? code?.templateId
    if (typeof id !== 'string') return undefined
    if (isText(templateId)) return { templateId: id, values: (templateValues ?? []) as string[], namedBy: 'templateId' }
    return { templateId: id, values: code?.values ?? [], namedBy: 'text' }
  },
)

const checkStatus = rule(
  [
    {
      id: 'templates/moderation',
      sentence: 'Wazzup rejects a template that was restricted or rejected.',
      docUrl: messages,
      basis: 'documented',
      codes: ['TEMPLATE_REJECTED'],
      option: 'simulate.template',
    },
    {
      id: 'templates/moderation-applies',
      sentence: 'A new moderation status applies immediately.',
      docUrl: messages,
      basis: 'our assumption',
      option: 'simulate.template',
    },
    {
      id: 'templates/approved-only',
      sentence: 'Wazzup also rejects a template in any other status than `APPROVED`.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['TEMPLATE_REJECTED'],
      option: 'state.templates',
    },
  ],
  ({ status }: EmulatedTemplate): ApiErrorCode | undefined =>
    status.toUpperCase() === 'APPROVED' ? undefined : 'TEMPLATE_REJECTED',
)

/** Replaces `{{1}}`, `{{2}}` ... in one component with values, and counts the values it used. */
const fill = rule(
  {
    id: 'templates/media-header',
    sentence: 'A header with a picture has no variable and is sent as it is. How to fill one is undocumented.',
    docUrl: templates,
    basis: 'our assumption',
  },
  (text = '', values: readonly string[]): { filled: string; used: number } => {
    const used = new Set(text.match(/\{\{\d+\}\}/g)).size
    const filled = text.replace(/\{\{(\d+)\}\}/g, (_, position: string) => values[Number(position) - 1] ?? '')
    return { filled, used }
  },
)

const checkTemplateLength = rule(
  {
    id: 'templates/length',
    sentence: 'The filled header of a template has up to 60 characters, its filled text up to 1024.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_TOO_LONG_WABA_HEADER', 'MESSAGES_TOO_LONG_WABA_TEMPLATE'],
  },
  ({ components }: EmulatedTemplate, values: readonly string[]): ApiErrorCode | undefined => {
    let rest = values
    for (const { type, text } of components) {
      const { filled, used } = fill(text, rest)
      rest = rest.slice(used)
      const kind = type === 'HEADER' ? 'template header' : type === 'BODY' ? 'template' : undefined
      const code = kind && checkLengthOf('wapi', kind, filled)
      if (code) return code
    }
    return undefined
  },
)

const rejectValues = rule(
  {
    id: 'templates/values',
    sentence: 'Wazzup rejects a send with more or fewer values than its template has variables.',
    docUrl: templates,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (call: Call, { values, namedBy }: SentTemplate, { templateCode }: EmulatedTemplate): ApiResponse | undefined => {
    const wanted = readTemplateCode(templateCode)?.values.length ?? values.length
    if (values.length === wanted) return undefined
    return rejectNamedFields(call, [namedBy === 'templateId' ? 'templateValues' : 'text'])
  },
)

const rejectUnknownTemplate = rule(
  {
    id: 'templates/unknown',
    sentence:
      'Wazzup rejects an unknown template, and a template on another transport than WABA. Public code expects a webhook with another code instead, which occurs on command.',
    docUrl: templates,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (call: Call, { namedBy }: SentTemplate): ApiResponse => rejectNamedFields(call, [namedBy]),
)

/** Rejects a template that is unknown, not approved, too long, or has the wrong number of values. */
export function rejectTemplate(
  call: Call,
  sent: SentTemplate,
  { transport }: EmulatedChannel,
): ApiResponse | undefined {
  const template = transport === 'wapi' ? call.world.state.templates.get(String(sent.templateId)) : undefined
  if (!template) return rejectUnknownTemplate(call, sent)
  const code = checkStatus(template) ?? checkTemplateLength(template, sent.values)
  return code ? call.reject(code) : rejectValues(call, sent, template)
}

/** Functions of this file that implement rules. */
export const sentTemplateRules = [
  readSentTemplate,
  readTemplateCode,
  checkStatus,
  checkTemplateLength,
  rejectValues,
  rejectUnknownTemplate,
  fill,
]
