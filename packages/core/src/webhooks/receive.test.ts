import { Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { runInNewContext } from 'node:vm'
import { createMemoryStore } from '../store.ts'
import { describe, expect, test } from 'vitest'
import { onlyEvent, received } from '../../test/received.ts'
import { bodies, delivered, inbound } from '../../test/wire-items.ts'
import { createWebhooks, type ReceiverOptions } from '../index.ts'

const text = JSON.stringify({ messages: [{ ...inbound, text: 'Привет 👋' }] })
const bytes = new TextEncoder().encode(text)

async function* pieces(size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size)
}

async function* each<Chunk>(...chunks: Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks
}

const webStream = (size: number) => ReadableStream.from(pieces(size))

describe('reads a body in the form of', () => {
  const elsewhere = (code: string): unknown => runInNewContext(code, { text, bytes: [...bytes] })
  test.each<[string, () => unknown]>([
    ['text', () => text],
    ['text with a byte order mark', () => `\uFEFF${text}`],
    ['text between blanks', () => `\r\n\t ${text} \n`],
    ['bytes', () => bytes],
    ['bytes with a byte order mark', () => new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])],
    ['bytes in the middle of a larger buffer', () => new Uint8Array([1, 2, ...bytes, 3]).subarray(2, -1)],
    ['a Buffer', () => Buffer.from(text)],
    ['an ArrayBuffer', () => bytes.slice().buffer],
    ['a DataView', () => new DataView(new Uint8Array([9, ...bytes]).buffer, 1)],
    ['bytes of another realm', () => elsewhere('new Uint8Array(bytes)')],
    ['an ArrayBuffer of another realm', () => elsewhere('new Uint8Array(bytes).buffer')],
    ['a parsed object', () => JSON.parse(text)],
    ['a parsed object of another realm', () => elsewhere('JSON.parse(text)')],
    ['a parsed object without a prototype', () => Object.assign(Object.create(null), JSON.parse(text))],
    ['a web stream', () => webStream(7)],
    ['a web stream in one piece', () => webStream(1e6)],
    ['a stream that only has a reader', () => ({ getReader: () => webStream(7).getReader() })],
    ['the body of a Request', () => new Request('http://localhost', { method: 'POST', body: text }).body],
    ['a Node stream', () => Readable.from(pieces(7))],
    ['a Node stream of text', () => Readable.from(pieces(7)).setEncoding('utf8')],
    ['single bytes, so that characters are split', () => pieces(1)],
    ['pieces of text', () => each(text.slice(0, 9), text.slice(9))],
    ['pieces that are ArrayBuffers', () => each<unknown>(bytes.slice(0, 9).buffer, bytes.slice(9).buffer)],
    [
      'pieces that are DataViews',
      () => each(new DataView(bytes.slice(0, 9).buffer), new DataView(bytes.slice(9).buffer)),
    ],
    ['one piece that is a DataView', () => each(new DataView(bytes.slice().buffer))],
    [
      'empty pieces in between',
      () => each<unknown>(new Uint8Array(), bytes.slice(0, 9), '', bytes.slice(9), new Uint8Array()),
    ],
  ])('%s', async (_, body) => {
    expect(await onlyEvent(body())).toMatchObject({ kind: 'message', messageId: inbound.messageId, text: 'Привет 👋' })
  })
})

describe('rejects a body that is', () => {
  test.each<[string, unknown, number, RegExp]>([
    [
      'undefined, because other code has read it',
      undefined,
      500,
      /already read by other code: pass the parsed body, or mount this handler before that code/,
    ],
    ['null', null, 400, /is empty/],
    ['an empty text', '', 400, /is empty/],
    ['blanks', ' \n\t', 400, /is empty/],
    ['a byte order mark', '\uFEFF', 400, /is empty/],
    ['no bytes', new Uint8Array(), 400, /is empty/],
    ['an empty stream', each(), 400, /is empty/],
    ['not JSON', 'messages=1', 400, /is not JSON/],
    ['truncated JSON', text.slice(0, -1), 400, /is not JSON/],
    ['two JSON values', `${text}${text}`, 400, /is not JSON/],
    ['a website', '<html></html>', 400, /is not JSON/],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, /is not UTF-8/],
    ['UTF-16', new Uint8Array(new Uint16Array([...text].map((sign) => sign.charCodeAt(0))).buffer), 400, /is not/],
    ['null as JSON', 'null', 400, /is not an object/],
    ['a number', '5', 400, /is not an object/],
    ['a parsed number', 5, 400, /is not an object/],
    ['parsed true', true, 400, /is not an object/],
    ['a text as JSON', '"test"', 400, /is not an object/],
    ['an array', '[{"test":true}]', 400, /is not an object/],
    ['a parsed array', [inbound], 400, /is not an object/],
    ['a function', () => text, 400, /is not an object/],
    ['an empty object', {}, 400, /holds nothing/],
    ['a stream of objects', each(bodies.message, bodies.message), 500, /chunks that are not bytes/],
    ['a stream of one object', each(bodies.message), 500, /chunks that are not bytes/],
  ])('%s', async (_, body, status, reason) => {
    const { response, events } = await received(body)
    expect(response).toEqual({ status, body: { error: expect.stringMatching(reason) } })
    expect(events).toEqual([])
  })
})

