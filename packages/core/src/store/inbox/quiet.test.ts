import { describe, expect, test } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import type { HandlerOptions } from '../../index.ts'

function open(options: { quiet: number; within?: number; most?: number } & HandlerOptions) {
  const bench = createInboxBench()
  const { outbox, stored } = createFakeOutbox(bench.account)
  const batches: string[] = []
  const state = { isBroken: false }
  const webhooks = bench.open({ outbox })
  webhooks.onQuiet(options, async (messages, { reply, attempt, raw }) => {
    expect(raw).toHaveLength(messages.length)
    batches.push(messages.map(({ text }) => text).join(' '))
    await reply({ text: `answer of run ${attempt}` })
    if (state.isBroken) throw new Error('the model is down')
  })
  const write = async (text: string, fields: object = {}) => {
    await deliver(webhooks, 'message', { text, dateTime: new Date(bench.clock.now()).toISOString(), ...fields })
    await bench.settle(webhooks)
  }
  return { ...bench, webhooks, batches, stored, state, write, advance: (time: number) => bench.advance(webhooks, time) }
}

describe('onQuiet', () => {
  test('calls the handler once with all messages of a chat when no further one has come', async () => {
    const { write, advance, batches, stored } = open({ quiet: 4_000 })
    await write('a')
    await advance(3_000)
    await write('b')
    await advance(3_000)
    await write('c')
    await advance(3_000)
    expect(batches).toEqual([])
    await advance(1_000)
    expect(batches).toEqual(['a b c'])
    expect(await stored()).toMatchObject([{ content: { text: 'answer of run 1' } }])
    await write('d')
    await advance(4_000)
    expect(batches).toEqual(['a b c', 'd'])
  })

  test('does not join messages of two chats', async () => {
    const { write, advance, batches } = open({ quiet: 4_000 })
    await write('a', { chatId: '1' })
    await write('b', { chatId: '12' })
    await advance(4_000)
    expect(batches.toSorted()).toEqual(['a', 'b'])
  })

  test('calls the handler within a time, however many messages follow', async () => {
    const { write, advance, batches } = open({ quiet: 4_000, within: 6_000 })
    for (const text of ['a', 'b', 'c', 'd']) {
      await write(text)
      await advance(2_000)
    }
    expect(batches).toEqual(['a b c'])
  })

  test('calls the handler at once with the most messages', async () => {
    const { write, batches } = open({ quiet: 4_000, most: 2 })
    await write('a')
    await write('b')
    expect(batches).toEqual(['a b'])
  })

  test('runs a batch again that failed, without the messages that came since, and sends one answer', async () => {
    const { write, advance, batches, stored, state } = open({ quiet: 2_000 })
    state.isBroken = true
    await write('a')
    await write('b')
    await advance(2_000)
    expect([batches, await stored()]).toEqual([['a b'], []])
    state.isBroken = false
    await write('c')
    await advance(10_000)
    expect(batches).toEqual(['a b', 'a b', 'c'])
    expect(await stored()).toMatchObject([
      { content: { text: 'answer of run 2' } },
      { content: { text: 'answer of run 1' } },
    ])
  })

  test('gives a batch up after six runs, and replay runs its messages again', async () => {
    const { write, webhooks, advance, batches, state, reported } = open({ quiet: 2_000 })
    state.isBroken = true
    await write('a')
    await write('b')
    await advance(8 * 60_000)
    const dead = await webhooks.deadLetters()
    expect(dead).toHaveLength(2)
    expect(reported).toHaveLength(7)
    state.isBroken = false
    batches.length = 0
    await webhooks.replay(dead.map(({ id }) => id))
    await advance(2_000)
    expect(batches).toEqual(['a b'])
  })

  test('skips a batch whose last message is too old', async () => {
    const { write, advance, batches } = open({ quiet: 2_000, maxAge: 60_000 })
    await write('a', { dateTime: '2026-01-15T10:00:00Z' })
    await advance(3_000)
    expect(batches).toEqual([])
  })

  test('skips a batch of a paused chat', async () => {
    const { write, webhooks, advance, batches } = open({ quiet: 2_000, whilePaused: 'skip' })
    const chat = { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '1' }
    await webhooks.chat(chat).pause(60_000)
    await write('a', { chatId: '1' })
    await write('b', { chatId: '2' })
    await advance(3_000)
    expect(batches).toEqual(['b'])
  })

  test('does not slow the handlers of single messages', async () => {
    const { write, webhooks } = open({ quiet: 4_000 })
    const texts: unknown[] = []
    webhooks.on('message', ({ text }) => void texts.push(text))
    await write('a')
    expect(texts).toEqual(['a'])
  })

  test('gives each of several handlers its own batch, also when one name begins with another', async () => {
    const { open: openReceiver, advance, settle } = createInboxBench()
    const batches: string[] = []
    const webhooks = openReceiver()
      .onQuiet({ quiet: 1_000, name: 'a' }, (messages) => void batches.push(`a ${messages.length}`))
      .onQuiet({ quiet: 2_000, name: 'ab' }, (messages) => void batches.push(`ab ${messages.length}`))
    await deliver(webhooks, 'message')
    await settle(webhooks)
    await advance(webhooks, 3_000)
    expect(batches).toEqual(['a 1', 'ab 1'])
  })

  test('cuts a batch by its own messages, when other lanes begin with its name', async () => {
    const { open: openReceiver, advance, settle } = createInboxBench()
    const batches: string[] = []
    const note = (name: string) => (messages: readonly { text?: string | null | undefined }[]) =>
      void batches.push(`${name} ${messages.map(({ text }) => text).join('')}`)
    const webhooks = openReceiver()
      .onQuiet({ quiet: 1_000, most: 2, name: 'bot' }, note('bot'))
      .onQuiet({ quiet: 3_000, name: 'bot-crm' }, note('bot-crm'))
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      await deliver(webhooks, 'message', { text })
      await settle(webhooks)
    }
    await advance(webhooks, 3_000)
    expect(batches).toEqual(['bot ab', 'bot cd', 'bot e', 'bot-crm abcde'])
  })

  test('handles messages while a handler fails whose name begins with its name, and does not run that one earlier', async () => {
    const { open: openReceiver, advance, settle, reported } = createInboxBench()
    const batches: number[] = []
    const webhooks = openReceiver()
      .onQuiet({ quiet: 1_000, name: 'bot-crm' }, () => {
        throw new Error('the CRM is down')
      })
      .onQuiet({ quiet: 1_000, most: 1, name: 'bot' }, (messages) => void batches.push(messages.length))
    await deliver(webhooks, 'message')
    await settle(webhooks)
    await advance(webhooks, 1_000)
    for (let count = 0; count < 5; count++) {
      await deliver(webhooks, 'message')
      await settle(webhooks)
    }
    expect(batches).toEqual([1, 1, 1, 1, 1, 1])
    expect(reported).toMatchObject([{ message: 'the CRM is down' }])
  })

  test('handles a batch that an earlier version has stored, in a lane without the last separator', async () => {
    const { account, write, advance, batches, clock } = open({ quiet: 2_000, most: 2 })
    await write('a')
    const [stored] = await account.driver.listEvents('main', { state: 'waiting', limit: 1 })
    const { id, lane, data } = stored!
    const earlier = lane.slice(0, -1)
    const append = [2, 3].map((number) => ({ id: `${id}:${number}`, lane: earlier, data }))
    await account.driver.commit('main', {
      append: [{ id: 'other', lane: `${earlier}-crm`, data, due: clock.now() * 2 }, ...append],
    })
    await advance(2_000)
    expect(batches.toSorted()).toEqual(['a', 'a a'])
  })

  test('goes on when the messages of a batch are forgotten while it begins', async () => {
    const { account, write, advance, batches, reported } = open({ quiet: 2_000 })
    await write('a')
    const { listEvents } = account.driver
    account.driver.listEvents = async (name, query) => {
      const [first] = await listEvents(name, query)
      await account.driver.forget(name, first!.subject!)
      return listEvents(name, query)
    }
    await advance(2_000)
    expect([batches, reported]).toEqual([[], []])
  })

  test('needs names when it is called twice', () => {
    const { webhooks } = open({ quiet: 4_000 })
    expect(() => webhooks.onQuiet({ quiet: 1 }, () => {})).toThrow(/name/)
    expect(() => webhooks.onQuiet({ quiet: 0 }, () => {})).toThrow('onQuiet: quiet must be a finite number above 0')
    expect(() => webhooks.onQuiet({ quiet: Infinity }, () => {})).toThrow('quiet must be a finite number')
  })
})
