import { expect, test } from 'vitest'
import { createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import type { HandledInfo, StoredInfo } from '../../index.ts'

test('hooks get what was stored, and each run of a handler with its outcome', async () => {
  const { open, settle, advance } = createInboxBench()
  const stored: StoredInfo[] = []
  const handled: HandledInfo[] = []
  const hooks = {
    onStored: (info: StoredInfo) => stored.push(info),
    onHandled: (info: HandledInfo) => handled.push(info),
  }
  const webhooks = open({ hooks })
    .on(
      'message',
      (_, { attempt }) => {
        if (attempt === 1) throw new Error('the CRM is down')
      },
      { name: 'crm' },
    )
    .on('message', () => {}, { name: 'bot', maxAge: 60_000 })
  const dateTime = new Date(start - 120_000).toISOString()
  await deliver(webhooks, 'message', { messageId: 'm1', dateTime })
  await deliver(webhooks, 'message', { messageId: 'm1', dateTime })
  await settle(webhooks)
  await advance(webhooks, 2_000)
  expect(stored).toEqual([
    { events: 1, repeats: 0 },
    { events: 0, repeats: 1 },
  ])
  const kind = 'message'
  const milliseconds = expect.any(Number)
  expect(handled).toEqual([
    { kind, handler: 'bot', outcome: 'skipped', attempt: 1, milliseconds: 0, age: 120_000 },
    { kind, handler: 'crm', outcome: 'failed', attempt: 1, milliseconds, age: 120_000 },
    { kind, handler: 'crm', outcome: 'succeeded', attempt: 2, milliseconds, age: expect.any(Number) },
  ])
})

test('a hook that throws changes nothing', async () => {
  const { open, settle, reported } = createInboxBench()
  const seen: unknown[] = []
  const fail = () => {
    throw new Error('of the metrics')
  }
  const webhooks = open({ hooks: { onStored: fail, onHandled: fail } }).on(
    'message',
    ({ text }) => void seen.push(text),
  )
  expect(await deliver(webhooks, 'message', { text: 'Hello' })).toEqual({ status: 200 })
  await settle(webhooks)
  expect([seen, reported]).toEqual([['Hello'], []])
})
