import { createMemoryStore } from '@wazzup-kit/core/store'
import { buildEvent } from '@wazzup-kit/core/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { countSends, createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
const { start, startIn } = stage
afterEach(stage.stopAll)

const send = { route: 'messages.send' } as const

describe('a lost response', () => {
  test('is repeated under the same id, and the entry is accepted once', async () => {
    const { emulator, outbox } = start()
    emulator.faults.calls.next('response lost', send)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    const entry = await outbox.track('one', { until: ['accepted'] })
    expect(entry).toMatchObject({ state: 'accepted', messageId: null, confirmed: false })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('three times in a row leaves the entry unknown, it is reported after five minutes, and never sent again', async () => {
    const { emulator, outbox, news } = start()
    emulator.faults.calls.next('response lost', { ...send, times: 3 })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['unknown'] })
    expect(news).toEqual([])
    emulator.clock.advance(300_000)
    await vi.waitFor(() => expect(news).toEqual([['unknown', 'one']]))
    emulator.clock.advance(86_400_000)
    // A later message shows that the outbox has looked for what is due.
    await outbox.send(onTelegram, { id: 'two' })
    await outbox.track('two', { until: ['accepted'] })
    expect(countSends(emulator)).toBe(4)
    expect(emulator.ledger).toHaveLength(2)
  })

  test('is reported with its cause, once for many messages', async () => {
    const reported: unknown[] = []
    const onError = (error: unknown, entry: unknown) => reported.push({ error, entry })
    const { emulator, outbox } = start({ onError })
    emulator.faults.calls.next('redirect', { ...send, times: 2 })
    await outbox.send(message, { id: 'one' })
    await outbox.send(onTelegram, { id: 'two' })
    await outbox.drain({ deadline: 5_000 })
    expect(await outbox.get('two')).toMatchObject({ state: 'unknown' })
    expect(reported).toEqual([
      {
        error: expect.objectContaining({ reason: 'redirect', message: expect.stringContaining('check baseUrl') }),
        entry: expect.objectContaining({ state: 'unknown' }),
      },
    ])
  })

  test('is not repeated with repeat: never, and its echo settles it', async () => {
    const { emulator, outbox, news } = start({ repeat: 'never' })
    emulator.faults.calls.next('response lost', send)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['unknown'] })
    expect(countSends(emulator)).toBe(1)
    const { messageId } = emulator.ledger[0]!
    const { channelId, chatType, chatId, text } = message
    const dateTime = new Date(emulator.clock.now()).toISOString()
    const echo = buildEvent('echo', { messageId, channelId, chatType, chatId, text, dateTime })
    expect(await outbox.link.observe(echo, emulator.clock.now())).toEqual({ entry: 'one' })
    expect(await outbox.get('one')).toMatchObject({ state: 'accepted', messageId, confirmed: true })
    await vi.waitFor(() => expect(news).toEqual([['accepted', 'one']]))
    emulator.clock.advance(300_000)
    await vi.waitFor(async () => expect((await outbox.stats()).waiting.check ?? 0).toBe(0))
    expect(news).toEqual([['accepted', 'one']])
  })

  test('is sent again only when the app accepts the risk', async () => {
    const { emulator, outbox } = start({ repeat: 'never' })
    emulator.faults.calls.next('response lost', send)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['unknown'] })
    await outbox.resend('one', { risk: 'duplicate' })
    expect(await outbox.track('one', { until: ['accepted'] })).toMatchObject({ state: 'accepted', route: 1 })
    expect(emulator.ledger).toHaveLength(2)
    await expect(outbox.resend('one', { risk: 'duplicate' })).rejects.toThrow('resend')
  })
})