test('a body that ends inside a character does not affect the next body', async () => {
  const letter = bytes.indexOf(0xd0)
  for (const body of [bytes.slice(0, letter + 1), new Uint8Array([0xef, 0xbb]), new Uint8Array([0x7b, 0xff])]) {
    expect((await received(body)).response).toEqual({ status: 400, body: { error: 'the body is not UTF-8' } })
    expect(await onlyEvent(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]))).toMatchObject({ text: 'Привет 👋' })
    expect(await onlyEvent(bytes)).toMatchObject({ text: 'Привет 👋' })
  }
})

describe('streams that fail, hang or are too large', () => {
  test('get 400 when the stream fails', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes.slice(0, 9)
      throw new Error('reset by the peer')
    }
    for (const stream of [failing(), ReadableStream.from(failing()), Readable.from(failing())]) {
      expect((await received(stream)).response).toEqual({ status: 400, body: { error: 'the body broke off' } })
    }
  })

  test('get 504 after the timeout when the stream never ends', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytes.slice(0, 9)
      await new Promise(() => {})
    }
    for (const stream of [endless(), new ReadableStream(), { getReader: () => new ReadableStream().getReader() }]) {
      expect((await received(stream, { timeout: 20 })).response.status).toBe(504)
    }
  })

  test('are read only up to the first byte above the limit', async () => {
    let taken = 0
    let isLeft = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          taken++
          yield new Uint8Array(10)
        }
      } finally {
        isLeft = true
      }
    }
    const limits = { bytes: 100 }
    expect((await received(endless(), { limits })).response.status).toBe(413)
    expect([taken, isLeft]).toEqual([11, true])
  })

  test('are discarded and then cancelled above the limit when they are streams of the web', async () => {
    let taken = 0
    let isLeft = false
    function* endless(): Generator<Uint8Array> {
      try {
        for (;;) {
          taken++
          yield new Uint8Array(10)
        }
      } finally {
        isLeft = true
      }
    }
    const reader = { getReader: () => ReadableStream.from(endless()).getReader() }
    expect((await received(reader, { limits: { bytes: 100 } })).response.status).toBe(413)
    await expect.poll(() => isLeft).toBe(true)
    expect(taken).toBeGreaterThan(1_000)
    expect(taken).toBeLessThan(20_000)
  })

  test.each<[string, () => unknown]>([
    ['ArrayBuffers', () => new ArrayBuffer(10)],
    ['numbers of two bytes', () => new Uint16Array(5)],
    ['texts', () => 'äöüßé'],
  ])('are limited in bytes also as a stream of %s', async (_, piece) => {
    let taken = 0
    async function* endless(): AsyncGenerator<unknown> {
      while (taken < 1_000) {
        taken++
        yield piece()
      }
    }
    expect((await received(endless(), { limits: { bytes: 100 } })).response.status).toBe(413)
    expect(taken).toBe(11)
  })

  test('do not destroy a Node request, because its response must still be sent', async () => {
    const stream = Readable.from(pieces(10))
    expect((await received(stream, { limits: { bytes: 50 } })).response.status).toBe(413)
    expect(stream.destroyed).toBe(false)
  })
})

