import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import type { Agreement, Difference } from './agreement.ts'
import { defineEndpoint } from './endpoint.ts'

interface Common {
  to: string
}
type Written = Common & ({ text: string; file?: undefined } | { file: string; text?: undefined })
type Read = { to: string; text?: string | undefined; file?: string | undefined }

test('a union and one object with the same fields agree', () => {
  expectTypeOf<Difference<Written, Read>>().toEqualTypeOf<never>()
})

test('each difference is named, on either side', () => {
  expectTypeOf<Difference<Written & { silent?: boolean }, Read>>().toEqualTypeOf<'silent'>()
  expectTypeOf<Difference<Written, Read & { silent?: boolean }>>().toEqualTypeOf<'silent'>()
  expectTypeOf<Difference<{ a: string | number }, { a: string }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string }, { a: string | number }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string }, { a?: string }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: { b: string }[] }, { a: { b: string; c?: string }[] }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string[][] }, { a: string[] }>>().toEqualTypeOf<'a'>()
})

test('an endpoint whose written method has other fields than its schema does not compile', () => {
  const input = v.strictObject({ to: v.string() })
  type Send = (input: { to: string; cc?: string }) => Promise<void>
  expectTypeOf<Agreement<Send, typeof input>>().toEqualTypeOf<{ 'method and schema differ in': 'cc' }>()
  const fixed = { method: 'POST', path: '/v3/x', docUrl: '', repeat: 'rejected', key: 'api', sidecar: false } as const
  // @ts-expect-error: the schema has no `cc`
  defineEndpoint<typeof input, undefined, never, Send>({ ...fixed, input })
  defineEndpoint<typeof input, undefined, never, (input: { to: string }) => Promise<void>>({ ...fixed, input })
})
