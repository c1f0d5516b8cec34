import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startScriptedServer, type ScriptedServer, type Step } from '../../../test/scripted-server.ts'
import { createWazzup } from '../../index.ts'

let server: ScriptedServer

beforeAll(async () => {
  server = await startScriptedServer()
})
afterAll(() => server.close())

const client = () => createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', baseUrl: server.url, maxRetries: 0 })
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const

/** Spaces before JSON, which are valid JSON. */
const blanks = (bytes: number) => Buffer.alloc(bytes, ' ')

function body(status: number, bytes: Buffer, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(bytes)
  }
}

/** Chunks without a content-length. */
function pieces(status: number, piece: Buffer, count: number): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    let left = count
    response.on('drain', more)
    more()
    function more(): void {
      while (left-- > 0) if (!response.write(piece)) return
      response.end()
    }
  }
}

test.each<[string, Step]>([
  ['gzip', body(200, gzipSync(blanks(300_000_000)), { 'content-encoding': 'gzip' })],
  ['a content-length', body(200, blanks(10_000_001))],
  ['chunks without a content-length', pieces(200, blanks(1_000_000), 200)],
])('stops reading a body of more than 10,000,000 bytes: %s', async (_, step) => {
  server.script(step)
  await expect(client().channels.list()).rejects.toMatchObject({
    reason: 'unreadable',
    effect: 'none',
    cause: { message: 'the body of the response is larger than 10000000 bytes' },
  })
})

test('ignores the content-length of a response from another origin, because its encoding is not visible to a page', async () => {
  const read = vi.fn<() => void>()
  const fetch = async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        read()
        controller.enqueue(blanks(1_000_000))
      },
    })
    const response = new Response(body, { headers: { 'content-length': '292000' } })
    return Object.defineProperty(response, 'type', { value: 'cors' })
  }
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', maxRetries: 0, fetch })
  await expect(wazzup.channels.list()).rejects.toMatchObject({ reason: 'unreadable' })
  expect(read.mock.calls.length).toBeLessThan(20)
})

test('does not wait for the rest of a body that is too large', async () => {
  let end: 'open' | 'ended' | 'closed' = 'open'
  const piece = pieces(200, blanks(1_000_000), 1_000)
  server.script((response, request) => {
    response.on('finish', () => (end = 'ended'))
    response.on('close', () => (end = end === 'ended' ? end : 'closed'))
    piece(response, request)
  })
  await expect(client().channels.list()).rejects.toMatchObject({ reason: 'unreadable' })
  await vi.waitUntil(() => end !== 'open')
  expect(end).toBe('closed')
})

test('gives a send effect unknown when the response is too large', async () => {
  server.script(body(201, blanks(10_000_001)))
  await expect(client().messages.send(message)).rejects.toMatchObject({ reason: 'unreadable', effect: 'unknown' })
})

test('reads a large body in chunks, also when a chunk ends inside a character', async () => {
  const channels = Array.from({ length: 20_000 }, (_, index) => ({
    channelId: `${index}`,
    transport: 'whatsapp',
    state: 'active',
    name: 'Продажи 🛒',
  }))
  const text = Buffer.from(`\uFEFF${JSON.stringify(channels)}`)
  for (const step of [body(200, gzipSync(text), { 'content-encoding': 'gzip' }), body(200, text)]) {
    server.script(step)
    expect(await client().channels.list()).toEqual(channels)
  }
  server.script((response) => {
    response.writeHead(200)
    for (let start = 0; start < text.length; start += 65_537) response.write(text.subarray(start, start + 65_537))
    response.end()
  })
  expect(await client().channels.list()).toEqual(channels)
})
