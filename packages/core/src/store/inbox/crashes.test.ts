import { describe, expect, test } from 'vitest'
import { createFakeOutbox, createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { buildDelivery } from '../../testing.ts'

describe('two receivers on one store', () => {
  test('handle each event once, and one event of a chat at a time', async () => {
    const { open, settle } = createInboxBench()
    const texts: unknown[] = []
    let running = 0
    let most = 0
    const openReceiver = () =>
      open().on('message', async ({ text }) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => void setTimeout(resolve, 1))
        running--
        texts.push(text)
      })
    const receivers = [openReceiver(), openReceiver()]
    for (let index = 0; index < 20; index++) await deliver(receivers[index % 2]!, 'message', { text: String(index) })
    await Promise.all(receivers.map(settle))
    await Promise.all(receivers.map(settle))
    expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
    expect(most).toBe(1)
  })

  test('that both believe to have a chat store one reply', async () => {
    const { open, settle, account, clock } = createInboxBench()
    const { outbox, stored } = createFakeOutbox(account)
    let wake = () => {}
    const slow = open({ outbox }).on('message', async (_, { reply }) => {
      await new Promise<void>((resolve) => (wake = resolve))
      await reply({ text: 'slow' })
    })
    const fast = open({ outbox }).on('message', (_, { reply }) => reply({ text: 'fast' }))
    await deliver(slow, 'message')
    const asleep = settle(slow)
    const slowWake = () => wake()
    await expect
      .poll(
        async () => (await account.driver.claim({ accounts: ['main'], queue: 'in', limit: 1, lease: 1 })).claims.length,
      )
      .toBe(0)
    // The lease of the slow process ends while it sleeps.
    clock.advance(20_000)
    await settle(fast)
    slowWake()
    await asleep
    expect(await stored()).toMatchObject([{ content: { text: 'fast' } }])
  })
})

describe('an event whose process dies', () => {
  test('runs again with the next number, and is dead after six', async () => {
    const { open, settle, account, clock, reported } = createInboxBench()
    const attempts: number[] = []
    const webhooks = open().on('message', (_, { attempt }) => void attempts.push(attempt))
    await deliver(webhooks, 'message', { messageId: 'poison', chatId: '1' })
    await deliver(webhooks, 'message', { messageId: 'next', chatId: '1' })
    const die = async (times: number) => {
      for (let count = 0; count < times; count++) {
        await account.driver.claim({ accounts: ['main'], queue: 'in', limit: 10, lease: 20_000 })
        clock.advance(20_000)
      }
    }
    await die(6)
    await settle(webhooks)
    expect(attempts).toEqual([1])
    expect(await webhooks.deadLetters()).toMatchObject([
      { id: 'message:poison', attempts: 6, error: 'The process ended during its runs; number of runs: 6' },
    ])
    expect(reported).toMatchObject([{ kind: 'message', message: expect.stringContaining('deadLetters') }])
    await deliver(webhooks, 'message', { chatId: '2' })
    await die(3)
    await settle(webhooks)
    expect(attempts).toEqual([1, 4])
  })

  test('in a batch of quick messages is dead after six, too', async () => {
    const { open, settle, account, clock } = createInboxBench()
    let runs = 0
    const webhooks = open().onQuiet({ quiet: 1_000 }, () => void runs++)
    await deliver(webhooks, 'message')
    await settle(webhooks)
    for (let count = 0; count < 6; count++) {
      clock.advance(20_000)
      await account.driver.claim({ accounts: ['main'], queue: 'quiet', limit: 10, lease: 20_000 })
    }
    clock.advance(20_000)
    await settle(webhooks)
    expect(runs).toBe(0)
    expect(await webhooks.deadLetters()).toMatchObject([{ attempts: 6 }])
  })
})

test('a batch that was given up because its process died runs again by replay', async () => {
  const { open, settle, account, clock } = createInboxBench()
  const batches: number[] = []
  let isBroken = true
  const webhooks = open().onQuiet({ quiet: 1_000 }, (messages) => {
    if (isBroken) throw new Error('broken')
    batches.push(messages.length)
  })
  await deliver(webhooks, 'message')
  await settle(webhooks)
  clock.advance(1_000)
  await settle(webhooks)
  for (let count = 0; count < 6; count++) {
    clock.advance(20_000)
    await account.driver.claim({ accounts: ['main'], queue: 'quiet', limit: 10, lease: 20_000 })
  }
  clock.advance(20_000)
  isBroken = false
  await settle(webhooks)
  const dead = await webhooks.deadLetters()
  expect([batches, dead.length]).toEqual([[], 1])
  await webhooks.replay(dead.map(({ id }) => id))
  await settle(webhooks)
  expect(batches).toEqual([1])
})

