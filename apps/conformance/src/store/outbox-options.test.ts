import { createWazzup } from '@wazzup-kit/core'
import {
  createMemoryStore,
  createOutbox,
  createOutboxLog,
  createStore,
  giveUp,
  type OutboxErrorListener,
} from '@wazzup-kit/core/store'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { buildEvent } from '@wazzup-kit/core/testing'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
const { start } = stage
afterEach(stage.stopAll)

const send = { route: 'messages.send' } as const

test('an outbox that cannot reach its store prints at most one line a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => void vi.useRealTimers().restoreAllMocks())
  const { driver } = createMemoryStore().forAccount('main')
  const away = createStore({ ...driver, claim: () => Promise.reject(new Error('the disk is full')) })
  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const outbox = createOutbox({ wazzup, store: away.forAccount('main') })
  outbox.start()
  await vi.advanceTimersByTimeAsync(10_000)
  const lines = print.mock.calls.map((words) => words.join(' '))
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.length).toBeLessThanOrEqual(11)
  expect(lines[1]).toMatch(
    /the outbox has failed; it tries again \(and \d+ more since the last line\): Error: the disk/,
  )
  void outbox.stop(0)
})

test('createOutboxLog names the entry whose handler has failed', async () => {
  const write = vi.fn<(what: string, failure: unknown) => void>()
  const { outbox } = start({ onError: createOutboxLog(write) })
  const failure = new Error('the CRM is down')
  outbox.on('accepted', () => Promise.reject(failure))
  await outbox.send(message, { id: 'ready:"17"' })
  await outbox.drain({ deadline: 5_000 })
  expect(write.mock.calls).toEqual([['entry "ready:\\"17\\"" of the outbox has failed', failure]])
})

test('a handler of several events that gives up is reported once more, and its event is a dead letter', async () => {
  const write = vi.fn<(what: string, failure: unknown) => void>()
  const { store, outbox } = start({ onError: createOutboxLog(write) })
  outbox.on(['accepted', 'rejected'], (_, { event }) => {
    throw giveUp(`no order is known for what was ${event}`)
  })
  await outbox.send(message, { id: 'ready:17' })
  await outbox.drain({ deadline: 5_000 })
  const messages = write.mock.calls.map(([, failure]) => (failure as Error).message)
  const reason = 'no order is known for what was accepted'
  expect(messages).toEqual([reason, expect.stringMatching(/not told any more after 1 run.*see deadLetters.*accepted/)])
  expect(await store.deadLetters()).toMatchObject([{ error: expect.stringContaining(reason) }])
})

