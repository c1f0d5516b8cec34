import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { printGuards } from '../../../scripts/print-guards.ts'
import { near } from '../../../test/near.ts'
import { isMessageItem, isStatusItem } from './item-guards.ts'
import { MessageItemSchema, StatusItemSchema } from '../../schemas.ts'

// Items as in Wazzup's documentation of webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/

const place = {
  messageId: 'cd9c8ba5-7e4b-4bb4-8c9e-8a0d8c2e8c7f',
  channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b',
  chatType: 'whatsapp',
  chatId: '79011112233',
  dateTime: '2025-05-06T14:16:00.002Z',
}
const incoming = {
  ...place,
  type: 'text',
  status: 'inbound',
  isEcho: false,
  contact: { name: 'Anna', avatarUri: 'https://store.wazzup24.com/a.jpg' },
  text: 'Hello',
}
const picture = {
  ...incoming,
  type: 'image',
  text: undefined,
  contentUri: 'https://store.wazzup24.com/0a/?filename=a.jpg',
}

const messages: [string, unknown][] = [
  ['a text', incoming],
  ['a picture', picture],
  [
    'null for missing fields',
    { ...incoming, text: null, contentUri: null, contact: null, oldInfo: null, isEdited: null },
  ],
  [
    'a message from Telegram',
    { ...incoming, chatType: 'telegram', contact: { name: 'Anna', username: 'anna', phone: '79011112233' } },
  ],
  [
    'an echo',
    {
      ...place,
      type: 'text',
      status: 'sent',
      isEcho: true,
      text: 'Hi',
      authorName: 'Olga',
      authorId: '7',
      sentFromApp: true,
    },
  ],
  ['an edited message', { ...incoming, isEdited: true }],
  [
    'a failed message',
    { ...place, type: 'text', status: 'error', isEcho: true, error: { error: 'BAD_CONTACT', description: '' } },
  ],
  ['a message with unknown fields', { ...incoming, newField: 1, interactive: [] }],
  ['a message with only an id', { messageId: 'x' }],
]
const statuses: [string, unknown][] = [
  ['delivered', { messageId: 'x', timestamp: '2025-05-06T14:16:00.002Z', status: 'delivered' }],
  [
    'failed',
    { messageId: 'x', timestamp: '2025-05-06T14:16:00.002Z', status: 'error', error: { error: 'BAD_CONTACT' } },
  ],
  ['a status without a time', { messageId: 'x', status: 'read' }],
]

describe.each([
  { name: 'isMessageItem', schema: MessageItemSchema, printed: isMessageItem, good: messages },
  { name: 'isStatusItem', schema: StatusItemSchema, printed: isStatusItem, good: statuses },
])('$name', ({ schema, printed, good }) => {
  test.each(good)('accepts %s', (_, item) => {
    expect(printed(item)).toBe(true)
    expect(v.parse(schema, item)).toEqual(item)
  })

  /** A valid item in which some fields are replaced by similar values. */
  const items = fc
    .tuple(
      fc.constantFrom(...good.map(([, item]) => item)),
      fc.record(Object.fromEntries(Object.entries(schema.entries).map(([key, field]) => [key, near(field)]))),
      fc.subarray(Object.keys(schema.entries), { maxLength: 3 }),
    )
    .map(([item, fields, chosen]): unknown => ({
      ...(item as object),
      ...Object.fromEntries(chosen.map((key) => [key, fields[key]])),
    }))

  // 6,000 generated values take seconds on a busy machine.
  test('accepts only values that valibot accepts unchanged', { timeout: 60_000 }, () => {
    let passed = 0
    const check = (item: unknown): void => {
      if (!printed(item)) return
      passed++
      const result = v.safeParse(schema, item)
      expect(result.success).toBe(true)
      expect(result.output).toEqual(item)
    }
    fc.assert(fc.property(items, check), { numRuns: 5_000, seed: 20_261_122 })
    fc.assert(fc.property(near(schema), check), { numRuns: 1_000, seed: 20_261_122 })
    expect(passed).toBeGreaterThan(500)
  })
})

test.each([
  ['a number instead of a text', { ...incoming, text: 5 }],
  ['a flag as text', { ...incoming, isEcho: 'false' }],
  ['another spelling', { ...incoming, chatType: 'WhatsApp' }],
  ['a time without a zone', { ...incoming, dateTime: '2025-05-06T14:16:00.002' }],
  ['a 13th month', { ...incoming, dateTime: '2025-13-06T14:16:00.002Z' }],
  ['a contact that is a list', { ...incoming, contact: [] }],
  ['no id', { ...incoming, messageId: undefined }],
])('isMessageItem returns false for %s, which valibot then reads', (_, item) => {
  expect(isMessageItem(item)).toBe(false)
})

test('item-guards.ts is up to date with `pnpm docs:print`', () => {
  expect(readFileSync(new URL('./item-guards.ts', import.meta.url), 'utf8')).toBe(printGuards())
})
