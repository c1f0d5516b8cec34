import { describe, expect, test } from 'vitest'
import { createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { createStore } from '../../store.ts'
import { eventKinds, type EventKind, type Events } from '../../index.ts'
import { buildDelivery, type WireFields } from '../../testing.ts'

const kinds = eventKinds.filter((kind) => kind !== 'createContact' && kind !== 'createDeal')

function open() {
  const bench = createInboxBench()
  const seen: Events[EventKind][] = []
  const webhooks = bench.open().on(kinds, (event) => void seen.push(event))
  const idsAfter = async () => {
    await bench.settle(webhooks)
    return seen.map(({ id }) => id)
  }
  return { ...bench, openReceiver: bench.open, webhooks, seen, idsAfter }
}

const m1 = { messageId: 'm1' }
const hash = '[0-9a-f]{32}'

describe('a repeat is dropped', () => {
  test.each<[keyof WireFields, object, string]>([
    ['message', m1, 'message:m1'],
    ['groupMessage', m1, 'message:m1'],
    ['missedCall', m1, 'message:m1'],
    ['system', m1, 'message:m1'],
    ['echo', m1, 'echo:m1'],
    ['messageEdited', { ...m1, text: 'B', oldInfo: { oldText: 'A' } }, `edit:m1:${hash}`],
    ['messageDeleted', m1, 'deletion:m1'],
    ['status', m1, 'status:m1:delivered:'],
    ['status', { ...m1, status: 'error', error: { error: 'SPAM' } }, 'status:m1:error:SPAM'],
    ['status', { ...m1, status: 'edited' }, 'status:m1:edited::2026-01-15T10:30:00.000Z'],
    ['channel', { channelId: 'c1' }, 'channel:c1:2026-01-15T10:30:00.000Z:active'],
  ])('for %s %o', async (kind, fields, id) => {
    const { webhooks, idsAfter } = open()
    await deliver(webhooks, kind, fields as never)
    await deliver(webhooks, kind, fields as never)
    await idsAfter()
    await deliver(webhooks, kind, fields as never)
    expect(await idsAfter()).toEqual([expect.stringMatching(new RegExp(`^${id}$`))])
  })

  test('for other content under the same id, without the flag of an edit', async () => {
    const { webhooks, idsAfter } = open()
    for (const text of ['A', 'B']) await deliver(webhooks, 'message', { ...m1, text })
    expect(await idsAfter()).toEqual(['message:m1'])
  })

  test('for an item with an id that cannot be read', async () => {
    const { webhooks, idsAfter } = open()
    const body = { messages: [{ messageId: 'm1', text: 'no direction' }] }
    await webhooks.receive({ body })
    await webhooks.receive({ body })
    expect(await idsAfter()).toEqual([expect.stringMatching(new RegExp(`^unrecognized:m1:${hash}$`))])
  })

  test('ten days later, and not any more after remember', async () => {
    const { webhooks, idsAfter, clock } = open()
    const day = 24 * 60 * 60 * 1_000
    for (const days of [0, 10, 31]) {
      clock.advance(days * day)
      await deliver(webhooks, 'message', m1)
      await idsAfter()
    }
    clock.advance(2 * day)
    await idsAfter()
    await deliver(webhooks, 'message', m1)
    expect(await idsAfter()).toEqual(['message:m1', 'message:m1'])
  })
})

describe('delivered every time is', () => {
  test.each<[keyof WireFields, object]>([
    ['template', { templateGuid: 't1' }],
    ['channel', { timestamp: undefined }],
    ['unrecognized', { new: true }],
  ])('a %s event without an id and a time', async (kind, fields) => {
    const { webhooks, idsAfter } = open()
    await deliver(webhooks, kind, fields as never)
    await deliver(webhooks, kind, fields as never)
    expect(new Set(await idsAfter()).size).toBe(2)
  })
})

describe('told apart are', () => {
  test.each([' ', 0, 'null', 'undefined'])('two messages with %j in place of an id', async (messageId) => {
    const { webhooks, seen, idsAfter } = open()
    const message = buildDelivery('message', { messageId })
    for (const _ of [1, 2]) await webhooks.receive({ body: message })
    expect(new Set(await idsAfter()).size).toBe(2)
    expect(seen).toMatchObject([{ kind: 'unrecognized' }, { kind: 'unrecognized' }])
  })

  test('the edits of a message', async () => {
    const { webhooks, idsAfter } = open()
    const edit = (text: string, oldText: string) =>
      deliver(webhooks, 'messageEdited', { ...m1, text, oldInfo: { oldText } })
    await edit('B', 'A')
    await edit('A', 'B')
    await edit('C', 'A')
    await edit('B', 'A')
    expect(await idsAfter()).toHaveLength(3)
  })

  test('the statuses of a message, and errors with different codes', async () => {
    const { webhooks, idsAfter } = open()
    for (const status of ['sent', 'delivered', 'read', 'sent']) await deliver(webhooks, 'status', { ...m1, status })
    for (const error of ['SPAM', 'BAD_CONTACT']) {
      await deliver(webhooks, 'status', { ...m1, status: 'error', error: { error } })
    }
    expect(await idsAfter()).toHaveLength(5)
  })

  test('the same ids of two accounts', async () => {
    const { webhooks, idsAfter, account, openReceiver } = open()
    const other = openReceiver({ store: accountOf(account) })
    await deliver(webhooks, 'message', m1)
    await deliver(other, 'message', m1)
    expect(await idsAfter()).toEqual(['message:m1'])
    expect((await accountOf(account).stats()).waiting).toEqual({ in: 1 })
  })
})

describe('the progress inside an echo', () => {
  test.each(['delivered', 'read', 'error'])('%s is a status event of its own', async (status) => {
    const { webhooks, seen, idsAfter } = open()
    await deliver(webhooks, 'echo', { ...m1, status })
    await deliver(webhooks, 'status', { ...m1, status })
    expect((await idsAfter()).toSorted()).toEqual(['echo:m1', `status:m1:${status}:`])
    expect(seen.find(({ kind }) => kind === 'status')).toMatchObject({ status, latest: status, at: start })
  })

  test.each(['sent', 'failed', 'undelivered'])('%s with an error is a status error', async (status) => {
    const { webhooks, seen, idsAfter } = open()
    await deliver(webhooks, 'echo', { ...m1, status, error: { error: 'SPAM' } })
    expect((await idsAfter()).toSorted()).toEqual(['echo:m1', 'status:m1:error:SPAM'])
    expect(seen.find(({ kind }) => kind === 'status')).toMatchObject({ status: 'error', latest: 'error' })
  })

  test('is an event even when the echo is a repeat, and sent is no progress', async () => {
    const { webhooks, idsAfter } = open()
    await deliver(webhooks, 'echo', { ...m1, status: 'sent' })
    await deliver(webhooks, 'echo', { ...m1, status: 'error', error: { error: 'SPAM' } })
    expect((await idsAfter()).toSorted()).toEqual(['echo:m1', 'status:m1:error:SPAM'])
  })
})

test('hashes of two stores are different, so that texts cannot be found again from them', async () => {
  const ids = await Promise.all(
    [open(), open()].map(async ({ webhooks, idsAfter }) => {
      await webhooks.receive({ body: buildDelivery('messageEdited', m1) })
      return idsAfter()
    }),
  )
  expect(ids[0]).not.toEqual(ids[1])
})

function accountOf({ driver }: { driver: Parameters<typeof createStore>[0] }) {
  return createStore(driver).forAccount('other')
}
