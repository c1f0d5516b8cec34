import { knownCode } from '../codes/look-up-code.ts'

/** The parts of an error, independent of the shape of the body. */
export interface ErrorShape {
  /** Wazzup's code in its original spelling; a numeric code as text. Undefined if there is none. */
  code: string | undefined
  /** Wazzup's description. */
  description: string | undefined
  /** Wazzup's details, unchanged. For several errors without details, the list of these errors. */
  data: unknown
  /** Id of the request, for Wazzup's support. */
  requestId: string | undefined
}

const nothing: ErrorShape = { code: undefined, description: undefined, data: undefined, requestId: undefined }

// Names that are documented, observed in production, or found in public code. The first one with a value wins.
const codeKeys = ['error', 'code', 'errorCode', 'error_code'] as const
const descriptionKeys = [
  'description',
  'errorDescription',
  'error_description',
  'message',
  'errorMessage',
  'error_message',
  'detail',
  'title',
] as const
const nestedKeys = ['error', 'errors'] as const

/** Maximum depth of nested errors. Without a limit, a hostile body with thousands of levels would exhaust the stack. */
const mostLevels = 5

/** Maximum length of a code. A longer text is read as a description. */
const mostCodeCharacters = 100

/**
 * Reads an error from the body of a response, or from an item of a delivery. It may be a code or a sentence alone,
 * `{ error, description, data }`, `{ code, message }`, `{ error: { code } }`, `{ errors: [...] }`, flat
 * `errorCode` and `errorDescription`, an array of any of these, or any of these inside of `data`. Never throws.
 */
export function readErrorShape(value: unknown): ErrorShape {
  return readLevel(value, mostLevels)
}

function readLevel(value: unknown, levels: number): ErrorShape {
  if (levels === 0) return nothing
  if (Array.isArray(value)) return readFirst(value, levels)
  if (typeof value !== 'object' || value === null) return readBare(value)
  return readObject(value as Record<string, unknown>, levels)
}

/** Reads a code or a sentence without an object around it. */
function readBare(value: unknown): ErrorShape {
  const text = textOf(value)
  if (text === undefined) return nothing
  return isCode(text) ? { ...nothing, code: text } : { ...nothing, description: text }
}

/** Reads the first error that has a code or, if none has one, the first error that is not empty. */
function readFirst(values: readonly unknown[], levels: number): ErrorShape {
  let first: ErrorShape = nothing
  for (const value of values) {
    const shape = readLevel(value, levels - 1)
    if (first === nothing || shape.code !== undefined) first = shape
    if (shape.code !== undefined) break
  }
  return values.length > 1 && !isGiven(first.data) && first !== nothing ? { ...first, data: values } : first
}

function readObject(item: Record<string, unknown>, levels: number): ErrorShape {
  const inner = nestedKeys
    .map((key) => item[key])
    .filter((value) => typeof value === 'object' && value !== null)
    .map((value) => readLevel(value, levels - 1))
  const bare = codeKeys.flatMap((key) => textOf(item[key]) ?? [])
  const words = descriptionKeys.flatMap((key) => sentenceOf(item[key]) ?? [])
  const code = pickCode([...bare, ...inner.flatMap((shape) => shape.code ?? [])], words)
  const sentence = bare.find((text) => text !== code && !isNumeric(text))
  const shape: ErrorShape = {
    code,
    description: words.find((text) => text !== code) ?? pick(inner, 'description') ?? sentence ?? words[0],
    data: isGiven(item.data) ? item.data : pick(inner, 'data'),
    requestId: textOf(item.requestId) ?? pick(inner, 'requestId'),
  }
  if (code !== undefined || shape.description !== undefined) return shape
  // No error at this level, so look for one inside of `data`.
  const wrapped = typeof item.data === 'object' ? readLevel(item.data, levels - 1) : nothing
  if (wrapped.code === undefined && wrapped.description === undefined) return shape
  return { ...wrapped, requestId: shape.requestId ?? wrapped.requestId }
}

/** Picks a code of the catalogue or, if there is none, the first text without spaces or, last, a number. */
function pickCode(candidates: readonly string[], words: readonly string[]): string | undefined {
  const codes = candidates.filter(isCode)
  const texts = [...candidates, ...words]
  return (
    codes.find((code) => knownCode(code) !== undefined) ??
    words.find((text) => knownCode(text) !== undefined) ??
    texts.flatMap(codeBefore).find((code) => knownCode(code) !== undefined) ??
    codes.find((code) => !isNumeric(code)) ??
    codes[0]
  )
}

/** Returns the code in "CODE: a sentence". */
function codeBefore(text: string): string[] {
  return /^\w+(?=:\s)/.exec(text) ?? []
}

function pick<Key extends keyof ErrorShape>(shapes: readonly ErrorShape[], key: Key): ErrorShape[Key] | undefined {
  return shapes.find((shape) => isGiven(shape[key]))?.[key]
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** Whether a text is a code: a sentence contains spaces or is long. */
function isCode(text: string): boolean {
  return text.length <= mostCodeCharacters && !/\s/.test(text)
}

function isNumeric(text: string): boolean {
  return /^-?\d+$/.test(text)
}

/**
 * Returns a non-empty text, or a number as text. Returns undefined for 0 and "0", which mean that there is no error.
 */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value !== 0 ? String(value) : undefined
  if (typeof value !== 'string' || value.trim() === '0') return undefined
  return value.trim() || undefined
}

/** Returns a sentence. Joins a list of sentences. */
function sentenceOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'string' ? textOf(value) : undefined
  return value.filter((each): each is string => typeof each === 'string').join('; ') || undefined
}
