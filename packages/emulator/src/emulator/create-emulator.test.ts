import { getEventListeners } from 'node:events'
import { connect } from 'node:net'
import { runInNewContext } from 'node:vm'
import { transports } from '@wazzup-kit/core/schemas'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator, EmulatorOptions } from './emulator.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello' }

afterEach(() => void vi.useRealTimers())

/** Makes one request of each kind that returns an id, and returns the responses as bytes. */
async function play(emulator: Emulator): Promise<string[]> {
  const answers = [
    await ask(emulator, 'POST', '/v3/message', body),
    await ask(emulator, 'POST', '/v3/message', { ...body, chatType: 'vk' }),
    await ask(emulator, 'POST', '/v3/message', {
      ...body,
      channelId: channelIds.max,
      chatType: 'max',
      chatId: undefined,
      phone: '79',
    }),
    await ask(emulator, 'POST', '/v3/iframe', { user: { id: 'user-1', name: 'Ann' }, scope: 'global' }),
    await ask(emulator, 'GET', '/v3/channels'),
    await ask(emulator, 'GET', '/v3/templates/whatsapp'),
  ]
  return answers.map(({ status, text }) => `${status} ${text}`)
}

describe('determinism', () => {
  it('the same seed gives the same bytes, and another seed gives other bytes', async () => {
    const first = await play(createEmulator({ seed: 7 }))
    expect(first.map((answer) => answer.slice(0, 3))).toEqual(['201', '400', '201', '200', '200', '200'])
    expect(await play(createEmulator({ seed: 7 }))).toEqual(first)
    expect((await play(createEmulator({ seed: 8 })))[0]).not.toBe(first[0])
  })

  it('ids do not change between versions and machines', async () => {
    const answer = await ask(createEmulator({ seed: 1 }), 'POST', '/v3/message', body)
    expect(answer.json).toMatchInlineSnapshot(`
      {
        "chatId": "79999999999",
        "messageId": "997ab358-1d5f-473f-ba68-81e582daf84d",
      }
    `)
  })

  it('a rejected send does not change the ids of later messages', async () => {
    const [plain, refused] = [createEmulator(), createEmulator()]
    await ask(refused, 'POST', '/v3/message', {})
    await ask(plain, 'POST', '/v3/message', body)
    await ask(refused, 'POST', '/v3/message', body)
    expect(refused.ledger[0]?.messageId).toBe(plain.ledger[0]?.messageId)
  })

  it('concurrent sends are accepted in the order of their calls', async () => {
    const emulator = createEmulator()
    const texts = Array.from({ length: 50 }, (_, index) => `Message ${index}`)
    await Promise.all(texts.map((text) => ask(emulator, 'POST', '/v3/message', { ...body, text })))
    expect(emulator.ledger.map(({ text }) => text)).toEqual(texts)
  })

  it('of two concurrent sends with one id, only one is accepted', async () => {
    const emulator = createEmulator()
    const keyed = { ...body, crmMessageId: 'once' }
    const answers = await Promise.all([1, 2].map(() => ask(emulator, 'POST', '/v3/message', keyed)))
    expect(answers.map(({ status }) => status)).toEqual([201, 400])
  })

  it('3000 ids are all different', async () => {
    const emulator = createEmulator({ rateLimit: 'off' })
    for (let i = 0; i < 3_000; i += 1) await ask(emulator, 'POST', '/v3/message', body)
    expect(new Set(emulator.ledger.map(({ messageId }) => messageId)).size).toBe(3_000)
  }, 60_000)
})

describe('reset', () => {
  it('restores the initial state in the same objects', async () => {
    const emulator = createEmulator({ seed: 3, users: [{ id: '1', name: 'Ann' }] })
    const { state, ledger, requests, faults } = emulator
    const first = await play(emulator)
    state.users.clear()
    state.channels.get(channelIds.vk)!.state = 'blocked'
    emulator.clock.advance(1_000_000)
    faults.calls.next('server error', { times: Infinity })
    emulator.reset()
    expect([state.users.size, ledger.length, requests.length, faults.calls.struck.length]).toEqual([1, 0, 0, 0])
    expect(emulator.clock.now()).toBeLessThan(Date.now() + 1_000)
    expect(await play(emulator)).toHaveLength(first.length)
    expect(ledger).toHaveLength(2)
  })

  it('gives no id twice, so a running bot does not confuse new messages with old ones', async () => {
    const emulator = createEmulator()
    const idsOf = async (): Promise<string[]> => {
      await play(emulator)
      const written = emulator.simulate.customer.send().messageId
      return [written, ...emulator.ledger.map(({ messageId }) => messageId)]
    }
    const before = await idsOf()
    emulator.reset()
    const after = await idsOf()
    expect(new Set([...before, ...after]).size).toBe(before.length + after.length)
    expect(before.length).toBeGreaterThan(1)
  })

  it('two emulators created from one seed object share no state', () => {
    const options: EmulatorOptions = { users: [{ id: '1', name: 'Ann' }] }
    const [one, two] = [createEmulator(options), createEmulator(options)]
    one.state.users.get('1')!.name = 'Bea'
    expect(two.state.users.get('1')!.name).toBe('Ann')
  })
})

