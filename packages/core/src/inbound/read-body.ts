import { parseJson } from '../client/transport/response.ts'
import { eachChunk, isStream, joinChunks, wasRead, type Chunks } from './chunks.ts'
import { encodingOf, inflate } from './inflate.ts'
import { inspectJson } from './inspect-json.ts'
import type { Limits } from './limits.ts'
import type { InboundRequest } from './target.ts'

/** Why a body is rejected: `body` and `is empty` make "the body is empty". */
export interface BodyRejection {
  status: 400 | 413 | 415 | 500
  subject: 'body' | 'delivery'
  problem: string
}

/** The JSON of a body, or why it is rejected. */
export type BodyReading = { json: unknown; rejection?: undefined } | { rejection: BodyRejection }

function reject(status: BodyRejection['status'], problem: string): BodyReading {
  return { rejection: { status, subject: 'body', problem } }
}

/** The parts of a request that reading its body needs. */
type WithBody = Pick<InboundRequest, 'body' | 'parsedBody'> & { headers?: InboundRequest['headers'] | undefined }

/**
 * Returns the JSON of a body in any of its forms. Bytes are inflated if the headers name an encoding. Returns a promise only if
 * the body is a stream or is inflated.
 */
export function readBody({ body, parsedBody, headers }: WithBody, limits: Limits): BodyReading | Promise<BodyReading> {
  // Reading a stream that other code has read would wait until the deadline.
  const source = wasRead(body, parsedBody) ? parsedBody : body
  if (source === undefined) {
    return reject(500, 'was already read by other code: pass the parsed body, or mount this handler before that code')
  }
  if (source === null || typeof source === 'string') return readText(source ?? '', limits)
  const bytes = bytesOf(source)
  if (bytes) return readEncoded(bytes, limits, encodingOf(headers))
  if (isStream(source)) return readStream(source, limits, encodingOf(headers))
  return check(source, limits)
}

/** Returns the bytes of a value that holds bytes. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  // Also an ArrayBuffer of another realm, for example Jest's.
  const isBuffer = Object.prototype.toString.call(value) === '[object ArrayBuffer]'
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined
}

const tooLarge = ({ bytes }: Limits): BodyReading => reject(413, `has more than ${bytes} bytes`)

/** Returns the rejection of a delivery with too many items. */
export function rejectTooMany({ items }: Limits): BodyRejection {
  return { status: 413, subject: 'delivery', problem: `has more than ${items} items` }
}

function readText(text: string, limits: Limits): BodyReading {
  // A UTF-16 unit takes at most three bytes, so most texts can be measured without encoding them.
  const mayBeLong = text.length * 3 > limits.bytes
  const isLong = mayBeLong && (text.length > limits.bytes || new TextEncoder().encode(text).length > limits.bytes)
  return isLong ? tooLarge(limits) : readJson(text, limits)
}

function readJson(text: string, limits: Limits): BodyReading {
  if (text.trim() === '') return reject(400, 'is empty')
  const parsed = parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  return parsed ? check(parsed.json, limits) : reject(400, 'is not JSON')
}

function readEncoded(
  bytes: Uint8Array,
  limits: Limits,
  encoding: string | undefined,
): BodyReading | Promise<BodyReading> {
  if (bytes.length > limits.bytes) return tooLarge(limits)
  return encoding === undefined ? readBytes(bytes, limits) : readInflated(bytes, limits, encoding)
}

async function readInflated(bytes: Uint8Array, limits: Limits, encoding: string): Promise<BodyReading> {
  const inflated = await inflate(bytes, encoding, limits.bytes)
  if (inflated.bytes) return readBytes(inflated.bytes, limits)
  if (inflated.failure === 'large') return tooLarge(limits)
  // The header may be wrong, and the body JSON.
  const reading = readBytes(bytes, limits)
  if (reading.rejection?.status !== 400) return reading
  return inflated.failure === 'invalid'
    ? reject(400, 'is cut, or its content-encoding is another one')
    : reject(415, 'has a content-encoding that cannot be read here')
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true })

function readBytes(bytes: Uint8Array, limits: Limits): BodyReading {
  if (bytes.length > limits.bytes) return tooLarge(limits)
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return reject(400, 'is not UTF-8')
  }
  return readJson(text, limits)
}

async function readStream(stream: Chunks, limits: Limits, encoding: string | undefined): Promise<BodyReading> {
  const chunks: Uint8Array[] = []
  let length = 0
  let isBytes = false
  const end = await eachChunk(stream, (chunk) => {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : bytesOf(chunk)
    isBytes = bytes !== undefined
    length += bytes?.length ?? 0
    // The rest is not read.
    if (!bytes || length > limits.bytes) return 'stop'
    chunks.push(bytes)
    return 'go on'
  })
  if (end === 'broke off') return reject(400, 'broke off')
  if (end === 'stopped' && isBytes) return tooLarge(limits)
  if (end === 'stopped') return reject(500, 'has chunks that are not bytes')
  return readEncoded(joinChunks(chunks, length), limits, encoding)
}

/** Rejects a value that exceeds the limits of depth or items. */
function check(json: unknown, limits: Limits): BodyReading {
  const found = inspectJson(json, limits)
  if (found === 'deep') return reject(400, `is nested deeper than ${limits.depth}`)
  if (found === 'many') return { rejection: rejectTooMany(limits) }
  // Another parser may keep a `__proto__` key; ours drops it.
  if (found === 'prototype') return { json: parseJson(JSON.stringify(json))?.json }
  return { json }
}
