import type { Open } from '../schema/fields.ts'
import type { Transport } from '../api/values.ts'
import { checkButtons } from './check-buttons.ts'
import { findFormatting } from './formatting-marks.ts'
import type { CheckedMessage, MessageWarning } from './message-warning.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'
import { isTemplateCode, valuesOf } from './template-code.ts'
import { getTextLimit, type TextKind } from './text-limits.ts'
import { getTransportFacts, type TransportFacts } from './transports.ts'

const documented: Source = { docUrl: docUrls.messages, basis: 'documented' }

/**
 * Returns warnings about a message before you send it, based on the tables of this entry. `messages.send` does not call this
 * function. If the transport is missing or not in the tables, only addresses are checked.
 *
 * Wazzup may accept a message with a warning. Its documentation contradicts itself, so texts are compared with the lowest
 * plausible limit. The length of a text is its number of UTF-16 code units (`length`); how Wazzup counts is undocumented.
 *
 * Never throws. Does not check what `messages.send` itself rejects.
 *
 * @param channel the `transport` of the channel, as `channels.list` returns it
 */
export function checkMessage(
  message: CheckedMessage,
  channel: { transport?: Open<Transport> | null | undefined },
): MessageWarning[] {
  const transport = channel.transport ?? ''
  if (typeof message !== 'object' || message === null) return []
  const facts = getTransportFacts(transport)
  return [
    ...checkAddress(message),
    ...(facts ? checkChatType(message, transport, facts) : []),
    ...checkText(message, transport),
    ...(facts ? checkFormatting(message, transport, facts) : []),
    ...(facts ? checkQuote(message, facts) : []),
    ...checkButtons(message, transport),
  ]
}

function checkAddress({ chatType, chatId, username, phone }: CheckedMessage): MessageWarning[] {
  const warnings: MessageWarning[] = []
  const warn = (field: string, message: string) => warnings.push({ field, message, source: documented })
  if (isText(chatId) && (chatType === 'whatsapp' || chatType === 'viber') && !/^\d+$/.test(chatId)) {
    warn('chatId', `must be digits only on ${chatType}, with the country code and without +`)
  }
  if (isText(chatId) && chatType === 'instagram' && chatId.startsWith('@')) {
    warn('chatId', 'must be the Instagram account without @')
  }
  if (isText(username) && username.startsWith('@')) warn('username', 'must be given without @')
  if (isText(phone) && !/^\d+$/.test(phone)) warn('phone', 'must be digits only, with the country code and without +')
  return warnings
}

function checkChatType({ chatType }: CheckedMessage, transport: string, facts: TransportFacts): MessageWarning[] {
  const { value: taken, source } = facts.chatTypes
  if (taken.some((known) => known === chatType)) return []
  return [{ field: 'chatType', message: `a ${transport} channel takes ${taken.join(' or ')}`, source }]
}

function checkText({ text, templateValues }: CheckedMessage, transport: string): MessageWarning[] {
  const warnings: MessageWarning[] = []
  const measure = (field: string, value: unknown, kind: TextKind) => {
    const limit = getTextLimit(transport, kind)
    if (!limit || !isText(value) || value.length <= limit.strict) return
    const sure = limit.figures.find((figure) => figure.characters === limit.strict && !figure.doubt)
    warnings.push({
      field,
      message: `has ${value.length} UTF-16 code units; up to ${limit.strict} fit a ${kind} on ${transport} by every table`,
      limit: limit.strict,
      source: sure?.source ?? documented,
    })
  }
  // The text of the template is not known here, so only a value that is too long by itself can be found.
  if (isTemplateCode(text)) {
    for (const value of valuesOf(text)) measure('text', value, 'template')
  } else measure('text', text, 'message')
  if (Array.isArray(templateValues)) {
    for (const [index, value] of templateValues.entries()) measure(`templateValues[${index}]`, value, 'template')
  }
  return warnings
}

function checkFormatting({ text }: CheckedMessage, transport: string, facts: TransportFacts): MessageWarning[] {
  if (!isText(text) || isTemplateCode(text)) return []
  const { value: formatting, source } = facts.formatting
  const found = findFormatting(text)
  const warnings: MessageWarning[] = []
  if (found.marks && formatting === 'none') {
    const known = source.basis === 'documented' ? 'has no formatting' : 'is not known to have formatting'
    warnings.push({ field: 'text', message: `has formatting marks, and ${transport} ${known}`, source })
  }
  if (found.tags && formatting !== 'marks and tags') {
    warnings.push({ field: 'text', message: 'has formatting tags, which only a Telegram bot has', source })
  }
  return warnings
}

function checkQuote({ refMessageId }: CheckedMessage, { quote }: TransportFacts): MessageWarning[] {
  if (!isText(refMessageId) || quote.value !== 'not shown') return []
  return [
    {
      field: 'refMessageId',
      message: 'is accepted, but the recipient does not see the quote',
      source: quote.source,
    },
  ]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
