import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import {
  createMemoryStore,
  createOutbox,
  createTimers,
  watchDelivery,
  type AccountStore,
  type WatchDeliveryOptions,
  type WatchedMessage,
} from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { createEmulator, inTurn, type Emulator } from '@wazzup-kit/emulator'
import { handler } from '@wazzup-kit/edge'
import { describe, expect, test } from 'vitest'
import { message, onTelegram } from './start-outbox.ts'

const minute = 60_000

interface Process {
  receive(body: object): Promise<unknown>
  fetch(request: Request): Promise<Response>
  outbox: ReturnType<typeof createOutbox>
  drain(): Promise<void>
}

/** What the handler got: the event, the message and the number of the run. */
type Told = WatchedMessage & { event: string; attempt: number }

function startProcess(
  { emulator, store }: { emulator: Emulator; store: AccountStore },
  { told, errors }: { told: Told[]; errors: unknown[] },
  { lateAfter, fail = () => false }: Pick<WatchDeliveryOptions, 'lateAfter'> & { fail?: () => boolean } = {},
): Process {
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const outbox = createOutbox({ wazzup, store, onError: (error) => errors.push(error) })
  const timers = createTimers({ store, onError: () => {} })
  const webhooks = createWebhooks({ secret: 'test', wazzup, outbox })
  watchDelivery({ webhooks, outbox, timers, lateAfter }, (watched, { event, attempt }) => {
    told.push({ event, attempt, ...watched })
    if (fail()) throw new Error('the manager cannot be reached')
  })
  return {
    receive: (body) => webhooks.receive({ url: '/wazzup?key=test', body }),
    fetch: handler(webhooks),
    outbox,
    async drain() {
      await webhooks.drain({ deadline: 5_000 })
      await timers.drain({ deadline: 5_000 })
    },
  }
}

async function start(options: Parameters<typeof startProcess>[2] & { processes?: number } = {}) {
  const told: Told[] = []
  const errors: unknown[] = []
  const emulator: Emulator = createEmulator({ webhookFetch: (url, init) => turn(url, init) })
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const start = () => startProcess({ emulator, store }, { told, errors }, options)
  const processes = Array.from({ length: options.processes ?? 1 }, start)
  const turn = inTurn(processes.map(({ fetch }) => fetch))
  const [first] = processes
  await createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch }).subscription.ensure({
    url: 'https://bot.example/wazzup',
    secret: 'test',
  })
  async function pass(milliseconds: number, running: readonly Process[] = processes): Promise<void> {
    emulator.clock.advance(milliseconds)
    for (let turns = 0; turns < 3; turns++) {
      await emulator.settled()
      await Promise.all(running.map(({ drain }) => drain()))
    }
  }
  const now = () => new Date(emulator.clock.now()).toISOString()
  return { emulator, store, told, errors, start, processes, pass, now, ...first! }
}

const operator = { from: 'crm', chatId: message.chatId, authorName: 'Olga', authorId: 'user-7' } as const

