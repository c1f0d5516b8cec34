import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { bodies, contactRequest, delivered, inbound } from '../../../test/wire-items.ts'
import { createErrorLog, createWazzup, createWebhooks, type OnError, type ReceiverOptions } from '../../index.ts'
import { createMemoryStore } from '../../store.ts'
import { buildEvent } from '../../testing.ts'

type Subject = Parameters<OnError>[1]

function reporting(options: Partial<ReceiverOptions> = {}) {
  const reported: { error: unknown; subject: Subject }[] = []
  const onError: OnError = (error, subject) => reported.push({ error, subject })
  return { reported, webhooks: createWebhooks({ secret: 'the-secret', onError, ...options }) }
}

const url = '/wazzup?key=the-secret'
const private_ = 'private words'
const secret = 'c4n4ry'

describe('a rejected delivery is reported with its status, the reason and a remedy', () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([123])
    throw new Error(private_)
  }
  const stalled = () => new ReadableStream()
  test.each<[string, object, number, RegExp]>([
    ['a missing secret', { url: '/wazzup', body: bodies.message }, 401, /secret .*missing or wrong.*\?key=/],
    ['a wrong secret', { url: `/wazzup?key=${private_}`, body: bodies.message }, 401, /secret/],
    ['a wrong bearer', { url: '/', headers: { authorization: `Bearer ${private_}` }, body: '' }, 401, /secret/],
    ['a body that is not JSON', { url, body: private_ }, 400, /body is not JSON/],
    ['a body that is not UTF-8', { url, body: new Uint8Array([0xff]) }, 400, /body is not UTF-8/],
    ['an empty body', { url, body: '' }, 400, /body is empty/],
    ['an empty object', { url, body: {} }, 400, /body holds nothing/],
    ['a list', { url, body: [private_] }, 400, /body is not an object/],
    ['too deep nesting', { url, body: `{"a":${'['.repeat(99)}${']'.repeat(99)}}` }, 400, /body is nested deeper/],
    ['a body that breaks off', { url, body: broken() }, 400, /body broke off/],
    ['too many bytes', { url, body: JSON.stringify({ messages: private_.repeat(400_000) }) }, 413, /bytes.*"limits"/],
    ['too many items', { url, body: { statuses: Array(10_001).fill(delivered) } }, 413, /items.*"limits"/],
    ['a body that other code has read', { url, body: undefined }, 500, /body was already read.*Pass the parsed body/],
    ['a body that does not arrive', { url, body: stalled() }, 504, /no response within 20 ms.*"signal"/],
  ])('%s', async (_, delivery, status, message) => {
    const { reported, webhooks } = reporting({ timeout: 20 })
    const response = readResponse(await webhooks.receive(delivery as never))
    expect(response.status).toBe(status)
    expect(reported).toHaveLength(1)
    const [{ error, subject }] = reported as [{ error: Error; subject: Subject }]
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`Wazzup gets ${status}`)
    expect(subject).toEqual({
      kind: 'delivery',
      status,
      reason: (response.body as { error: string }).error,
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
      event: undefined,
    })
    const all = JSON.stringify([reported, error, error.stack, String(error)])
    expect(all).not.toContain('the-secret')
    expect(all).not.toContain(private_)
  })

  test('a failure of the receiver itself', async () => {
    const { reported, webhooks } = reporting()
    const headers = {
      get() {
        throw new TypeError('of the host')
      },
    }
    expect((await webhooks.receive({ url, headers, body: bodies.message })).status).toBe(500)
    expect(reported).toMatchObject([{ error: { name: 'TypeError' }, subject: { kind: 'delivery', status: 500 } }])
  })

  test('a handler that hangs, with its event', async () => {
    const { reported, webhooks } = reporting({ timeout: 20 })
    webhooks.on('status', async () => {}).on('message', () => new Promise(() => {}))
    const body = { statuses: [delivered], messages: [inbound] }
    expect((await webhooks.receive({ url, body })).status).toBe(504)
    const event = { kind: 'message', messageId: inbound.messageId }
    expect(reported).toMatchObject([
      { error: { name: 'WazzupNetworkError', reason: 'timeout' }, subject: { kind: 'delivery', status: 504, event } },
    ])
  })

  test('a handler that hangs, with the number of events that wait for it', async () => {
    const { reported, webhooks } = reporting({ timeout: 20 })
    webhooks.on('status', async () => {}).on('message', () => new Promise(() => {}))
    const body = { statuses: [delivered], messages: [inbound, inbound, inbound] }
    await webhooks.receive({ url, body })
    expect(reported).toMatchObject([{ subject: { event: { kind: 'message' }, waiting: 2 } }])
  })

  test('a question that hangs, with its event', async () => {
    const { reported, webhooks } = reporting({ timeout: 20 })
    webhooks.on('createContact', () => new Promise(() => {}))
    await webhooks.receive({ url, body: bodies.createContact })
    expect(reported).toMatchObject([{ subject: { status: 504, event: { kind: 'createContact' } } }])
  })
})