describe('limits', () => {
  test.each<[string, (body: Uint8Array) => unknown]>([
    ['bytes', (body) => body],
    ['text', (body) => new TextDecoder().decode(body)],
    ['a stream', (body) => ReadableStream.from([body.slice(0, 40), body.slice(40)])],
    ['a stream in one piece', (body) => each(body)],
    ['an ArrayBuffer', (body) => body.slice().buffer],
  ])('accept a body of exactly limits.bytes as %s, and reject one more byte', async (_, form) => {
    expect((await received(form(bytes), { limits: { bytes: bytes.length } })).response.status).toBe(200)
    const rejected = await received(form(bytes), { limits: { bytes: bytes.length - 1 } })
    expect(rejected.response).toEqual({
      status: 413,
      body: { error: `the body has more than ${bytes.length - 1} bytes` },
    })
    expect(rejected.events).toEqual([])
  })

  test('are 5,000,000 bytes by default', async () => {
    const filled = (length: number) => JSON.stringify({ test: true, fill: ' '.repeat(length - 23) })
    expect(filled(5_000_000)).toHaveLength(5_000_000)
    expect((await received(filled(5_000_000))).response.status).toBe(200)
    expect((await received(filled(5_000_001))).response.status).toBe(413)
  })

  const nested = (depth: number): unknown => JSON.parse(`${'{"a":['.repeat(depth / 2)}${']}'.repeat(depth / 2)}`)

  test('are 64 levels by default, parsed or not', async () => {
    for (const form of [(body: unknown) => body, JSON.stringify]) {
      expect((await received(form(nested(64)))).response.status).toBe(200)
      const { response } = await received(form({ messages: nested(64) }))
      expect(response).toEqual({ status: 400, body: { error: 'the body is nested deeper than 64' } })
      expect((await received(form(nested(6)), { limits: { depth: 6 } })).response.status).toBe(200)
      expect((await received(form(nested(8)), { limits: { depth: 7 } })).response.status).toBe(400)
    }
  })

  test('apply to the sum of items of all kinds', async () => {
    const body = { messages: [inbound, inbound], statuses: delivered, mood: ['a', 'b'] }
    expect((await received(body, { limits: { items: 4 } })).events).toHaveLength(4)
    const { response, events } = await received(body, { limits: { items: 3 } })
    expect(response).toEqual({ status: 413, body: { error: 'the delivery has more than 3 items' } })
    expect(events).toEqual([])
  })

  test('are 10,000 items by default, known or not', async () => {
    const many = (length: number) => Array.from({ length }, (_, index) => ({ ...delivered, messageId: `m${index}` }))
    expect((await received({ statuses: many(10_000) })).events).toHaveLength(10_000)
    expect((await received({ statuses: many(10_001) })).response.status).toBe(413)
    const keys = (length: number) => Object.fromEntries(Array.from({ length }, (_, index) => [`key${index}`, 1]))
    expect((await received(keys(10_000))).events).toHaveLength(10_000)
    expect((await received(keys(10_001))).response.status).toBe(413)
  })

  test('keep their defaults when another limit is given, also when it is undefined', async () => {
    const limits = { bytes: 100, items: undefined, depth: undefined }
    expect((await received({ messages: nested(64) }, { limits })).response.status).toBe(400)
    expect(
      (await received({ statuses: Array(10_001).fill(0) }, { limits: { bytes: undefined } })).response.status,
    ).toBe(413)
    expect((await received(' '.repeat(5_000_001), { limits: { bytes: undefined } })).response.status).toBe(413)
  })
})

describe('rejects an invalid option', () => {
  test.each<[string, Partial<ReceiverOptions>]>([
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: -1 }],
    ['timeout', { timeout: Number.NaN }],
    ['timeout', { timeout: Infinity }],
    ['timeout', { timeout: 2 ** 31 }],
    ['limits.bytes', { limits: { bytes: Number.NaN } }],
    ['limits.bytes', { limits: { bytes: 0 } }],
    ['limits.depth', { limits: { depth: -1 } }],
    ['limits.items', { limits: { items: '5' as unknown as number } }],
    ['onError', { onError: 'console' as unknown as () => void }],
    ['explain', { explain: 'x' as never }],
    ['limits.byte', { limits: { byte: 5 } as never }],
    ['outbox', { outbox: Promise.resolve({}) as never }],
    ['store', { store: {} as never }],
    ['store', { store: createMemoryStore() as never }],
    ['secrets', { secrets: ['a'] } as never],
  ])('%s', (path, options) => {
    expect(() => createWebhooks({ secret: false, ...options })).toThrow(
      expect.objectContaining({ name: 'WazzupValidationError', issues: [{ path, message: expect.any(String) }] }),
    )
  })

  test('treats undefined as a missing option', async () => {
    const webhooks = createWebhooks({
      secret: false,
      timeout: undefined,
      onError: undefined,
      limits: undefined,
      explain: undefined,
    })
    let meaning: unknown
    webhooks.on('status', ({ error }) => (meaning = error?.meaning))
    await webhooks.receive({ body: { statuses: [{ ...delivered, status: 'error', error: { error: 'SPAM' } }] } })
    expect(meaning).not.toBe('The message was accepted and did not arrive.')
  })
})

test('the ping of a subscription gets 200 and reaches no handler', async () => {
  for (const body of [{ test: true }, '{"test":true}', '{ "test": true, "messages": [] }', { test: 'true' }]) {
    expect(await received(body)).toEqual({ response: { status: 200 }, events: [], raws: [], failures: [] })
  }
})

test.each([{ messages: [] }, { messages: [], statuses: [] }, { statuses: null }])(
  'a delivery with an empty list is accepted: %j',
  async (body) => {
    const { response, events } = await received(body)
    expect(response).toEqual({ status: 200 })
    expect(events).toEqual([])
  },
)