describe('an error', () => {
  test('of a message of an operator is reported with its chat and its author', async () => {
    const { emulator, told, pass } = await start()
    const { messageId } = emulator.simulate.operator.send(operator)
    await pass(0)
    emulator.simulate.message.fail(messageId, 'SPAM')
    await pass(0)
    const chat = { channelId: message.channelId, chatType: 'whatsapp', chatId: message.chatId }
    const author = { authorName: 'Olga', authorId: 'user-7', author: expect.objectContaining({ is: 'operator' }) }
    const error = expect.objectContaining({ code: 'SPAM', meaning: expect.any(String) })
    expect(told).toEqual([
      { event: 'failed', attempt: 1, messageId, at: expect.any(Number), ...chat, ...author, error },
    ])
  })

  test('of our own message is reported with its entry and its data, and the outbox has no error', async () => {
    const { emulator, told, errors, outbox, pass } = await start()
    emulator.simulate.message.failNext('BAD_CONTACT')
    await outbox.send(message, { id: 'ready/17', data: { order: 17 } })
    await pass(0)
    const author = { is: 'api', entry: 'ready/17' }
    expect(told).toMatchObject([{ event: 'failed', author, entry: { data: { order: 17 } } }])
    expect(errors).toEqual([])
  })

  test('that comes inside of the message is reported too, and once when both say it', async () => {
    const { emulator, told, pass } = await start()
    const { messageId } = emulator.simulate.operator.send(operator)
    await pass(0)
    emulator.simulate.message.fail(messageId, '24_HOURS_EXCEEDED', { inside: 'messages' })
    await pass(0)
    emulator.simulate.message.fail(messageId, '24_HOURS_EXCEEDED')
    emulator.simulate.message.fail(messageId, 'SPAM')
    await pass(60 * minute)
    expect(told).toMatchObject([{ event: 'failed', authorName: 'Olga', error: { code: '24_HOURS_EXCEEDED' } }])
  })

  test('that comes before its echo waits for it, and gets the author', async () => {
    const { told, receive, pass, now } = await start()
    const error = { error: 'SPAM', description: 'spam' }
    await receive(buildDelivery('status', { messageId: 'm1', status: 'error', timestamp: now(), error }))
    await pass(0)
    expect(told).toEqual([])
    await receive(buildDelivery('echo', { messageId: 'm1', dateTime: now(), authorName: 'Olga', authorId: 'user-7' }))
    await pass(minute)
    await pass(60 * minute)
    expect(told).toMatchObject([{ event: 'failed', messageId: 'm1', authorName: 'Olga', chatId: '79011112233' }])
  })

  test('without an echo is reported after a minute, without an author', async () => {
    const { told, receive, pass, now } = await start()
    const error = { error: 'SPAM', description: 'spam' }
    await receive(buildDelivery('status', { messageId: 'm1', status: 'error', timestamp: now(), error }))
    await pass(0)
    await pass(2 * minute)
    expect(told).toMatchObject([{ event: 'failed', messageId: 'm1', error: { code: 'SPAM' } }])
    expect(told[0]).not.toHaveProperty('author')
  })

  test('of a route is not reported when the next one was used', async () => {
    const { emulator, told, outbox, pass } = await start()
    emulator.simulate.message.failNext('BAD_CONTACT')
    await outbox.send({ routes: [message, onTelegram] }, { id: 'ready/17' })
    await pass(0)
    await pass(60 * minute)
    expect(emulator.ledger).toHaveLength(2)
    expect(told).toEqual([])
  })
})

describe('a message that stays sent', () => {
  test('is late after ten minutes, once', async () => {
    const { emulator, told, pass } = await start()
    const { messageId } = emulator.simulate.operator.send(operator)
    await pass(0)
    await pass(8 * minute)
    expect(told).toEqual([])
    await pass(3 * minute)
    expect(told).toMatchObject([{ event: 'late', messageId, authorName: 'Olga' }])
    emulator.simulate.message.fail(messageId, 'SPAM')
    await pass(60 * minute)
    expect(told).toHaveLength(1)
  })

  test('is not late when it was delivered, read, failed or deleted', async () => {
    const { emulator, told, pass, receive } = await start()
    const { message: status } = emulator.simulate
    const [delivered, read, failed, deleted] = Array.from({ length: 4 }, () =>
      emulator.simulate.operator.send(operator),
    )
    await pass(0)
    status.markDelivered(delivered!.messageId)
    status.markRead(read!.messageId)
    status.fail(failed!.messageId, 'SPAM')
    const { messageId } = deleted!
    await receive(buildDelivery('messageDeleted', { messageId, isEcho: true, status: 'sent' }))
    await pass(0)
    await pass(60 * minute)
    expect(told).toMatchObject([{ event: 'failed', messageId: failed!.messageId }])
  })

  test('is not late when its status came before its echo', async () => {
    const { told, receive, pass, now } = await start()
    await receive(buildDelivery('status', { messageId: 'm1', status: 'delivered', timestamp: now() }))
    await pass(0)
    await receive(buildDelivery('echo', { messageId: 'm1', dateTime: now() }))
    await receive(buildDelivery('echo', { messageId: 'm2', dateTime: now() }))
    await pass(0)
    await pass(60 * minute)
    expect(told).toMatchObject([{ event: 'late', messageId: 'm2' }])
  })

  test('is never late on Telegram, in a group, or when its echo comes a day later', async () => {
    const { told, receive, pass, now, emulator } = await start()
    const dateTime = now()
    await receive(buildDelivery('echo', { messageId: 'm1', dateTime, chatType: 'telegram', chatId: '500' }))
    await receive(buildDelivery('echo', { messageId: 'm2', dateTime, chatType: 'whatsgroup' }))
    await pass(0)
    await pass(60 * minute)
    emulator.clock.advance(24 * 60 * minute)
    await receive(buildDelivery('echo', { messageId: 'm3', dateTime }))
    await receive(buildDelivery('echo', { messageId: 'm4', dateTime: now() }))
    await pass(0)
    await pass(60 * minute)
    expect(told.map(({ messageId }) => messageId)).toEqual(['m4'])
  })

  test('is not late before its status could come, when its echo comes late', async () => {
    const { told, receive, pass, now } = await start()
    const dateTime = now()
    await pass(15 * minute)
    await receive(buildDelivery('echo', { messageId: 'm1', dateTime }))
    await pass(0)
    await receive(buildDelivery('status', { messageId: 'm1', status: 'delivered', timestamp: now() }))
    await pass(60 * minute)
    expect(told).toEqual([])
  })

  test('is late after the time that was chosen', async () => {
    const { emulator, told, pass } = await start({ lateAfter: 3 * minute })
    emulator.simulate.operator.send(operator)
    await pass(0)
    await pass(5 * minute)
    expect(told).toHaveLength(1)
  })
})