describe('an unknown key with items beside a known key gets 200 and is reported once', () => {
  const items = [{ text: private_ }]

  test.each<[string, object]>([
    ['a list beside events', { statuses: [delivered], somethingNew: items }],
    ['an object beside events', { somethingNew: items[0], statuses: [delivered] }],
    ['a list beside an empty list', { messages: [], somethingNew: items }],
    ['a list beside the test ping', { test: true, somethingNew: items, another: items }],
  ])('%s', async (_, body) => {
    for (const store of [undefined, createMemoryStore().forAccount('main')]) {
      const { reported, webhooks } = reporting({ store })
      expect(await webhooks.receive({ url, body })).toEqual({ status: 200 })
      expect(reported).toMatchObject([
        { subject: { kind: 'delivery', status: 200, event: { kind: 'unrecognized', key: 'somethingNew' } } },
      ])
      expect(String(reported[0]!.error)).toContain('contains the unknown key somethingNew; Wazzup gets 200')
      expect(String(reported[0]!.error)).not.toContain(private_)
    }
  })

  test('also if it is the key of the test ping', async () => {
    const { reported, webhooks } = reporting()
    await webhooks.receive({ url, body: { messages: [], test: items } })
    expect(reported).toMatchObject([{ subject: { status: 200, event: { kind: 'unrecognized', key: 'test' } } }])
  })

  test('unless a handler for unrecognized events is called instead', async () => {
    const { reported, webhooks } = reporting()
    const keys: string[] = []
    webhooks.on('unrecognized', ({ key }) => keys.push(key))
    await webhooks.receive({ url, body: { statuses: [delivered], somethingNew: items } })
    expect([keys, reported]).toEqual([['somethingNew'], []])
  })

  test('and its name is shortened and cannot forge lines of a log', async () => {
    const { reported, webhooks } = reporting()
    await webhooks.receive({ url, body: { statuses: [], [`a\nforged${'x'.repeat(200)}`]: items } })
    expect(String(reported[0]!.error)).toMatch(/the unknown key a\?forgedx{91};/)
  })
})

describe('a body without known keys gets 200 and is reported once', () => {
  test.each<[string, object]>([
    ['one unknown key', { foo: 1 }],
    ['several unknown keys', { foo: [1, 2], bar: { text: private_ } }],
    ['an unknown key with null', { foo: null }],
    ['keys in another case', { Messages: [inbound] }],
    ['a wrapped delivery under the key of the test ping', { test: { messages: [inbound] } }],
    ['a text under the key of the test ping', { test: private_ }],
    ['an object without a text under the key of the test ping', { test: { toString: 1 } }],
    ['a wrapped delivery', { data: { messages: [inbound] } }],
    ['a message without its list', inbound],
  ])('%s', async (_, body) => {
    for (const form of [body, JSON.stringify(body)]) {
      const { reported, webhooks } = reporting()
      expect(await webhooks.receive({ url, body: form })).toEqual({ status: 200 })
      expect(reported).toMatchObject([
        {
          error: {
            name: 'WazzupValidationError',
            message: expect.stringMatching(
              /contains (no known key|the unknown key (foo|Messages|test|data|messageId))/,
            ),
          },
          subject: { kind: 'delivery', status: 200 },
        },
      ])
      expect(String(reported[0]!.error)).not.toContain(private_)
    }
  })

  test('unless a handler for unrecognized events is called instead', async () => {
    const { reported, webhooks } = reporting()
    const keys: string[] = []
    webhooks.on('unrecognized', ({ key }) => keys.push(key))
    await webhooks.receive({ url, body: { foo: 1 } })
    expect([keys, reported]).toEqual([['foo'], []])
  })

  test.each<[string, object]>([
    ['the test ping', { test: true }],
    ['the test ping as a number', { test: 1 }],
    ['the test ping as a text', { test: 'true' }],
    ['the test ping with an empty list', { test: [] }],
    ['the test ping that is false', { test: false }],
    ['the test ping with null', { test: null }],
    ['an empty list', { messages: [] }],
    ['null under a known key', { statuses: null }],
    ['an unknown key that cannot hold items', { statuses: [delivered], mood: 1, tags: [], more: { a: null } }],
  ])('but %s is not reported', async (_, body) => {
    const { reported, webhooks } = reporting()
    expect(await webhooks.receive({ url, body })).toEqual({ status: 200 })
    expect(reported).toEqual([])
  })
})

