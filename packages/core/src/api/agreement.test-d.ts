import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import type { Agreement, Difference } from './agreement.ts'
import { defineEndpoint } from './endpoint.ts'
import { messages } from './messages/messages.ts'

interface Common {
  to: string
}
type Written = Common & ({ text: string; file?: undefined } | { file: string; text?: undefined })
type Read = { to: string; text?: string | undefined; file?: string | undefined }

test('a union agrees with an object that has the same fields', () => {
  expectTypeOf<Difference<Written, Read>>().toEqualTypeOf<never>()
})

test('each difference is named, on both sides', () => {
  expectTypeOf<Difference<Written & { silent?: boolean }, Read>>().toEqualTypeOf<'silent'>()
  expectTypeOf<Difference<Written, Read & { silent?: boolean }>>().toEqualTypeOf<'silent'>()
  expectTypeOf<Difference<{ a: string | number }, { a: string }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string }, { a: string | number }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string }, { a?: string }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: { b: string }[] }, { a: { b: string; c?: string }[] }>>().toEqualTypeOf<'a'>()
  expectTypeOf<Difference<{ a: string[][] }, { a: string[] }>>().toEqualTypeOf<'a'>()
})

test('an endpoint does not compile when the fields of its method and its schema differ', () => {
  const input = v.strictObject({ to: v.string() })
  type Send = (input: { to: string; cc?: string }) => Promise<void>
  expectTypeOf<Agreement<Send, typeof input>>().toEqualTypeOf<{ 'method and schema differ in': 'cc' }>()
  const fixed = { method: 'POST', path: '/v3/x', docUrl: '', repeat: 'rejected', key: 'api', sidecar: false } as const
  // @ts-expect-error: the schema has no `cc`
  defineEndpoint<typeof input, undefined, never, Send>({ ...fixed, input })
  defineEndpoint<typeof input, undefined, never, (input: { to: string }) => Promise<void>>({ ...fixed, input })
})

test('only an endpoint with repeat: keyed has a keyed option, and it must have one', () => {
  const input = v.strictObject({})
  const fixed = { method: 'POST', path: '/v3/x', docUrl: '', key: 'api', sidecar: false, input } as const
  const { keyed } = messages.send
  if (!keyed) return
  defineEndpoint({ ...fixed, repeat: 'keyed', keyed })
  // @ts-expect-error: `keyed` is missing
  defineEndpoint({ ...fixed, repeat: 'keyed' })
  // @ts-expect-error: only `repeat: 'keyed'` has it
  defineEndpoint({ ...fixed, repeat: 'always', keyed })
  // A copy of an endpoint, with other schemas.
  defineEndpoint({ ...messages.send, input })
})