describe('an entry whose end has no handler', () => {
  /** Starts an outbox without handlers. */
  function startAlone() {
    const emulator = createEmulator()
    const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    const reported: [string, string | undefined][] = []
    const lines: string[] = []
    const log = createOutboxLog((what, failure) => lines.push(`${what}: ${String(failure)}`))
    const onError: OutboxErrorListener = (error, entry) => {
      reported.push([String(error), entry?.id])
      return log(error, entry)
    }
    const outbox = createOutbox({
      wazzup,
      store,
      onError,
      repeat: 'never',
      rateLimit: { perChannel: 'unlimited' },
    })
    const pass = async (milliseconds: number): Promise<void> => {
      emulator.clock.advance(milliseconds)
      await outbox.drain({ deadline: 5_000 })
    }
    return { emulator, outbox, reported, lines, pass }
  }

  test('is reported once, with its state, its code and what that means', async () => {
    const { emulator, outbox, reported, pass } = startAlone()
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', send)
    await outbox.send(message, { id: 'rejected' })
    await pass(0)
    await pass(2_000)
    await outbox.send(message, { id: 'failed' })
    await pass(0)
    const { messageId } = (await outbox.get('failed'))!
    const error = { error: 'BAD_CONTACT' }
    await outbox.link.observe(buildEvent('status', { messageId: messageId!, status: 'error', error }), 0)
    emulator.faults.calls.next('response lost', send)
    await outbox.send(message, { id: 'unknown' })
    await pass(0)
    await outbox.send(onTelegram, { id: 'expired', expiresIn: 1_000 })
    await pass(300_000)
    await pass(86_400_000)
    expect(reported).toEqual([
      [expect.stringMatching(/entry "rejected" is rejected \(INVALID_MESSAGE_DATA\): nothing was sent/), 'rejected'],
      [expect.stringMatching(/entry "failed" is failed \(BAD_CONTACT\): .*outbox\.on\('failed'/), 'failed'],
      [expect.stringMatching(/the connection broke before the response/), 'unknown'],
      [expect.stringMatching(/entry "unknown" is unknown: it may have been sent/), 'unknown'],
      [expect.stringMatching(/entry "expired" is expired \(EXPIRED\)/), 'expired'],
    ])
  })

  test('is not reported when it went well, when the app ended it, or when it is only silent', async () => {
    const { emulator, outbox, reported, pass } = startAlone()
    await outbox.send(message, { id: 'one' })
    await outbox.send(onTelegram, { id: 'cancelled', notBefore: emulator.clock.now() + 1_000 })
    await outbox.cancel('cancelled')
    await pass(0)
    await pass(300_000)
    expect((await outbox.get('one'))!.at).toHaveProperty('silent')
    expect(reported).toEqual([])
  })

  test('is not reported when the event has a handler', async () => {
    const { emulator, outbox, reported, pass } = startAlone()
    outbox.on('rejected', () => {})
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', send)
    await outbox.send(message, { id: 'one' })
    await pass(0)
    expect(await outbox.get('one')).toMatchObject({ state: 'rejected' })
    expect(reported).toEqual([])
  })

  test('has at most one line a second for each end and code, so that many of one hide no other', async () => {
    const { outbox, reported, lines, pass, emulator } = startAlone()
    for (let number = 0; number < 50; number++) {
      await outbox.send({ ...message, text: `${number}` }, { id: `late:${number}`, expiresIn: 1_000 })
    }
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', send)
    await outbox.send(onTelegram, { id: 'rejected' })
    await pass(2_000)
    expect(reported).toHaveLength(51)
    expect(lines.filter((line) => line.includes('has no handler: rejected (INVALID_MESSAGE_DATA)'))).toHaveLength(1)
    expect(lines.length).toBeLessThan(reported.length)
  })
})

describe('a codec', () => {
  /** Reversed text is enough to see that nothing is stored as it is. */
  const reverse = (text: string): string => [...text].toReversed().join('')
  const codec = { seal: async (text: string) => reverse(text), open: async (sealed: string) => reverse(sealed) }

  test('seals what is stored of a message, and the message leaves as it was', async () => {
    const { emulator, store, outbox } = start({ codec })
    await outbox.send(message, { id: 'one' })
    const [stored] = await store.driver.read('main', ['entry/one'])
    expect(JSON.stringify(stored)).not.toContain(message.text)
    await outbox.drain({ deadline: 5_000 })
    expect(emulator.ledger.map(({ text }) => text)).toEqual([message.text])
  })

  test('opens each route, and the message that is sent again', async () => {
    const { emulator, outbox } = start({ codec, repeat: 'never' })
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', send)
    outbox.start()
    await outbox.send({ routes: [message, onTelegram] }, { id: 'routes' })
    await outbox.track('routes', { until: ['accepted'] })
    emulator.faults.calls.next('response lost', send)
    await outbox.send(message, { id: 'lost' })
    await outbox.track('lost', { until: ['unknown'] })
    await outbox.resend('lost', { risk: 'duplicate' })
    await outbox.track('lost', { until: ['accepted'] })
    expect(emulator.ledger.map(({ text }) => text)).toEqual([onTelegram.text, message.text, message.text])
  })
})

test('perChannel limits the requests of each channel, and the others do not wait', async () => {
  const { emulator, outbox } = start({ rateLimit: { perChannel: { requests: 2, perMilliseconds: 86_400_000 } } })
  for (let number = 0; number < 4; number++) {
    const customer = { ...message, chatId: `7900000020${number}` }
    await outbox.send(customer, { id: `whatsapp:${number}` })
  }
  await outbox.send(onTelegram, { id: 'telegram' })
  outbox.start()
  await vi.waitFor(() => expect(emulator.ledger.map(({ channelId }) => channelId)).toContain(channelIds.tgapi))
  await vi.waitFor(() => expect(emulator.ledger).toHaveLength(3))
  expect(emulator.ledger.filter(({ channelId }) => channelId === channelIds.whatsapp)).toHaveLength(2)
})

test('what the outbox stores about a chat is deleted by forget, for each of its routes', async () => {
  const { store, outbox } = start()
  await outbox.send({ routes: [onTelegram, message] }, { id: 'routes' })
  await outbox.send(message, { id: 'one' })
  await outbox.drain({ deadline: 5_000 })
  const { messageId } = (await outbox.get('one'))!
  await outbox.link.observe(buildEvent('status', { messageId: messageId!, status: 'read' }), Date.now())
  const { channelId, chatType, chatId } = message
  expect(await store.forget({ channelId, chatType, chatId })).toBeGreaterThan(0)
  expect([await outbox.get('routes'), await outbox.get('one')]).toEqual([undefined, undefined])
  const left = await store.driver.listRecords('main', { prefix: '', limit: 100 })
  expect(JSON.stringify(left)).not.toContain(messageId)
  expect(JSON.stringify(left)).not.toContain(chatId)
})

describe('a problem that may pass soon', () => {
  test('is tried five times, and then the message is rejected with its code', async () => {
    const { emulator, outbox } = start()
    emulator.faults.calls.respondWith('MESSAGE_DOWNLOAD_CONTENT_ERROR', { ...send, times: 10 })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(async () => {
      emulator.clock.advance(20_000)
      expect(await outbox.get('one')).toMatchObject({ state: 'rejected', code: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' })
    })
    expect(emulator.requests.filter(({ route }) => route === send.route)).toHaveLength(5)
  })
})

test.each([
  ['wazzup', { wazzup: {} as never }],
  ['store', { store: {} as never }],
  ['repeat', { repeat: 'always' as never }],
  ['resume', { resume: 'always' as never }],
  ['settleWithin', { settleWithin: 0 }],
  ['remember', { remember: -1 }],
  ['concurrency', { concurrency: Number.NaN }],
  ['concurrency', { concurrency: true as never }],
  ['settleWithin', { settleWithin: '5000' as never }],
  ['onError', { onError: 'x' as never }],
  ['hooks', { hooks: 'x' as never }],
  ['codec', { codec: {} as never }],
  ['store', { store: createMemoryStore() as never }],
  ['settlewithin', { settlewithin: 5 } as never],
  ['limit of the key is an option of createWazzup', { rateLimit: { requests: 5, perMilliseconds: 5_000 } as never }],
  ['limit of the key is an option of createWazzup', { rateLimit: 'unlimited' as never }],
])('an invalid option is rejected with its name: %s', (path, options) => {
  expect(() => start(options)).toThrow(path)
})

test.each([
  ['.requests must be a whole number', { requests: 0, perMilliseconds: 1_000 }],
  ['.perMilliseconds must be a finite number', { requests: 1, perMilliseconds: Number.NaN }],
  [' must be { requests, perMilliseconds } or "unlimited"', 'off' as never],
  ['.requests must be', null as never],
])('a limit of a channel without numbers above 0 is rejected: %s', (problem, perChannel) => {
  expect(() => start({ rateLimit: { perChannel } })).toThrow(`rateLimit.perChannel${problem}`)
})

test('an outbox without options says which are missing', () => {
  expect(() => createOutbox(undefined as never)).toThrow('createOutbox: wazzup must be a client')
})

test.each([
  ['expiresIn', { expiresIn: '60000' }],
  ['notBefore', { notBefore: new Date() }],
  ['bulk', { bulk: 'false' }],
  ['notbefore', { notbefore: 5 }],
])('an option of a message that would be misread is rejected: %s', async (path, options) => {
  const { outbox } = start()
  await expect(outbox.send(message, { id: 'a', ...(options as object) })).rejects.toMatchObject({ issues: [{ path }] })
})

test.each([
  ['after', { after: '5000' }],
  ['onUnknown', { onUnknown: 'nxt' }],
  ['ifNotDeleted', { ifNotDeleted: 'nxt' }],
  ['onUnkown', { onUnkown: 'next' }],
])('an option of routes that would be misread is rejected: %s', async (path, options) => {
  const { outbox } = start()
  const routes = { routes: [message], ...(options as object) }
  await expect(outbox.send(routes, { id: 'a' })).rejects.toMatchObject({ issues: [{ path }] })
})

test('options that are missing or no numbers are rejected with their names', async () => {
  const { outbox } = start()
  await expect(outbox.send(message, null as never)).rejects.toMatchObject({ issues: [{ path: 'id' }] })
  const inOrder = outbox.sendInOrder([message], { id: 'a', patience: 'x' as never })
  await expect(inOrder).rejects.toMatchObject({ issues: [{ path: 'patience' }] })
  await outbox.send(message, { id: 'a' })
  const tracked = outbox.track('a', { until: ['acepted'] as never })
  await expect(tracked).rejects.toMatchObject({ issues: [{ path: 'until' }] })
  const aborted = outbox.track('a', { signal: new AbortController() as never })
  await expect(aborted).rejects.toMatchObject({ issues: [{ path: 'signal' }] })
  for (const timeout of [Infinity, -1, 'x' as never]) {
    expect(() => outbox.on('failed', () => {}, { timeout })).toThrow('outbox.on: timeout must be')
  }
})

test('many messages can be tracked with one signal, which keeps no listener', async () => {
  const { outbox } = start()
  const { signal } = new AbortController()
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  const ids = Array.from({ length: 15 }, (_, number) => `m${number}`)
  for (const id of ids) await outbox.send({ ...onTelegram, text: id }, { id })
  const tracked = ids.map((id) => outbox.track(id, { until: ['accepted'], signal }))
  await vi.waitFor(() => expect(add).toHaveBeenCalledTimes(1))
  outbox.start()
  await Promise.all(tracked)
  expect(remove).toHaveBeenCalledTimes(add.mock.calls.length)
})

test('a deadline for which no timer can wait is rejected, and nothing stops', async () => {
  const { outbox } = start()
  await expect(outbox.stop(Infinity)).rejects.toThrow('deadline must be milliseconds, at most 2147483647')
  await expect(outbox.drain({ deadline: Infinity })).rejects.toThrow('deadline must be')
})
