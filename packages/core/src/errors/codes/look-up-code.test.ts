import { describe, expect, test } from 'vitest'
import { apiErrors } from './api-codes.ts'
import { deliveryErrors } from './delivery-codes.ts'
import { provesNothing } from './look-up-code.ts'

// The responses that do not prove that nothing was sent: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
describe('provesNothing', () => {
  test.each(['UNKNOWN_ERROR', 'UNKNOWN_ERROR_WITH_TRACE_ID', 'MESSAGES_CAN_NOT_ADD', 'GENERAL_ERROR'])(
    'returns true for %s with each status, in both spellings',
    (code) => {
      const camel = code.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
      for (const spelling of [code, camel, code.toLowerCase()]) {
        for (const status of [400, 403, 404, 422, 429, 500]) expect(provesNothing(spelling, status)).toBe(true)
      }
    },
  )

  test.each([408, 460, 499, 500, 502, 503, 504, 520, 599])('returns true for HTTP %i', (status) => {
    expect(provesNothing(undefined, status)).toBe(true)
    expect(provesNothing('SOMETHING_NEW', status)).toBe(true)
  })

  test.each([400, 401, 403, 404, 409, 413, 422, 429])(
    'returns false for HTTP %i, which proves that nothing happened',
    (status) => {
      for (const code of [undefined, 'BAD_CONTACT', 'repeatedCrmMessageId', 'SOMETHING_NEW', 'UNKNOWN']) {
        expect(provesNothing(code, status)).toBe(false)
      }
    },
  )
})

test('another messenger helps for a chat, and another number for a channel', () => {
  const codesOf = (scope: string) => [
    ...Object.entries(apiErrors).flatMap(([code, facts]) => (facts.scope === scope ? [code] : [])),
    ...Object.entries(deliveryErrors).flatMap(([code, facts]) => (facts.scope === scope ? [`webhook ${code}`] : [])),
  ]
  expect(codesOf('chat')).toEqual([
    'MESSAGES_NOT_TEXT_FIRST',
    'MESSAGES_INVALID_CONTACT_TYPE',
    'BAD_CONTACT',
    'CHAT_NO_ACCESS',
    'webhook BAD_CONTACT',
    'webhook CHATID_IGSID_MISMATCH',
    'webhook 24_HOURS_EXCEEDED',
    'webhook 7_DAYS_EXCEEDED',
    'webhook COMMENT_DELETED',
    'webhook COMMENT_ALREADY_PRIVATE_REPLIED',
    'webhook COMMENT_INVALID_FOR_PRIVATE_REPLY',
  ])
  expect(codesOf('channel')).toEqual([
    'BALANCE_IS_EMPTY',
    'CHANNEL_NOT_FOUND',
    'CHANNEL_BLOCKED',
    'CHANNEL_NOT_ACTIVE',
    'CHANNEL_WAPI_REJECTED',
    'CHANNEL_NO_MONEY',
    'CHANNEL_LIMIT_EXCEEDED',
    'MESSAGE_CHANNEL_UNAVAILABLE',
    'webhook TOO_MANY_EXT_REQS',
    'webhook CHANNEL_REJECTED',
    'webhook NOT_ENOUGH_MONEY',
    'webhook NOTENOUGHMONEY',
  ])
  expect(codesOf('account')).toEqual([
    'INVALID_APIKEY',
    'INVALID_API_KEY',
    'FORBIDDEN',
    'USER_LIMIT_EXCEEDED',
    'NO_SUCH_ACCOUNT',
  ])
})