describe('limits count the entries of nested lists', () => {
  const entries = (length: number) => Array.from({ length }, () => ({ chatType: 'vk', chatId: '1' }))
  test.each<[string, unknown]>([
    ['chats of a question', { createContact: { ...contactRequest, contactData: entries(10_001) } }],
    ['contacts of a deal', { createDeal: { contacts: Array(10_001).fill('1') } }],
    ['buttons of a message', { messages: [{ ...inbound, interactive: { buttons: entries(10_000) } }] }],
    ['a list in a list', { messages: [{ ...inbound, future: [Array(9_999).fill(0)] }] }],
    ['many short lists', { messages: Array.from({ length: 200 }, () => ({ ...inbound, future: Array(50).fill(0) })) }],
    ['a list under an unknown key', { future: { list: Array(10_001).fill(0) } }],
  ])('%s', async (_, body) => {
    for (const form of [body, JSON.stringify(body)]) {
      const { reported, webhooks } = reporting()
      expect((await webhooks.receive({ url, body: form })).status).toBe(413)
      expect(reported).toMatchObject([{ subject: { status: 413, reason: 'the delivery has more than 10000 items' } }])
    }
  })

  test('and accept a delivery within the limits', async () => {
    const { reported, webhooks } = reporting()
    const messages = Array.from({ length: 100 }, () => ({ ...inbound, future: Array(99).fill(0) }))
    expect(await webhooks.receive({ url, body: { messages } })).toEqual({ status: 200 })
    expect(reported).toEqual([])
  })
})

test('a body that breaks after its deadline is reported once', async () => {
  const { reported, webhooks } = reporting({ timeout: 20 })
  let reset!: () => void
  const body = new ReadableStream({ start: (controller) => void (reset = () => controller.error(new Error('reset'))) })
  expect(await webhooks.receive({ url, body })).toMatchObject({ status: 504 })
  reset()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(reported.map(({ subject }) => (subject as { status: number }).status)).toEqual([504])
})

