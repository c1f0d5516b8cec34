import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { readResponse } from '../../../test/read-response.ts'
import type { ReceiverOptions } from '../../index.ts'
import { buildDelivery } from '../../testing.ts'

const contact = { id: 'c1', responsibleUserId: 'u1', name: 'Anna', contactData: [] }
const deal = {
  id: 'd1',
  responsibleUserId: 'u1',
  name: 'Order',
  uri: 'https://crm.example/d1',
  contacts: [],
  closed: false,
}
const minute = 60_000

afterEach(() => void vi.useRealTimers())

function open(options: Partial<ReceiverOptions> = {}) {
  const bench = createInboxBench()
  const ids: string[] = []
  const state = { isBroken: false, answered: Promise.resolve() }
  const answer = async <Entity>(id: string, entity: Entity): Promise<Entity> => {
    ids.push(id)
    await state.answered
    if (state.isBroken) throw new Error('the CRM is down')
    return entity
  }
  const openReceiver = () =>
    bench
      .open(options)
      .on('createContact', (event, { id }) => answer(id === event.id ? id : 'another id', contact))
      .on('createDeal', (_, { id }) => answer(id, deal))
  const webhooks = openReceiver()
  const ask = async (kind: 'createContact' | 'createDeal', from = webhooks) => readResponse(await deliver(from, kind))
  return { ...bench, webhooks, openReceiver, ids, state, ask }
}

describe('a question', () => {
  test.each([
    ['createContact', contact, 10 * minute],
    ['createDeal', deal, 2 * minute],
  ] as const)('%s gets the same answer for a time, and the handler is called once', async (kind, body, kept) => {
    const { ask, ids, clock } = open()
    expect(await ask(kind)).toEqual({ status: 200, body })
    clock.advance(kept - 1)
    expect(await ask(kind)).toEqual({ status: 200, body })
    expect(ids).toHaveLength(1)
    clock.advance(1)
    await ask(kind)
    expect(ids).toHaveLength(2)
  })

  test('for a contact has one id for ever, and a second deal another id than the first', async () => {
    const { ask, ids, clock } = open()
    for (const kind of ['createContact', 'createDeal'] as const) await ask(kind)
    clock.advance(60 * minute)
    for (const kind of ['createContact', 'createDeal'] as const) await ask(kind)
    expect(ids[2]).toBe(ids[0])
    expect(ids[3]).not.toBe(ids[1])
    expect(ids[1]).toMatch(new RegExp(`^createDeal:[0-9a-f]{32}:${start}$`))
  })

  test('about the same chats in another order is the same', async () => {
    const { webhooks, ids } = open()
    const chats = [
      { chatType: 'telegram', chatId: '2' },
      { chatType: 'whatsapp', chatId: '1' },
    ]
    await deliver(webhooks, 'createContact', { contactData: chats })
    await deliver(webhooks, 'createContact', { contactData: chats.toReversed() })
    expect(ids).toHaveLength(1)
  })

  test('that another process is answering waits for its answer', async () => {
    const { ask, openReceiver, ids, state } = open()
    let answer = () => {}
    state.answered = new Promise((resolve) => (answer = resolve))
    const first = ask('createContact')
    await expect.poll(() => ids.length).toBe(1)
    const second = ask('createContact', openReceiver())
    // The other process has had time to ask.
    await new Promise((resolve) => void setTimeout(resolve, 50))
    answer()
    expect([await first, await second]).toEqual([
      { status: 200, body: contact },
      { status: 200, body: contact },
    ])
    expect(ids).toHaveLength(1)
  })

  test('whose handler fails gets 500, and a repeat calls the handler with the same id', async () => {
    const { ask, ids, state } = open()
    state.isBroken = true
    expect((await ask('createDeal')).status).toBe(500)
    state.isBroken = false
    expect(await ask('createDeal')).toEqual({ status: 200, body: deal })
    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(2)
  })

  test('whose process died is asked again after 30 seconds, with the same id', async () => {
    const { ask, openReceiver, ids, state, clock } = open()
    state.answered = new Promise(() => {})
    void ask('createDeal')
    await expect.poll(() => ids.length).toBe(1)
    state.answered = Promise.resolve()
    clock.advance(30_000)
    expect(await ask('createDeal', openReceiver())).toEqual({ status: 200, body: deal })
    expect(new Set(ids).size).toBe(1)
  })

  test('that another process does not answer within 25 seconds gets 504, and is reported', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { ask, openReceiver, ids, state, reported } = open({ timeout: 600_000 })
    state.answered = new Promise(() => {})
    void ask('createDeal')
    await vi.waitUntil(() => ids.length === 1)
    const second = ask('createDeal', openReceiver())
    let isAnswered = false
    void second.finally(() => (isAnswered = true))
    while (!isAnswered) await vi.advanceTimersByTimeAsync(1_000)
    expect(await second).toEqual({ status: 504, body: { error: 'createDeal is still being answered' } })
    expect(reported).toMatchObject([{ message: 'another process is still answering; Wazzup gets 504' }])
    expect(ids).toHaveLength(1)
  })

  test('beside other events is answered after these are stored', async () => {
    const { webhooks, account } = open()
    const response = await webhooks.receive({
      body: { ...buildDelivery('createContact'), ...buildDelivery('message') },
    })
    expect(readResponse(response)).toEqual({ status: 200, body: contact })
    expect((await account.stats()).waiting).toEqual({ in: 1 })
  })

  test.each([
    ['beside other events', buildDelivery('message'), 'createContact was not answered, because the store failed'],
    ['alone', {}, 'no connection'],
  ])('%s is reported as not answered when the store fails', async (_, beside, message) => {
    const { webhooks, account, ids, reported } = open()
    const fail = async () => {
      throw new Error('no connection')
    }
    Object.assign(account.driver, { commit: fail, read: fail })
    const response = readResponse(await webhooks.receive({ body: { ...buildDelivery('createContact'), ...beside } }))
    expect(response.status).toBe(503)
    expect(JSON.stringify(response.body)).not.toContain('handler')
    expect(reported.at(-1)).toMatchObject({ kind: 'createContact', message: expect.stringContaining(message) })
    expect(ids).toEqual([])
  })

  test.each([
    ['fails', () => Promise.reject(new Error('no connection'))],
    ['does not answer', () => new Promise<never>(() => {})],
  ])('gets its answer also when the store %s after the handler has succeeded', async (_, fail) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { open: openReceiver, account } = createInboxBench()
    let isCreated = false
    const webhooks = openReceiver({ timeout: 10_000 }).on('createContact', () => {
      isCreated = true
      Object.assign(account.driver, { commit: fail })
      return contact
    })
    const response = deliver(webhooks, 'createContact')
    await vi.waitUntil(() => isCreated)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(readResponse(await response)).toEqual({ status: 200, body: contact })
  })

  test('has the outbox in its context', async () => {
    const { open: openReceiver, account, reported } = createInboxBench()
    const { outbox } = createFakeOutbox(account)
    const webhooks = openReceiver({ outbox }).on('createContact', (_, context) => {
      expect(context.outbox).toBe(outbox)
      return contact
    })
    expect((await deliver(webhooks, 'createContact')).status).toBe(200)
    expect(reported).toEqual([])
  })

  test('that names no chat gets 400, and one without a handler 501', async () => {
    const { open: openReceiver } = createInboxBench()
    const webhooks = openReceiver().on('createContact', () => contact)
    expect((await deliver(webhooks, 'createContact', { contactData: [] })).status).toBe(400)
    expect((await deliver(webhooks, 'createDeal')).status).toBe(501)
  })
})
