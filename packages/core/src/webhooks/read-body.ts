import { parseJson } from '../answer.ts'
import type { Reply } from './delivery.ts'
import { refuse } from './refuse.ts'

/** The most a delivery may hold. */
export interface Limits {
  /** Bytes of a body; default 5,000,000. */
  bytes: number
  /** Objects and arrays inside each other; default 64. */
  depth: number
  /** Messages, statuses and updates together; default 10,000. */
  items: number
}

/** The JSON of a body, or the reply to one that is none. */
export type BodyReading = { json: unknown; reply?: undefined } | { reply: Reply }

/** Anything that gives its bytes in pieces: a Node request, a web stream. */
type Chunks = AsyncIterable<unknown> | Pick<ReadableStream<unknown>, 'getReader'>

/** Reads a body whatever form it comes in; at once, unless it is a stream. */
export function readBody(body: unknown, limits: Limits): BodyReading | Promise<BodyReading> {
  if (body === undefined) {
    const reason =
      'the body was read by something else and nothing is left: hand it on parsed, or mount the webhook before'
    return { reply: refuse(500, reason) }
  }
  if (body === null) return readText('', limits)
  if (typeof body === 'string') return readText(body, limits)
  if (isArrayBuffer(body)) return readBytes(new Uint8Array(body), limits)
  if (ArrayBuffer.isView(body)) return readBytes(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), limits)
  if (isStream(body)) return readStream(body, limits)
  return check(body, limits)
}

/** Also one of another realm, such as Jest's. */
function isArrayBuffer(body: unknown): body is ArrayBuffer {
  return Object.prototype.toString.call(body) === '[object ArrayBuffer]'
}

function isStream(body: unknown): body is Chunks {
  if (typeof body !== 'object' || body === null) return false
  return Symbol.asyncIterator in body || typeof (body as { getReader?: unknown }).getReader === 'function'
}

const tooLarge = (limits: Limits): BodyReading => ({
  reply: refuse(413, `the body has more than ${limits.bytes} bytes`),
})

function readText(text: string, limits: Limits): BodyReading {
  if (text.length > limits.bytes) return tooLarge(limits)
  if (text.trim() === '') return { reply: refuse(400, 'the body is empty') }
  const parsed = parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  return parsed ? check(parsed.json, limits) : { reply: refuse(400, 'the body is not JSON') }
}

function readBytes(bytes: Uint8Array, limits: Limits): BodyReading {
  if (bytes.length > limits.bytes) return tooLarge(limits)
  try {
    return readText(new TextDecoder('utf-8', { fatal: true }).decode(bytes), limits)
  } catch {
    return { reply: refuse(400, 'the body is not UTF-8') }
  }
}

async function readStream(stream: Chunks, limits: Limits): Promise<BodyReading> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of chunksOf(stream)) {
      const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array)
      length += bytes.length
      // What follows is not taken off the wire.
      if (length > limits.bytes) return tooLarge(limits)
      chunks.push(bytes)
    }
  } catch {
    return { reply: refuse(400, 'the body broke off') }
  }
  return readBytes(chunks.length === 1 ? chunks[0]! : joined(chunks, length), limits)
}

/** Node destroys a request whose iteration is left early, and with it the reply; unless asked not to. */
function chunksOf(stream: Chunks): AsyncIterable<unknown> {
  const { iterator } = stream as { iterator?: (options: { destroyOnReturn: false }) => AsyncIterable<unknown> }
  if (typeof iterator === 'function') return iterator.call(stream, { destroyOnReturn: false })
  return Symbol.asyncIterator in stream ? stream : read(stream.getReader())
}

/** For runtimes whose streams cannot be iterated. */
async function* read(reader: ReadableStreamDefaultReader<unknown>): AsyncGenerator<unknown> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}

/** Refuses what is nested deeper than a reader's stack may bear. */
function check(json: unknown, limits: Limits): BodyReading {
  const found = inspect(json, limits.depth)
  if (found === 'deep') return { reply: refuse(400, `the body is nested deeper than ${limits.depth}`) }
  // A parser of somebody else's let it through; ours drops it.
  if (found === 'prototype') return { json: parseJson(JSON.stringify(json))?.json }
  return { json }
}

type Found = 'fine' | 'deep' | 'prototype'

function inspect(value: unknown, left: number): Found {
  if (typeof value !== 'object' || value === null) return 'fine'
  if (left === 0) return 'deep'
  return Array.isArray(value) ? inspectItems(value, left - 1) : inspectFields(value, left - 1)
}

function inspectItems(items: readonly unknown[], left: number): Found {
  let found: Found = 'fine'
  for (const item of items) {
    const inside = inspect(item, left)
    if (inside === 'deep') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}

function inspectFields(fields: object, left: number): Found {
  let found: Found = 'fine'
  for (const key in fields) {
    if (key === '__proto__') found = 'prototype'
    const inside = inspect((fields as Record<string, unknown>)[key], left)
    if (inside === 'deep') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}
