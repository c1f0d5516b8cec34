import { expectTypeOf, test } from 'vitest'
import { isWazzupError, type ErrorCode, type NetworkReason } from '../index.ts'

declare const error: unknown

test('every error of a call has the fields of an error of Wazzup', () => {
  if (!isWazzupError(error)) return
  expectTypeOf(error.code).toEqualTypeOf<ErrorCode | undefined>()
  expectTypeOf(error.status).toEqualTypeOf<number | undefined>()
  expectTypeOf(error.meaning).toEqualTypeOf<string | undefined>()
  expectTypeOf(error.remedy).toEqualTypeOf<string | undefined>()
  void error.retry
  // @ts-expect-error misspelt
  void error.cod
})

test('the name tells which error it is', () => {
  if (!isWazzupError(error)) return
  if (error.name === 'WazzupApiError') expectTypeOf(error.status).toEqualTypeOf<number>()
  if (error.name === 'WazzupNetworkError') expectTypeOf(error.reason).toEqualTypeOf<NetworkReason>()
})