describe('defaults', () => {
  it('there is one active channel for each transport, with a fixed UUID', () => {
    const { state } = createEmulator()
    expect([...state.channels.values()].map(({ transport }) => transport)).toEqual([...transports])
    for (const [channelId, { state: condition }] of state.channels) {
      expect(channelId).toMatch(/^c0000000-0000-4000-8000-0000000000\d\d$/)
      expect(condition).toBe('active')
    }
  })
})

describe('clock', () => {
  it('cannot go back', () => {
    expect(() => createEmulator().clock.advance(-1)).toThrow(RangeError)
  })

  it('follows mocked timers that were installed after the emulator was created', async () => {
    const emulator = createEmulator()
    vi.useFakeTimers({ now: 1_000 })
    const keyed = { ...body, crmMessageId: 'once' }
    expect((await ask(emulator, 'POST', '/v3/message', keyed)).status).toBe(201)
    vi.advanceTimersByTime(59_000)
    expect((await ask(emulator, 'POST', '/v3/message', keyed)).status).toBe(400)
    vi.advanceTimersByTime(1_000)
    expect((await ask(emulator, 'POST', '/v3/message', keyed)).status).toBe(201)
    expect(emulator.ledger.map(({ acceptedAt }) => acceptedAt)).toEqual([1_000, 61_000])
  })

  it(`the unanswered counter covers the last seven days ${obeys('unanswered/week')}`, async () => {
    // https://wazzup24.com/help/api-en/unanswered-counter/
    const waiting = [{ ...body, responsibleUserId: 'user-1', since: 0 }]
    const emulator = createEmulator({ now: () => 0, waiting })
    const counter = async () => (await ask(emulator, 'GET', '/v3/unanswered/user-1')).json
    expect(await counter()).toEqual({ counterV2: 1, type: 'red', lastMsgDateTime: '1970-01-01T00:00:00.000Z' })
    emulator.clock.advance(7 * 86_400_000 + 1)
    expect(await counter()).toMatchObject({ counterV2: 0, type: null })
  })
})

describe('the log', () => {
  it('records requests without the key, and notifies listeners', async () => {
    const emulator = createEmulator({ apiKey: 'canary-key' })
    const told: unknown[] = []
    const stop = emulator.watch(({ route, status }) => told.push([route, status]))
    await ask(emulator, 'GET', '/v3/contacts?offset=0')
    await ask(emulator, 'POST', '/v3/message', body)
    stop()
    await ask(emulator, 'POST', '/v3/message', 'no JSON')
    expect(emulator.requests).toMatchObject([
      { number: 1, method: 'GET', path: '/v3/contacts', query: { offset: '0' }, body: undefined, status: 200 },
      { number: 2, method: 'POST', path: '/v3/message', body, key: 'api', status: 201 },
      { number: 3, body: 'no JSON', status: 400 },
    ])
    expect(emulator.requests[1]?.headers).toEqual({ 'content-type': 'application/json' })
    expect(JSON.stringify(emulator.requests)).not.toContain('canary-key')
    expect(told).toEqual([
      ['contacts.list', 200],
      ['messages.send', 201],
    ])
  })
})

