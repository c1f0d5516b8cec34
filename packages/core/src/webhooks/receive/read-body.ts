import { parseJson } from '../../client/transport/response.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { eachChunk, isStream, type Chunks } from './chunks.ts'
import type { WebhookResponse } from './delivery.ts'
import { replyToRejected, type Rejection } from './reject.ts'

/** The most a delivery may hold. */
export interface Limits {
  /** Bytes of a body that is not parsed yet; default 5,000,000. */
  bytes: number
  /** Objects and arrays inside each other; default 64. */
  depth: number
  /** Items of all kinds and the entries of all lists inside them, together; default 10,000. */
  items: number
}

/** Limits of which some are named. */
export type PartialLimits = { [Name in keyof Limits]?: Limits[Name] | undefined }

/** The limits to go by: those that are not named are as by default. */
export function limitsOf({ bytes = 5_000_000, depth = 64, items = 10_000 }: PartialLimits = {}): Limits {
  const limits = { bytes, depth, items }
  const issues = Object.entries(limits)
    .filter(([, value]) => !(typeof value === 'number' && value > 0))
    .map(([name]) => ({ path: `limits.${name}`, message: 'must be a number above 0' }))
  if (issues.length > 0) throw createInputError(issues)
  return limits
}

/** The JSON of a body, or why it is not taken. */
export type BodyReading =
  | { json: unknown; reply?: undefined }
  | { reply: WebhookResponse; rejection?: Rejection | undefined }

function reject(status: Rejection['status'], problem: string): BodyReading {
  return rejected({ status, subject: 'body', problem })
}

function rejected(rejection: Rejection): BodyReading {
  return { reply: replyToRejected(rejection), rejection }
}

/** Reads a body whatever form it comes in; at once, unless it is a stream. */
export function readBody(body: unknown, limits: Limits): BodyReading | Promise<BodyReading> {
  if (body === undefined) {
    const problem = 'was read by something else and nothing is left: hand it on parsed, or mount the webhook before'
    return reject(500, problem)
  }
  if (body === null) return readText('', limits)
  if (typeof body === 'string') return readText(body, limits)
  const bytes = bytesOf(body)
  if (bytes) return readBytes(bytes, limits)
  if (isStream(body)) return readStream(body, limits)
  return check(body, limits)
}

/** The bytes of whatever holds some. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  // Also one of another realm, such as Jest's.
  const isBuffer = Object.prototype.toString.call(value) === '[object ArrayBuffer]'
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined
}

const tooLarge = ({ bytes }: Limits): BodyReading => reject(413, `has more than ${bytes} bytes`)

/** Why a delivery with too many items is not taken. */
export const tooMany = ({ items }: Limits): Rejection => ({
  status: 413,
  subject: 'delivery',
  problem: `has more than ${items} items`,
})

function readText(text: string, limits: Limits): BodyReading {
  // No UTF-16 unit takes more than three bytes, so most texts need not be encoded to be measured.
  const mayBeLong = text.length * 3 > limits.bytes
  const isLong = mayBeLong && (text.length > limits.bytes || new TextEncoder().encode(text).length > limits.bytes)
  return isLong ? tooLarge(limits) : readJson(text, limits)
}

function readJson(text: string, limits: Limits): BodyReading {
  if (text.trim() === '') return reject(400, 'is empty')
  const parsed = parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  return parsed ? check(parsed.json, limits) : reject(400, 'is not JSON')
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

async function readStream(stream: Chunks, limits: Limits): Promise<BodyReading> {
  const chunks: Uint8Array[] = []
  let length = 0
  let isBytes = false
  const end = await eachChunk(stream, (chunk) => {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : bytesOf(chunk)
    isBytes = bytes !== undefined
    length += bytes?.length ?? 0
    // What follows is not taken off the wire.
    if (!bytes || length > limits.bytes) return 'stop'
    chunks.push(bytes)
    return 'go on'
  })
  if (end === 'broke off') return reject(400, 'broke off')
  if (end === 'stopped' && isBytes) return tooLarge(limits)
  if (end === 'stopped') return reject(500, 'is a stream of something else than bytes')
  return readBytes(chunks.length === 1 ? chunks[0]! : joined(chunks, length), limits)
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

/** Rejects what is nested deeper than a reader's stack bears, and more than may be read in a row. */
function check(json: unknown, limits: Limits): BodyReading {
  const found = isNested(json) ? inspect(json, limits.depth, { items: limits.items }) : 'fine'
  if (found === 'deep') return reject(400, `is nested deeper than ${limits.depth}`)
  if (found === 'many') return rejected(tooMany(limits))
  // Another parser let it through; ours drops it.
  if (found === 'prototype') return { json: parseJson(JSON.stringify(json))?.json }
  return { json }
}

type Found = 'fine' | 'deep' | 'many' | 'prototype'

/** What may still come, over the whole body. */
interface Budget {
  items: number
}

function inspect(value: object, left: number, budget: Budget): Found {
  if (left === 0) return 'deep'
  return Array.isArray(value) ? inspectItems(value, left - 1, budget) : inspectFields(value, left - 1, budget)
}

function inspectItems(items: readonly unknown[], left: number, budget: Budget): Found {
  budget.items -= items.length
  if (budget.items < 0) return 'many'
  let found: Found = 'fine'
  for (const item of items) {
    if (!isNested(item)) continue
    const inside = inspect(item, left, budget)
    if (inside === 'deep' || inside === 'many') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}

function inspectFields(fields: object, left: number, budget: Budget): Found {
  let found: Found = 'fine'
  for (const key in fields) {
    if (key === '__proto__') found = 'prototype'
    // An object with the places of a list for names is read as that list.
    if (isPlace(key) && --budget.items < 0) return 'many'
    const field = (fields as Record<string, unknown>)[key]
    if (!isNested(field)) continue
    const inside = inspect(field, left, budget)
    if (inside === 'deep' || inside === 'many') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}

function isPlace(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
