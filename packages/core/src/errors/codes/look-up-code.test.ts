import { describe, expect, test } from 'vitest'
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