describe('a rejection', () => {
  test('of the rate lets the message leave later', async () => {
    const { emulator, outbox } = start()
    emulator.faults.calls.next('too many requests', { ...send, retryAfter: 'seconds', ms: 1_000 })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(() => expect(countSends(emulator)).toBe(1))
    // The limiter of the client waits in real time.
    emulator.clock.advance(2_000)
    await outbox.track('one', { until: ['accepted'] })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('of the network, before a connection was made, lets the message leave later', async () => {
    const { emulator, store } = start()
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
    let requests = 0
    const down: typeof fetch = async (...parameters) => {
      if (++requests === 1) throw new TypeError('fetch failed', { cause })
      return emulator.fetch(...parameters)
    }
    const { outbox } = startIn({ store, fetch: down, apiKey: emulator.keys.apiKey })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(async () => {
      emulator.clock.advance(1_000)
      expect(await outbox.get('one')).toMatchObject({ state: 'accepted', confirmed: true })
    })
    expect(requests).toBe(2)
  })

  test.each([
    { times: 4, end: { state: 'accepted' } },
    { times: 5, end: { state: 'rejected', code: 'BALANCE_IS_EMPTY' } },
  ])('of a fault that may pass, $times times: the entry is $end.state', async ({ times, end }) => {
    const { emulator, outbox } = start()
    emulator.faults.calls.respondWith('BALANCE_IS_EMPTY', { ...send, times })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(async () => {
      emulator.clock.advance(10_000)
      expect(await outbox.get('one')).toMatchObject(end)
    }, 10_000)
    expect(countSends(emulator)).toBe(5)
  })

  test('after an attempt whose effect is unknown proves nothing: the entry stays unknown', async () => {
    const { emulator, outbox, news } = start()
    emulator.faults.calls.next('response lost', send)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', { ...send, times: 5 })
    expect(await outbox.track('one', { until: ['unknown', 'rejected'] })).toMatchObject({ state: 'unknown' })
    expect(news).toEqual([])
  })

  test('of the key pauses all messages, is reported once, and they leave when the key works again', async () => {
    const pauses: unknown[] = []
    const { emulator, outbox, errors } = start({
      hooks: { onPause: (pause) => pauses.push(pause), onResume: () => pauses.push('resumed') },
    })
    emulator.faults.calls.respondWith('INVALID_APIKEY', { times: 3 })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.send(onTelegram, { id: 'two' })
    await vi.waitFor(() => expect(pauses).toHaveLength(1))
    expect(errors).toHaveLength(1)
    await vi.waitFor(async () => {
      emulator.clock.advance(61_000)
      expect(await outbox.get('one')).toMatchObject({ state: 'accepted' })
      expect(await outbox.get('two')).toMatchObject({ state: 'accepted' })
    }, 10_000)
    expect(pauses.at(-1)).toBe('resumed')
    expect(errors).toHaveLength(1)
  })

  test('of the key is reported by each process, also by one that was started after the first pause', async () => {
    const { emulator, store, errors } = start()
    emulator.faults.calls.respondWith('INVALID_APIKEY', { times: 1_000 })
    const { outbox: first, errors: ofFirst } = startIn({ store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
    await first.send(message, { id: 'one' })
    await first.drain({ deadline: 5_000 })
    expect(ofFirst).toMatchObject([{ code: 'INVALID_APIKEY' }])
    const { outbox: second, errors: ofSecond } = startIn({ store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
    for (let minute = 0; minute < 5; minute++) {
      emulator.clock.advance(61_000)
      await second.drain({ deadline: 5_000 })
    }
    expect(ofSecond).toMatchObject([{ code: 'INVALID_APIKEY' }])
    expect([...ofFirst, ...errors]).toHaveLength(1)
  })

  test('of the key is reported at once also while all messages wait after a 429, and its pause ends when the key works', async () => {
    const { emulator, store } = start()
    const { promise: pausedByRate, resolve: release } = Promise.withResolvers<void>()
    let isRejected = true
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { url } = new Request(input, init)
      if (!isRejected) return emulator.fetch(input, init)
      if (url.endsWith('/message') && String(init?.body).includes(message.channelId)) {
        return new Response('', { status: 429, headers: { 'retry-after': '200' } })
      }
      await pausedByRate
      return Response.json({ error: 'INVALID_APIKEY' }, { status: 401 })
    }
    const pauses: unknown[] = []
    const { outbox, errors } = startIn(
      { store, fetch, apiKey: emulator.keys.apiKey },
      {
        hooks: { onPause: ({ reason }) => pauses.push(reason), onResume: ({ reason }) => pauses.push(`no ${reason}`) },
      },
      { rateLimit: 'unlimited' },
    )
    await outbox.send(message, { id: 'one' })
    await outbox.send(onTelegram, { id: 'two' })
    outbox.start()
    await vi.waitFor(() => expect(pauses).toEqual(['RATE']))
    release()
    await vi.waitFor(() => expect(pauses).toEqual(['RATE', 'INVALID_APIKEY']))
    expect(errors).toMatchObject([{ status: 401 }])
    isRejected = false
    emulator.clock.advance(61_000)
    for (const id of ['one', 'two']) await outbox.track(id, { until: ['accepted'] })
    expect(pauses).toEqual(['RATE', 'INVALID_APIKEY', 'no INVALID_APIKEY'])
  })

  test('of the rate holds up all messages also while the outbox asks whether a channel can send again', async () => {
    const { emulator, outbox, store } = start()
    emulator.faults.calls.respondWith('CHANNEL_BLOCKED', { ...send, times: 1 })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(async () => expect(await outbox.pauses()).toHaveLength(1))
    const value = { until: emulator.clock.now() + 200_000, reason: 'RATE' }
    await store.driver.commit('main', { write: [{ key: 'paused/key', value, version: undefined }] })
    emulator.clock.advance(61_000)
    await vi.waitFor(async () => expect(await outbox.pauses()).toEqual([{ reason: 'RATE' }]))
  })

  test.each(['CHANNEL_NO_MONEY', 'CHANNEL_NOT_ACTIVE'] as const)(
    'of the channel by %s pauses its messages only, until the channel is active again',
    async (code) => {
      const { emulator, outbox } = start()
      emulator.faults.calls.respondWith(code, { ...send })
      outbox.start()
      await outbox.send(message, { id: 'one' })
      await vi.waitFor(() => expect(countSends(emulator)).toBe(1))
      await outbox.send(onTelegram, { id: 'two' })
      await outbox.track('two', { until: ['accepted'] })
      expect(await outbox.get('one')).toMatchObject({ state: 'queued' })
      const { channelId } = message
      const timestamp = new Date(emulator.clock.now()).toISOString()
      await outbox.link.observe(buildEvent('channel', { channelId, state: 'active', timestamp }), emulator.clock.now())
      await outbox.track('one', { until: ['accepted'] })
      expect(emulator.ledger).toHaveLength(2)
    },
  )
})

describe('a long Retry-After', () => {
  const hour = { ...send, retryAfter: 'seconds', ms: 3_600_000 } as const

  test('of a 429 holds up all messages for five minutes at most', async () => {
    const pauses: unknown[] = []
    const { emulator, outbox } = start(
      { hooks: { onPause: (pause) => pauses.push(pause) } },
      { rateLimit: 'unlimited' },
    )
    emulator.faults.calls.next('too many requests', hour)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(() => expect(pauses).toHaveLength(1))
    emulator.clock.advance(301_000)
    await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ state: 'accepted' }), 10_000)
  })

  test('ends when the clock was set back a day, for new messages and for those that wait', async () => {
    const pauses: unknown[] = []
    const { emulator } = start()
    const day = 86_400_000
    let back = 0
    const clock = { ...emulator.clock, now: () => emulator.clock.now() - back }
    const store = createMemoryStore({ clock }).forAccount('main')
    const hooks = { onPause: (pause: unknown) => pauses.push(pause), onResume: () => pauses.push('resumed') }
    const process = { store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey }
    const { outbox } = startIn(process, { hooks }, { rateLimit: 'unlimited' })
    emulator.faults.calls.next('too many requests', hour)
    await outbox.send(message, { id: 'one' })
    await outbox.drain({ deadline: 5_000 })
    expect(pauses).toEqual([{ reason: 'RATE' }])
    back = day
    await outbox.send(onTelegram, { id: 'two' })
    await outbox.drain({ deadline: 5_000 })
    expect(pauses).toEqual([{ reason: 'RATE' }, 'resumed'])
    expect(await outbox.get('two')).toMatchObject({ state: 'accepted' })
    expect(await outbox.get('one')).toMatchObject({ state: 'accepted' })
  })

  test('of a 429 after an attempt whose effect is unknown holds up the messages of all processes', async () => {
    const pauses: unknown[] = []
    const { emulator, outbox } = start(
      { hooks: { onPause: (pause) => pauses.push(pause) } },
      { rateLimit: 'unlimited' },
    )
    emulator.faults.calls.next('response lost', send)
    emulator.faults.calls.next('too many requests', hour)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(() => expect(countSends(emulator)).toBeGreaterThan(1), 10_000)
    await vi.waitFor(async () => expect(await outbox.pauses()).toEqual([{ reason: 'RATE' }]))
    await outbox.send(onTelegram, { id: 'two' })
    await outbox.track('one', { until: ['accepted', 'unknown'] })
    expect(await outbox.get('two')).toMatchObject({ state: 'queued' })
  })

  test('of a failure ends the call and frees the chat, because no repeat fits into the window', async () => {
    const { emulator, store } = start()
    const down: typeof fetch = async () => new Response('', { status: 503, headers: { 'retry-after': '3600' } })
    const { outbox } = startIn({ store, fetch: down, apiKey: emulator.keys.apiKey })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.track('one', { until: ['unknown', 'sending'] })
    await vi.waitFor(async () => expect((await outbox.stats()).waiting.out ?? 0).toBe(0), { timeout: 10_000 })
    expect(await outbox.get('one')).toMatchObject({ state: 'unknown' })
  })
})

describe('an event of a channel', () => {
  test('that names a known state other than active pauses it; an older one changes nothing', async () => {
    const { emulator, outbox } = start()
    const at = emulator.clock.now()
    const tell = (state: string, time: number) =>
      outbox.link.observe(
        buildEvent('channel', { channelId: message.channelId, state, timestamp: new Date(time).toISOString() }),
        time,
      )
    await tell('blocked', at)
    await tell('active', at - 1_000)
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await outbox.send({ ...onTelegram }, { id: 'two' })
    await outbox.track('two', { until: ['accepted'] })
    expect(await outbox.get('one')).toMatchObject({ state: 'queued' })
    await tell('active', at + 1_000)
    await outbox.track('one', { until: ['accepted'] })
    await tell('a state of tomorrow', at + 2_000)
    await outbox.send({ ...message, text: 'Another' }, { id: 'three' })
    await outbox.track('three', { until: ['accepted'] })
  })

  test.each(['told', 'stored by an earlier version'])(
    'with a time of the future, when %s, gives way to a later event',
    async (how) => {
      const { emulator, outbox, store } = start()
      const { channelId } = message
      const now = emulator.clock.now()
      const tell = (state: string, timestamp: string) =>
        outbox.link.observe(buildEvent('channel', { channelId, state, timestamp }), now)
      const value = { state: 'disabled', timestamp: '2100-01-01T00:00:00.000Z', code: null }
      if (how === 'told') await tell(value.state, value.timestamp)
      else await store.driver.commit('main', { write: [{ key: `channel/${channelId}`, value, version: undefined }] })
      expect(await outbox.pauses()).toEqual([{ channelId, reason: 'disabled' }])
      await tell('active', new Date(now).toISOString())
      expect(await outbox.pauses()).toEqual([])
    },
  )
})
