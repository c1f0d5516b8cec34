import { test } from 'vitest'
import { createClient, createWazzup, messages } from '../index.ts'

declare const fromEnvironment: string | undefined

test('a client needs an apiKey, or the baseUrl of a server that adds one', () => {
  createWazzup({ apiKey: 'key' })
  createWazzup({ apiKey: 'key', baseUrl: fromEnvironment })
  createWazzup({ apiKey: () => 'key' })
  createWazzup({ baseUrl: 'https://app.example/api/wazzup' })
  createClient({ messages }, { apiKey: 'key' })
  // @ts-expect-error: neither is given
  createWazzup({})
  // @ts-expect-error: neither is given
  createWazzup({ timeout: 1_000 })
  // @ts-expect-error: the variable may not be set
  createWazzup({ apiKey: fromEnvironment })
  // @ts-expect-error: neither may be set
  createWazzup({ baseUrl: fromEnvironment })
  // @ts-expect-error: neither is given
  createClient({ messages }, {})
})
