import { expect, test } from 'vitest'
import { createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { createWebhooks } from '../../index.ts'

const minute = 60_000
const at = (age: number) => ({ dateTime: new Date(start - age).toISOString() })

test('maxAge skips a handler for older events, and the others run', async () => {
  const { open, settle } = createInboxBench()
  const seen: string[] = []
  const webhooks = open()
    .on('message', ({ text }) => void seen.push(`bot ${text}`), { name: 'bot', maxAge: 15 * minute })
    .on('message', ({ text }) => void seen.push(`archive ${text}`), { name: 'archive' })
  await deliver(webhooks, 'message', { text: 'old', ...at(16 * minute) })
  await deliver(webhooks, 'message', { text: 'new', ...at(14 * minute) })
  await deliver(webhooks, 'message', { text: 'future', ...at(-minute) })
  expect(await settle(webhooks)).toEqual({ left: 0 })
  expect(seen).toEqual(['archive old', 'bot new', 'archive new', 'bot future', 'archive future'])
})

test('the age counts to the start of the handler, so an outage counts', async () => {
  const { open, settle, clock } = createInboxBench()
  const seen: unknown[] = []
  const webhooks = open().on('message', ({ text }) => void seen.push(text), { maxAge: 15 * minute })
  await deliver(webhooks, 'message')
  clock.advance(16 * minute)
  await settle(webhooks)
  expect(seen).toEqual([])
})

test('a time in the future does not make an event young for ever', async () => {
  const { open, settle, clock } = createInboxBench()
  const seen: unknown[] = []
  const webhooks = open().on('message', ({ text }) => void seen.push(text), { maxAge: 15 * minute })
  await deliver(webhooks, 'message', at(-24 * 60 * minute))
  clock.advance(16 * minute)
  await settle(webhooks)
  expect(seen).toEqual([])
})

test('maxAge works without a store', async () => {
  const seen: string[] = []
  const webhooks = createWebhooks({ secret: false })
    .on('message', () => void seen.push('bot'), { maxAge: minute })
    .on('message', () => void seen.push('archive'))
  await deliver(webhooks, 'message', { dateTime: new Date(Date.now() - 2 * minute).toISOString() })
  expect(seen).toEqual(['archive'])
})

test('options of a handler that are misspelt, and a timeout longer than any timer, are rejected', () => {
  const on = (options: object) => () => createWebhooks({ secret: false }).on('message', () => {}, options)
  expect(on({ timeout: Infinity })).toThrow('timeout must be milliseconds between 1 and 2147483647')
  expect(on({ timeout: 3_000_000_000 })).toThrow('timeout must be')
  expect(on({ whilePaused: 'ski' })).toThrow('whilePaused must be "run" or "skip"')
  expect(on({ maxage: 5 })).toThrow(/maxage is not one of .*maxAge/)
  expect(on({ maxAge: Infinity, maxage: undefined })).not.toThrow()
})

test.each([0, -1, Number.NaN, '5' as never])('maxAge and timeout of %s are rejected', (value) => {
  const webhooks = createWebhooks({ secret: false })
  expect(() => webhooks.on('message', () => {}, { maxAge: value })).toThrow(/handler of message: maxAge must/)
  expect(() => webhooks.on('message', () => {}, { timeout: value })).toThrow(/handler of message: timeout must/)
})
