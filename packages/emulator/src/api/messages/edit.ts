import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../call.ts'
import { isFields, optional, wrongFields, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'
import { rule } from '../../rules/rule.ts'
import { echoEdit } from './echo.ts'
import { hasButtons } from './send/buttons.ts'
import { rejectEmpty } from './send/content.ts'
import { contentChecks, rejectNamedFields } from './send/fields.ts'
import { checkFile } from './send/files.ts'
import { checkLength, lengthCodes } from './send/length.ts'
import { answerChange, findSent, rejectAfter, type Sent } from './sent-message.ts'

const { messages } = docUrls

const rejectEditOnWaba = rule(
  [
    {
      id: 'edit/waba',
      sentence: 'On WABA no message can be edited.',
      docUrl: messages,
      basis: 'observed in production',
      codes: ['CHANNEL_INVALID_TRANSPORT_FOR_EDITING'],
    },
    {
      id: 'edit/other-transports',
      sentence:
        'On all other transports messages can be edited and deleted. The supported transports are undocumented, so rejections occur on command.',
      docUrl: messages,
      basis: 'our assumption',
      option: 'faults.calls.respondWith',
    },
  ],
  (call: Call, { transport }: Sent): ApiResponse | undefined =>
    transport === 'wapi' ? call.reject('CHANNEL_INVALID_TRANSPORT_FOR_EDITING') : undefined,
)

const rejectButtons = rule(
  {
    id: 'edit/buttons',
    sentence: 'A message with buttons cannot be edited.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_CONTAIN_BUTTONS'],
  },
  (call: Call, { entry }: Sent): ApiResponse | undefined =>
    hasButtons(entry.buttonsObject) ? call.reject('MESSAGES_CONTAIN_BUTTONS') : undefined,
)

const isString = (value: unknown): boolean => typeof value === 'string'
const checks = { ...contentChecks, crmUserId: optional(isString) }

const rejectContent = rule(
  {
    id: 'edit/one-content',
    sentence: 'An edit has either a text or a file, not both.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT', 'MESSAGE_NOTHING_TO_SEND'],
  },
  (call: Call, { text, contentUri }: Fields): ApiResponse | undefined => {
    if (isString(text) && isString(contentUri)) return call.reject('MESSAGES_ONLY_TEXT_OR_CONTENT')
    return isString(text) || isString(contentUri) ? undefined : call.reject('MESSAGE_NOTHING_TO_SEND')
  },
)

const rejectLength = rule(
  {
    id: 'edit/length',
    sentence: 'The text of an edit may be as long as that of a send.',
    docUrl: messages,
    basis: 'our assumption',
    // WABA messages cannot be edited.
    codes: lengthCodes.filter((code) => code !== 'MESSAGES_TOO_LONG_WABA'),
  },
  (call: Call, { text }: Fields, { transport }: Sent): ApiResponse | undefined => {
    const code = typeof text === 'string' ? checkLength(transport, text) : undefined
    return code && call.reject(code)
  },
)

/** Returns the message that an edit changes, or the response that rejects the edit. */
function findEdited(call: Call, body: Fields): Sent | { rejection: ApiResponse } {
  const fields = wrongFields(body, checks)
  if (fields.length > 0) return { rejection: rejectNamedFields(call, fields) }
  const sent = findSent(call)
  if ('rejection' in sent) return sent
  const rejection =
    rejectEditOnWaba(call, sent) ??
    rejectButtons(call, sent) ??
    rejectAfter(call, 'editingTime', sent) ??
    rejectContent(call, body) ??
    rejectEmpty(call, body) ??
    rejectLength(call, body, sent)
  return rejection ? { rejection } : sent
}

const change = rule(
  [
    {
      id: 'edit/replaces',
      sentence: 'An edit replaces the text or the file of a message that was sent.',
      docUrl: messages,
      basis: 'documented',
    },
    {
      id: 'edit/kind',
      sentence:
        'An edit may replace a text by a file, and the reverse. The old content is removed, and the type changes.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (call: Call, body: Fields, { entry }: Sent, contentBytes?: number): void => {
    const { text, contentUri } = body
    for (const part of ['text', 'contentUri', 'contentBytes'] as const) delete entry[part]
    if (typeof text === 'string') entry.text = text
    if (typeof contentUri === 'string') entry.contentUri = contentUri
    if (contentBytes !== undefined) entry.contentBytes = contentBytes
    entry.state = 'edited'
    entry.changedAt = call.world.clock.now()
    echoEdit(call, entry, body)
  },
)

const checkFileOfEdit = rule(
  {
    id: 'edit/file',
    sentence: 'The file of an edit is checked like the file of a send.',
    docUrl: messages,
    basis: 'our assumption',
    codes: [
      'MESSAGE_DOWNLOAD_CONTENT_ERROR',
      'MESSAGES_CONTENT_SIZE_EXCEEDED',
      'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI',
    ],
    option: 'contentFetch',
  },
  (...file: Parameters<typeof checkFile>) => checkFile(...file),
)

/** Handles `PATCH /v3/message/{messageId}`. */
export function edit(call: Call): ApiResponse | Promise<ApiResponse> {
  const body = isFields(call.body) ? call.body : {}
  const before = findEdited(call, body)
  if ('rejection' in before) return before.rejection
  return checkFileOfEdit(call, body, before, (bytes) => {
    // The message may have been deleted while its file was fetched.
    const sent = findEdited(call, body)
    if ('rejection' in sent) return sent.rejection
    change(call, body, sent, bytes)
    return answerChange()
  })
}

/** Functions of this file that implement rules. */
export const editRules = [change, rejectContent, rejectLength, checkFileOfEdit, rejectButtons, rejectEditOnWaba]