describe('start and stop', () => {
  test('start handles events as they come, and stop waits for the running handler', async () => {
    const { open } = createInboxBench()
    let finish = () => {}
    const ended: string[] = []
    const webhooks = open().on('message', async () => {
      await new Promise<void>((resolve) => (finish = resolve))
      ended.push('handler')
    })
    webhooks.start()
    await deliver(webhooks, 'message', { chatId: '1' })
    const begun = finish
    await expect.poll(() => finish !== begun).toBe(true)
    const stopped = webhooks.stop().then(() => void ended.push('stop'))
    await deliver(webhooks, 'message', { chatId: '2' })
    finish()
    await stopped
    expect(ended).toEqual(['handler', 'stop'])
  })

  test('stop aborts the signal at its deadline, and the event runs again without a failed run', async () => {
    const { open, settle, account } = createInboxBench()
    const attempts: number[] = []
    const begin = () =>
      open().on('message', async (_, { signal, attempt }) => {
        attempts.push(attempt)
        if (attempts.length > 1) return
        await new Promise(
          (_resolve, reject) => void signal.addEventListener('abort', () => reject(new Error('stopped'))),
        )
      })
    const webhooks = begin()
    webhooks.start()
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await expect.poll(() => attempts.length).toBe(1)
    await webhooks.stop(1)
    expect(await account.driver.find('main', ['message:m1'])).toMatchObject([{ state: 'waiting', attempts: 0 }])
    await settle(begin())
    expect(attempts).toEqual([1, 1])
  })

  test('a drain that ends does not end another one of the same process', async () => {
    const { open } = createInboxBench()
    const handled: unknown[] = []
    let finish = () => {}
    const webhooks = open().on('message', async ({ text, chatId }) => {
      if (chatId === '1') await new Promise<void>((resolve) => (finish = resolve))
      handled.push(text)
    })
    await deliver(webhooks, 'message', { chatId: '1', text: 'slow' })
    const begun = finish
    const long = webhooks.drain({ deadline: 20_000 })
    await expect.poll(() => finish !== begun).toBe(true)
    await webhooks.drain({ deadline: 1 })
    await deliver(webhooks, 'message', { chatId: '2', text: 'fast' })
    await expect.poll(() => handled).toEqual(['fast'])
    finish()
    expect(await long).toEqual({ left: 0 })
    expect(handled).toEqual(['fast', 'slow'])
  })

  test('drain returns how many events still wait', async () => {
    const { open, settle } = createInboxBench()
    const webhooks = open().on('message', () => {
      throw new Error('broken')
    })
    await webhooks.receive({ body: { ...buildDelivery('message'), ...buildDelivery('channel') } })
    expect(await settle(webhooks)).toEqual({ left: 1 })
  })
})

test('forget deletes everything about a chat, and a late repeat counts as new', async () => {
  const { open, settle, account } = createInboxBench()
  const texts: unknown[] = []
  const takeover = { pause: 60_000 }
  const webhooks = open({ takeover }).on('message', ({ text }) => {
    texts.push(text)
    if (text === 'dead') throw new Error('broken')
  })
  webhooks.onQuiet({ quiet: 60_000 }, () => {})
  const chat = { channelId: 'c1', chatType: 'whatsapp', chatId: '1' }
  await deliver(webhooks, 'message', { messageId: 'm1', text: 'a', ...chat })
  await deliver(webhooks, 'message', { messageId: 'm2', text: 'dead', ...chat })
  await deliver(webhooks, 'echo', { messageId: 'e1', authorId: 'user-1', status: 'read', ...chat })
  await deliver(webhooks, 'message', { messageId: 'm3', text: 'other', ...chat, chatId: '2' })
  await settle(webhooks)
  expect(await account.driver.find('main', ['status:e1:read:'])).toHaveLength(1)
  expect(await account.forget(chat)).toBeGreaterThan(4)
  const { driver } = account
  for (const state of ['waiting', 'done', 'dead'] as const) {
    const events = await driver.listEvents('main', { state, limit: 100 })
    expect(events.filter(({ lane, subject }) => `${lane} ${subject}`.includes('c1/whatsapp/1'))).toEqual([])
  }
  expect(await driver.find('main', ['status:e1:read:'])).toEqual([])
  const records = await driver.listRecords('main', { prefix: '', limit: 100 })
  expect(records.filter(({ key }) => key.includes('c1/whatsapp/1'))).toEqual([])
  await deliver(webhooks, 'message', { messageId: 'm1', text: 'again', ...chat })
  await deliver(webhooks, 'message', { messageId: 'm3', text: 'again', ...chat, chatId: '2' })
  await settle(webhooks)
  expect(texts.toSorted()).toEqual(['a', 'again', 'dead', 'other'])
})

test('a status says the highest status that the outbox knows', async () => {
  const { open, settle, account } = createInboxBench()
  const latest: unknown[] = []
  const write = [{ key: 'status/m1', value: { status: 'read' }, version: undefined, expiresAt: start + 1_000_000 }]
  await account.driver.commit('main', { write })
  const webhooks = open().on('status', (event) => void latest.push([event.status, event.latest]))
  await deliver(webhooks, 'status', { messageId: 'm1', status: 'delivered' })
  await settle(webhooks)
  await deliver(webhooks, 'status', { messageId: 'm1', status: 'error' })
  await settle(webhooks)
  expect(latest).toEqual([
    ['delivered', 'read'],
    ['error', 'error'],
  ])
})
