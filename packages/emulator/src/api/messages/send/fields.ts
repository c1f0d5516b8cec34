import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../../call.ts'
import { isFields, isLink, isText, optional, wrongFields, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { hasAddress, isChannelId, isChatType, isDigits } from './address.ts'

const { messages } = docUrls

const isString = (value: unknown): boolean => typeof value === 'string'

/** Returns whether a value is a file address. An empty one is accepted here, because it has its own error code. */
const isFileAddress = rule(
  {
    id: 'send/file-address',
    sentence:
      'A `contentUri` that is not an http or https address is a wrong parameter, in a send and in an edit. The documentation requires a direct link.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (value: unknown): boolean => value === '' || isLink(value),
)

/** Checks of the content, in a send and in an edit. */
export const contentChecks = {
  text: optional(isString),
  contentUri: optional(isFileAddress),
}

const checks = {
  channelId: isChannelId,
  chatType: isChatType,
  ...contentChecks,
  refMessageId: optional(isString),
  crmUserId: optional(isString),
  crmMessageId: optional(isString),
  username: optional((value) => isText(value) && !value.startsWith('@')),
  phone: optional(isDigits),
  clearUnanswered: optional((value) => typeof value === 'boolean'),
  templateId: optional(isString),
  templateValues: optional((value) => Array.isArray(value) && value.every(isString)),
  buttonsObject: optional(isFields),
}

/** Rejects a request and names its invalid parameters. */
export const rejectNamedFields = rule(
  {
    id: 'send/fields',
    sentence: 'Wazzup names the wrong parameters in `data.fields`.',
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (call: Call, fields: readonly string[]): ApiResponse => call.reject('INVALID_MESSAGE_DATA', { data: { fields } }),
)

/** Rejects a send with invalid parameters. */
export function rejectFields(call: Call, body: Fields): ApiResponse | undefined {
  const wrong = wrongFields(body, checks)
  if (!hasAddress(body)) wrong.push('chatId')
  return wrong.length > 0 ? rejectNamedFields(call, wrong) : undefined
}

/** Functions of this file that implement rules. */
export const fieldRules = [rejectNamedFields, isFileAddress]
