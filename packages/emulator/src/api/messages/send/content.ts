import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../../call.ts'
import { isAbsent, isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { rejectNamedFields } from './fields.ts'

const { messages, webhooks } = docUrls

const rejectTextBesideFile = rule(
  [
    {
      id: 'send/one-content',
      sentence: 'Wazzup rejects a send that has both a text and a file.',
      docUrl: messages,
      basis: 'documented',
      codes: ['INVALID_MESSAGE_DATA'],
    },
    {
      id: 'send/one-content-code',
      sentence:
        'The response to a send with both a text and a file is 400 with `INVALID_MESSAGE_DATA`. The code that is documented for it occurs on command.',
      docUrl: messages,
      basis: 'observed in production',
      codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT'],
      codesCome: 'on command',
      option: 'faults.calls.respondWith',
    },
    {
      id: 'send/one-content-fields',
      sentence: '`data.fields` of the response to a send with both a text and a file has `text` and `contentUri`.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['INVALID_MESSAGE_DATA'],
    },
    {
      id: 'send/one-content-first',
      sentence: 'Wazzup rejects a send with both a text and a file in the same way when one of the two is empty.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['INVALID_MESSAGE_DATA'],
    },
  ],
  (call: Call, { text, contentUri }: Fields): ApiResponse | undefined =>
    isAbsent(text) || isAbsent(contentUri) ? undefined : rejectNamedFields(call, ['text', 'contentUri']),
)

const rejectTemplateBesideContent = rule(
  {
    id: 'send/template-alone',
    sentence: 'Wazzup rejects a `templateId` beside a text or a file.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (call: Call, { text, contentUri, templateId }: Fields): ApiResponse | undefined =>
    isAbsent(templateId) || (isAbsent(text) && isAbsent(contentUri))
      ? undefined
      : rejectNamedFields(call, ['templateId']),
)

const rejectNothing = rule(
  {
    id: 'send/nothing',
    sentence: 'Wazzup rejects a send without content.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGE_NOTHING_TO_SEND'],
  },
  (call: Call, { text, contentUri, templateId }: Fields): ApiResponse | undefined =>
    [text, contentUri, templateId].every(isAbsent) ? call.reject('MESSAGE_NOTHING_TO_SEND') : undefined,
)

const rejectEmptyText = rule(
  {
    id: 'send/empty-text',
    sentence: 'Wazzup rejects a send with an empty text.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_TEXT_CAN_NOT_BE_BLANK'],
  },
  (call: Call, { text }: Fields): ApiResponse | undefined =>
    text === '' ? call.reject('MESSAGES_TEXT_CAN_NOT_BE_BLANK') : undefined,
)

const rejectEmptyLink = rule(
  {
    id: 'send/empty-file',
    sentence: 'Wazzup rejects an empty link, and an empty file when it is fetched.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_CONTENT_CAN_NOT_BE_BLANK'],
    option: 'contentFetch',
  },
  (call: Call, { contentUri }: Fields): ApiResponse | undefined =>
    contentUri === '' ? call.reject('MESSAGES_CONTENT_CAN_NOT_BE_BLANK') : undefined,
)

/** Rejects an empty text or link, of a send and of an edit. */
export function rejectEmpty(call: Call, body: Fields): ApiResponse | undefined {
  return rejectEmptyText(call, body) ?? rejectEmptyLink(call, body)
}

/** Rejects a send that does not have exactly one of text, file and template. */
export function rejectContent(call: Call, body: Fields): ApiResponse | undefined {
  return (
    rejectTextBesideFile(call, body) ??
    rejectTemplateBesideContent(call, body) ??
    rejectNothing(call, body) ??
    rejectEmpty(call, body)
  )
}

export const rejectQuote = rule(
  [
    {
      id: 'send/quote',
      sentence: '`refMessageId` quotes a received or sent message. Wazzup rejects an unknown id.',
      docUrl: messages,
      basis: 'documented',
      codes: ['REFERENCE_MESSAGE_NOT_FOUND'],
    },
    {
      id: 'send/quote-waba',
      sentence: 'On WABA a quote is accepted, although the recipient does not see it.',
      docUrl: messages,
      basis: 'observed in production',
    },
  ],
  (call: Call, { refMessageId }: Fields): ApiResponse | undefined => {
    if (!isText(refMessageId)) return undefined
    const { ledger, state } = call.world
    const known = ledger.find(refMessageId) ?? state.messages.get(refMessageId) ?? state.incoming.get(refMessageId)
    return known ? undefined : call.reject('REFERENCE_MESSAGE_NOT_FOUND')
  },
)

/** Returns whether an accepted send quotes a deleted message. */
export const quotesDeleted = rule(
  {
    id: 'send/quote-deleted',
    sentence: 'A quote of a deleted message is accepted. The message fails by webhook.',
    docUrl: webhooks,
    basis: 'documented',
    codes: ['CANNOT_REPLY_TO_DELETED'],
  },
  ({ ledger, state }: Pick<Call['world'], 'ledger' | 'state'>, refMessageId: string | undefined): boolean => {
    if (refMessageId === undefined) return false
    return state.messages.get(refMessageId)?.isDeleted === true || ledger.find(refMessageId)?.state === 'deleted'
  },
)

/** Functions of this file that implement rules. */
export const contentRules = [
  rejectTextBesideFile,
  rejectTemplateBesideContent,
  rejectNothing,
  rejectEmptyText,
  rejectEmptyLink,
  rejectQuote,
  quotesDeleted,
]