describe('fetch', () => {
  it('accepts a Request and obeys its signal', async () => {
    const emulator = createEmulator()
    const headers = { authorization: `Bearer ${emulator.keys.apiKey}` }
    const request = new Request('https://api.wazzup24.com/v3/message', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect((await emulator.fetch(request)).status).toBe(201)
    const reason = new Error('changed my mind')
    const late = emulator.fetch('https://api.wazzup24.com/v3/channels', { headers, signal: AbortSignal.abort(reason) })
    await expect(late).rejects.toBe(reason)
  })

  it('leaves no listener on a signal after the response is complete', async () => {
    const emulator = createEmulator()
    const { signal } = new AbortController()
    const request = () =>
      emulator.fetch('https://api.wazzup24.com/v3/channels', {
        headers: { authorization: `Bearer ${emulator.keys.apiKey}` },
        signal,
      })
    await (await request()).text()
    emulator.faults.calls.next('connection reset')
    await expect(request()).rejects.toThrow('fetch failed')
    emulator.faults.calls.next('slow body', { ms: 10 })
    await (await request()).text()
    for (const kind of ['stalled body', 'slow body'] as const) {
      emulator.faults.calls.next(kind)
      await (await request()).body?.cancel()
    }
    await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([])
  })

  it('accepts a signal and headers of another realm', async () => {
    const emulator = createEmulator()
    const headers = new (runInNewContext('Map') as MapConstructor)([
      ['authorization', `Bearer ${emulator.keys.apiKey}`],
    ])
    const foreign = Object.assign(new EventTarget(), { aborted: false, reason: 'enough' })
    const init = { headers, signal: foreign } as unknown as RequestInit
    expect((await emulator.fetch('https://api.wazzup24.com/v3/channels', init)).status).toBe(200)
    emulator.faults.calls.next('slow headers', { ms: 60_000 })
    const slow = emulator.fetch('https://api.wazzup24.com/v3/channels', init)
    await vi.waitFor(() => expect(emulator.requests).toHaveLength(2))
    foreign.dispatchEvent(new Event('abort'))
    await expect(slow).rejects.toBe('enough')
  })
})

describe('listen', () => {
  it('gives the same responses on 127.0.0.1 as in process, with the same state', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    const answer = await ask(emulator, 'POST', '/v3/message', body, { url: server.url })
    expect(answer).toMatchObject({ status: 201, json: { chatId: body.chatId } })
    expect(emulator.ledger).toHaveLength(1)
    const inProcess = await ask(emulator, 'GET', '/v3/users')
    const overSocket = await ask(emulator, 'GET', '/v3/users', undefined, { url: server.url })
    expect(overSocket.text).toBe(inProcess.text)
    expect(overSocket.headers.get('content-type')).toBe(inProcess.headers.get('content-type'))
    await server.close()
  })

  it('close() ends open sockets and stalled responses', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    const idle = connect(server.port, '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    const gone = new Promise((resolve) => idle.once('close', resolve))
    emulator.faults.calls.next('stalled body')
    // The headers have arrived, so the error is in the body.
    const stalled = await fetch(`${server.url}/v3/channels`, {
      headers: { authorization: `Bearer ${emulator.keys.apiKey}` },
    })
    const rest = stalled.text()
    rest.catch(() => {})
    await server.close()
    await gone
    await expect(rest).rejects.toThrow('terminated')
    await expect(ask(emulator, 'GET', '/v3/channels', undefined, { url: server.url })).rejects.toThrow('fetch failed')
  })

  it('rejects a port that is taken', async () => {
    const server = await createEmulator().listen()
    await expect(createEmulator().listen(server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await server.close()
  })
})

describe('what the compiler rejects is rejected without it too', () => {
  it.each([
    [{ tariff: 'inbx' }, 'createEmulator: tariff: '],
    [{ blockedChannels: 'acept' }, 'createEmulator: blockedChannels: '],
    [{ spamFilter: true }, 'createEmulator: spamFilter: '],
    [{ tarif: 'inbox' }, 'createEmulator: tarif: there is no such field; there are seed, apiKey, '],
    [{ now: Date }, '"now" must return milliseconds since 1970; got '],
    [{ now: 5 }, 'createEmulator: now: '],
    [{ rateLimit: 'unlimited' }, 'createEmulator: rateLimit: '],
    [{ rateLimit: 5 }, 'createEmulator: rateLimit: '],
    [{ rateLimit: { requests: Number.NaN, windowMs: 1_000 } }, 'createEmulator: rateLimit'],
    [{ logLimit: { record: 5 } }, 'createEmulator: logLimit'],
    [{ webhookFetch: 'x' }, 'createEmulator: webhookFetch: '],
    [{ contentFetch: true }, 'createEmulator: contentFetch: '],
    [{ apiKey: '' }, 'createEmulator: apiKey: '],
    [{ channels: [{ channelId: 'a', transports: 'vk' }] }, 'createEmulator: channels.0.transport is missing'],
    [{ apiKey: 5, seed: null }, 'seed: '],
  ])('option of createEmulator: %o', (options, problem) => {
    expect(() => createEmulator(options as never)).toThrow(problem)
  })

  it('option of listen, and of reset', async () => {
    const emulator = createEmulator()
    await expect(emulator.listen({ hots: '0.0.0.0' } as never)).rejects.toThrow('listen: hots: there is no such field')
    await expect(emulator.listen('4324' as never)).rejects.toThrow('listen: ')
    expect(() => emulator.reset({ ids: 'agin' } as never)).toThrow('reset: ids: ')
  })
})
