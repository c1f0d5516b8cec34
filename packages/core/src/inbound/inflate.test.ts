import { Readable } from 'node:stream'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bodies } from '../../test/wire-items.ts'
import { createGateway, createWazzup, createWebhooks, type Delivery, type RejectedDelivery } from '../index.ts'

const text = JSON.stringify(bodies.message)
const url = '/'

/** Delivers a body with this encoding. Returns the status, the reason of a rejection, and how many messages were handled. */
async function deliver(encoding: string, body: Delivery['body'], more: Partial<Delivery> & { bytes?: number } = {}) {
  const { bytes = 5_000_000, ...delivery } = more
  const rejected: RejectedDelivery[] = []
  let messages = 0
  const webhooks = createWebhooks({
    secret: false,
    limits: { bytes },
    onError: (_error, subject) => rejected.push(subject as RejectedDelivery),
  }).on('message', () => void messages++)
  const headers = { 'content-encoding': encoding }
  const { status } = await webhooks.receive({ url, headers, body, ...delivery })
  return { status, reason: rejected[0]?.reason, messages }
}

const accepted = { status: 200, reason: undefined, messages: 1 }
const compressed = [
  { encoding: 'gzip', bytes: gzipSync(text) },
  { encoding: 'X-GZIP', bytes: gzipSync(text) },
  { encoding: ' deflate ', bytes: deflateSync(text) },
]

const runtimes = [
  { runtime: 'Node' },
  { runtime: 'a runtime without zlib', find: () => undefined },
  {
    runtime: 'a runtime whose process throws',
    find() {
      throw new Error('not supported on the edge')
    },
  },
]

describe.each(runtimes)('on $runtime', ({ find }) => {
  beforeEach(() => {
    if (find) vi.spyOn(process, 'getBuiltinModule').mockImplementation(find)
  })
  afterEach(() => vi.restoreAllMocks())

  test.each(compressed)('inflates $encoding in every form of bytes', async ({ encoding, bytes }) => {
    const stream = () => Readable.from([bytes.subarray(0, 20), bytes.subarray(20)])
    expect(await deliver(encoding, bytes)).toEqual(accepted)
    expect(await deliver(encoding, new Uint8Array(bytes).buffer)).toEqual(accepted)
    expect(await deliver(encoding, stream())).toEqual(accepted)
    expect(await deliver(encoding, Readable.toWeb(stream()))).toEqual(accepted)
  })

  test('inflates what other code has kept as bytes', async () => {
    const body = Readable.from([gzipSync(text)])
    for await (const _ of body);
    expect(await deliver('gzip', body, { parsedBody: gzipSync(text) })).toEqual(accepted)
  })

  test.each(['gzip', 'deflate', 'br', 'identity', '', 'utf-8'])('leaves a JSON body as it is: %s', async (encoding) => {
    expect(await deliver(encoding, Buffer.from(text))).toEqual(accepted)
    expect(await deliver(encoding, text)).toEqual(accepted)
    expect(await deliver(encoding, bodies.message)).toEqual(accepted)
  })

  test('rejects what is too large only after it was inflated', async () => {
    const padded = gzipSync(text + ' '.repeat(100_000))
    expect(padded.length).toBeLessThan(1_000)
    expect(await deliver('gzip', padded, { bytes: 50_000 })).toMatchObject({
      status: 413,
      reason: 'the body has more than 50000 bytes',
    })
    expect(await deliver('gzip', padded, { bytes: text.length + 100_000 })).toEqual(accepted)
  })

  test('stops inflating at the limit', async () => {
    // The end of the body would fail.
    const cut = gzipSync(text + ' '.repeat(100_000)).subarray(0, -20)
    expect(await deliver('gzip', cut, { bytes: 50_000 })).toMatchObject({ status: 413 })
    expect(await deliver('gzip', cut)).toMatchObject({ status: 400 })
  })

  test('does not inflate bytes that do not begin as their encoding does', async () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      expect(await deliver(encoding, Buffer.from('{nonsense'))).toMatchObject({
        status: 400,
        reason: 'the body is not JSON',
      })
    }
  })

  test('rejects what is too large before it is inflated', async () => {
    expect(await deliver('gzip', gzipSync(text), { bytes: 100 })).toMatchObject({ status: 413 })
  })

  test.each([
    ['cut', gzipSync(text).subarray(0, -20)],
    ['of zeros after its header', Buffer.concat([gzipSync(text).subarray(0, 10), Buffer.alloc(50)])],
  ])('rejects a gzip body that is %s', async (_, bytes) => {
    expect(await deliver('gzip', bytes)).toEqual({
      status: 400,
      reason: 'the body is cut, or its content-encoding is another one',
      messages: 0,
    })
  })

  test.each(['zstd', 'gzip, gzip', 'constructor'])('rejects the unknown encoding %s with 415', async (encoding) => {
    expect(await deliver(encoding, gzipSync(text))).toEqual({
      status: 415,
      reason: 'the body has a content-encoding that cannot be read here',
      messages: 0,
    })
  })

  test('does not read the body of a gateway further than its limit', async () => {
    const gateway = createGateway({
      wazzup: createWazzup({
        apiKey: 'a',
        fetch: async () => Response.json({ messageId: 'm', chatId: '7' }, { status: 201 }),
      }),
      allow: ['messages.send'],
      authorize: ({ input }) => input,
      limits: { bytes: 1_000 },
    })
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const send = { method: 'POST', url: '/v3/message', headers, request: undefined }
    const body = (length: number) =>
      gzipSync(JSON.stringify({ channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'a'.repeat(length) }))
    expect(await gateway.receive({ ...send, body: body(10) })).toMatchObject({ status: 201 })
    expect(await gateway.receive({ ...send, body: body(2_000) })).toMatchObject({ status: 413 })
  })
})

test('inflates br on Node, also when the JSON begins with a bracket', async () => {
  expect(await deliver('br', brotliCompressSync(text))).toEqual(accepted)
  expect(await deliver('br', Buffer.from(`[${text}]`))).toMatchObject({ reason: 'the body is not an object' })
  expect(await deliver('br', brotliCompressSync(' '.repeat(100_000)), { bytes: 1_000 })).toMatchObject({ status: 413 })
})