describe('createErrorLog', () => {
  const lines: [string, unknown][] = []
  const log = () => createErrorLog((what, failure) => lines.push([what, failure]))
  beforeEach(() => {
    lines.length = 0
    vi.useFakeTimers({ toFake: ['performance'] })
  })
  afterEach(() => void vi.useRealTimers())

  test('writes the event, its id and its chat, and passes on the error', async () => {
    const failure = new Error('of the handler')
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('message', () => Promise.reject(failure)).on('status', () => Promise.reject('a text'))
    await webhooks.receive({ url, body: { messages: [{ ...inbound, text: private_ }], statuses: [delivered] } })
    expect(lines).toEqual([
      [
        `message "${inbound.messageId}" in the whatsapp chat "${inbound.chatId}" of channel "${inbound.channelId}" could not be handled`,
        failure,
      ],
      [`status "${delivered.messageId}" could not be handled`, 'a text'],
    ])
  })

  test.each([
    [1_100, 'run 2, the next in 2 s'],
    [undefined, 'run 2'],
  ])('writes the handler of a stored event, its run, and the next one in %s ms', (nextIn, run) => {
    log()(new Error('of the handler'), buildEvent('status', { messageId: 'm1' }), {
      handler: 'crm',
      attempt: 2,
      nextIn,
    })
    expect(lines.map(([line]) => line)).toEqual([`status "m1" could not be handled by "crm" (${run})`])
  })

  test('writes one line for an item that cannot be read, and for a question without an entity', async () => {
    const { webhooks } = reporting({ onError: log() })
    await webhooks.receive({ url, body: { messages: [null, { ...inbound, messageId: { a: private_ } }] } })
    await webhooks.receive({ url, body: { createContact: {} } })
    await webhooks.receive({ url, body: bodies.createDeal })
    expect(lines.map(([what]) => what)).toEqual([
      'an item of "messages" could not be read',
      'an item of "messages" could not be read',
      'createContact could not be handled',
      'createDeal could not be handled',
    ])
    expect(lines[0]?.[1]).toBe('delivery: messages must be an object, not null')
    for (const [, failure] of lines) {
      expect(failure).toEqual(expect.any(String))
      expect(failure).not.toMatch(/\n|private/)
    }
  })

  test('writes one line a second about rejected deliveries, with the number of omitted lines', async () => {
    const { webhooks } = reporting({ onError: log() })
    const flood = async (count: number) => {
      for (let index = 0; index < count; index++) await webhooks.receive({ url: '/?key=guess', body: '' })
    }
    await flood(1_000)
    vi.advanceTimersByTime(1_000)
    await flood(1)
    vi.advanceTimersByTime(1_000)
    await flood(1)
    expect(lines).toEqual([
      ['a delivery was rejected', expect.stringContaining('secret is missing or wrong; Wazzup gets 401')],
      ['a delivery was rejected (and 999 more since the last line)', expect.any(String)],
      ['a delivery was rejected', expect.any(String)],
    ])
  })

  test('writes that a delivery was not understood once an hour for each key, with the number of omitted lines', async () => {
    const { webhooks } = reporting({ onError: log() })
    const receive = (key: string) => webhooks.receive({ url, body: { statuses: [], [key]: [1] } })
    for (const key of ['new', 'new', 'newer', 'new']) {
      vi.advanceTimersByTime(10_000)
      await receive(key)
    }
    vi.advanceTimersByTime(3_600_000)
    await receive('new')
    expect(lines).toEqual([
      ['a delivery was not understood', expect.stringContaining('the unknown key new;')],
      ['a delivery was not understood', expect.stringContaining('the unknown key newer;')],
      ['a delivery was not understood (and 2 more since the last line)', expect.any(String)],
    ])
  })

  test('writes that the store has failed at most once a second', async () => {
    const write = log()
    const failure = new Error('no connection')
    for (const _ of [1, 2]) write(failure, { kind: 'store', reason: 'events could not be handled' })
    vi.advanceTimersByTime(1_000)
    write(failure, { kind: 'store', reason: 'events could not be handled' })
    expect(lines).toEqual([
      ['events could not be handled', failure],
      ['events could not be handled (and 1 more since the last line)', failure],
    ])
  })

  test('passes on an error of the client, whose stack shows the handler', async () => {
    const wazzup = createWazzup({
      apiKey: 'c8cf90444023482f909520d454368d27',
      fetch: async () => Response.json({}, { status: 401 }),
    })
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('message', async () => void (await wazzup.channels.list()))
    await webhooks.receive({ url, body: bodies.message })
    expect(lines).toEqual([[expect.stringContaining('could not be handled'), expect.any(Error)]])
  })

  test('keeps an id with a line break on one line, and shortens it', async () => {
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('status', () => Promise.reject('a text'))
    await webhooks.receive({
      url,
      body: { statuses: [{ ...delivered, messageId: `a\nforged line${'x'.repeat(200)}` }] },
    })
    expect(lines[0]![0]).toBe(`status "a\uFFFDforged line${'x'.repeat(87)}" could not be handled`)
  })

  test('writes a line for each delivery whose handler hangs, independent of rejected deliveries', async () => {
    const { webhooks } = reporting({ onError: log(), timeout: 5 })
    webhooks.on('message', () => new Promise(() => {}))
    for (let index = 0; index < 3; index++) {
      await webhooks.receive({ url: '/?key=guess', body: '' })
      await webhooks.receive({ url, body: { messages: [inbound, inbound] } })
    }
    await webhooks.receive({ url, body: '' })
    const hanging = `a delivery was rejected at message "${inbound.messageId}" in the whatsapp chat "${inbound.chatId}" of channel "${inbound.channelId}"; waiting events of the delivery: 1`
    expect(lines).toEqual([
      ['a delivery was rejected', expect.stringContaining('401')],
      ...Array.from({ length: 3 }, () => [hanging, expect.stringContaining('504')]),
      ['a delivery was rejected', expect.stringContaining('400')],
    ])
  })

  test('writes a line for each failure of a handler', async () => {
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('message', () => Promise.reject(new Error('again')))
    await webhooks.receive({ url, body: { messages: Array(50).fill(inbound) } })
    expect(lines).toHaveLength(50)
  })

  test('prevents forged lines and limits their length', async () => {
    const evil = '\n\r\u2028\u2029\u0085\u009b31m\u001b[2J\u202e"wazzup-kit: '
    const item = { ...inbound, messageId: evil, chatId: evil, chatType: evil, channelId: 'x'.repeat(1_000_000) }
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('message', () => Promise.reject(new Error('of the handler')))
    await webhooks.receive({ url, body: { messages: [item] } })
    await webhooks.receive({ url, body: { [evil]: 1 } })
    for (const [what] of lines) {
      expect(what).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      expect(what.length).toBeLessThan(1_000)
    }
  })

  test('writes the reason when something else than the delivery is wrong', async () => {
    const { webhooks } = reporting({ onError: log() })
    webhooks.on('message', async () => {})
    const error = new TypeError('Illegal invocation')
    const waitUntil = () => {
      throw error
    }
    await webhooks.receive({ url, body: bodies.message }, { waitUntil })
    expect(lines).toEqual([['waitUntil of the host failed', error]])
  })

  test('prints to the console by default', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    await createWebhooks({ secret: 'a' }).receive({ url: '/', body: '' })
    await createWebhooks({ secret: false }).receive({ body: { messages: [null] } })
    expect(error.mock.calls).toEqual([
      ['wazzup-kit: a delivery was rejected:', expect.stringContaining('401')],
      ['wazzup-kit: an item of "messages" could not be read:', expect.stringMatching(/^delivery: messages .*$/)],
    ])
    error.mockRestore()
  })
  test.each<[string, unknown, RegExp]>([
    [
      'in an address that an error quotes',
      new Error(`GET https://a.example/?key=${secret} failed`),
      /key=\[redacted\] failed/,
    ],
    [
      'in a cause',
      new Error('outer', { cause: new Error(`POST /?key=${secret}`) }),
      /outer[^]*caused by Error: POST \/\?key=\[redacted\]/,
    ],
    [
      'in the fields of an error',
      Object.assign(new Error('of axios'), { config: { headers: { a: secret } } }),
      /of axios/,
    ],
    ['in a text', `POST /?key=${secret}`, /^POST \/\?key=\[redacted\]$/],
    ['in an object', { secret }, /^\[object Object\]$/],
    ['in an object without a text', Object.assign(Object.create(null), { secret }), /no text/],
  ])('does not print a secret %s to the console by default', async (_, failure, printed) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const webhooks = createWebhooks({ secret: false }).on('message', () => Promise.reject(failure))
    await webhooks.receive({ body: bodies.message })
    expect(error.mock.calls).toEqual([
      [expect.stringContaining('could not be handled'), expect.stringMatching(printed)],
    ])
    expect(inspect(error.mock.calls, { depth: 9 })).not.toContain(secret)
    error.mockRestore()
  })
})

describe('the method of a delivery', () => {
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'post', ''])(
    '%s gets 405 before the secret is checked, and is not reported',
    async (method) => {
      const { reported, webhooks } = reporting()
      expect(await webhooks.receive({ method, url: '/wazzup', body: undefined })).toEqual({
        status: 405,
        headers: { allow: 'POST' },
      })
      expect(reported).toEqual([])
    },
  )

  test('POST and a missing method are accepted', async () => {
    const { webhooks } = reporting()
    for (const method of ['POST', undefined])
      expect(await webhooks.receive({ method, url, body: { test: true } })).toEqual({ status: 200 })
  })
})