describe('a watch', () => {
  test('goes on in the next process after a crash', async () => {
    const { emulator, told, pass, start: restart } = await start()
    emulator.simulate.operator.send(operator)
    await pass(0)
    const next = restart()
    await pass(11 * minute, [next])
    expect(told).toHaveLength(1)
  })

  test('reports a message once in two processes, and a repeated delivery changes nothing', async () => {
    const { emulator, told, pass } = await start({ processes: 2 })
    emulator.faults.deliveries.next('repeated', { times: 4 })
    const { messageId } = emulator.simulate.operator.send(operator)
    emulator.simulate.operator.send(operator)
    await pass(0)
    emulator.simulate.message.fail(messageId, 'SPAM')
    await pass(0)
    await pass(60 * minute)
    expect(told.map(({ event }) => event)).toEqual(['failed', 'late'])
  })

  test('calls its handler again when it fails', async () => {
    const { emulator, told, pass } = await start({ fail: () => told.length === 1 })
    const { messageId } = emulator.simulate.operator.send(operator)
    await pass(0)
    emulator.simulate.message.fail(messageId, 'SPAM')
    await pass(0)
    await pass(minute)
    await pass(60 * minute)
    expect(told.map(({ event, attempt }) => [event, attempt])).toEqual([
      ['failed', 1],
      ['failed', 2],
    ])
  })

  test('keeps nothing of a chat that was forgotten', async () => {
    const { emulator, store, told, pass } = await start()
    emulator.simulate.operator.send(operator)
    await pass(0)
    const watched = () => store.driver.listRecords('main', { prefix: 'watch/', limit: 10 })
    expect(await watched()).toHaveLength(1)
    await store.forget({ channelId: message.channelId, chatType: 'whatsapp', chatId: message.chatId })
    expect(await watched()).toEqual([])
    await pass(60 * minute)
    expect(told).toEqual([])
  })

  test('says what is wrong with its options', async () => {
    const wazzup = createWazzup({ apiKey: 'key' })
    const store = createMemoryStore()
    const outbox = createOutbox({ wazzup, store: store.forAccount('main') })
    const webhooks = createWebhooks({ secret: false, outbox })
    const timers = createTimers({ store: store.forAccount('other') })
    expect(() => watchDelivery({ webhooks, outbox, timers }, () => {})).toThrow('timers must be timers in the store')
    const own = createTimers({ store: outbox.store })
    for (const lateAfter of [0, Infinity, '600000' as never]) {
      expect(() => watchDelivery({ webhooks, outbox, timers: own, lateAfter }, () => {})).toThrow('lateAfter must be')
    }
    const misspelt = { webhooks, outbox, timers: own, late: 600_000 }
    expect(() => watchDelivery(misspelt, () => {})).toThrow('late is not one of webhooks, name, handler, outbox')
    watchDelivery({ webhooks, outbox, timers: own }, () => {})
    expect(() => watchDelivery({ webhooks, outbox, timers: own }, () => {})).toThrow('watch delivery')
    watchDelivery({ webhooks, outbox, timers: own, name: 'digest' }, () => {})
  })
})
