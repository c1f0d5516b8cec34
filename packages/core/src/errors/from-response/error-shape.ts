import { knownCode } from '../codes/look-up-code.ts'
import { saysNothing } from './says-nothing.ts'

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
  if (Array.isArray(value)) return readList(value, levels)
  if (typeof value !== 'object' || value === null) return readBare(value)
  return readObject(value as Record<string, unknown>, levels)
}

/** Reads a code or a sentence without an object around it. */
function readBare(value: unknown): ErrorShape {
  const text = textOf(value)
  if (text === undefined) return nothing
  return isCode(text) ? { ...nothing, code: text } : { ...nothing, description: text }
}

/** Reads the first error with a known code, or else with any code, or else the first error that is not empty. */
function readFirst(values: readonly unknown[], levels: number): ErrorShape {
  const shapes = values.map((value) => readLevel(value, levels - 1)).filter((shape) => shape !== nothing)
  const code = mostTelling(shapes.flatMap((shape) => shape.code ?? []))
  return shapes.find((shape) => shape.code === code) ?? shapes[0] ?? nothing
}

/** Reads a list of errors. Keeps all of them, unless the one that counts has details of its own. */
function readList(values: readonly unknown[], levels: number): ErrorShape {
  const first = readFirst(values, levels)
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
  if (code !== undefined && !isNumeric(code)) return shape
  // There is no error at this level, or only a status and a sentence: another server wrapped Wazzup's error.
  const wrapped = readFirst(
    Object.values(item).filter((value) => typeof value === 'object'),
    levels,
  )
  const saysMore = code === undefined && shape.description === undefined
  if (wrapped === nothing || !(saysMore || knownCode(wrapped.code))) return shape
  return {
    ...wrapped,
    description: wrapped.description ?? shape.description,
    requestId: shape.requestId ?? wrapped.requestId,
  }
}

/** Picks the code among the texts of an error. A description is one only if the catalogue has it. */
function pickCode(candidates: readonly string[], words: readonly string[]): string | undefined {
  const before = [...candidates, ...words].flatMap(codeBefore)
  return mostTelling([...candidates.filter(isCode), ...[...words, ...before].filter(knownCode)])
}

/** Returns the first code of the catalogue or, if there is none, the first that is not a number, or else the first. */
function mostTelling(codes: readonly string[]): string | undefined {
  return codes.find(knownCode) ?? codes.find((code) => !isNumeric(code)) ?? codes[0]
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

/** Whether a text is a code: a sentence contains spaces or is long, and JSON in a text has brackets. */
function isCode(text: string): boolean {
  return text.length <= mostCodeCharacters && !/[\s{[]/.test(text)
}

function isNumeric(text: string): boolean {
  return /^-?\d+$/.test(text)
}

/** Returns a text, or a number as text. Returns undefined for one that means that there is no error. */
function textOf(value: unknown): string | undefined {
  if (saysNothing(value)) return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  return typeof value === 'string' ? value.trim() : undefined
}

/** Returns a sentence. Joins a list of sentences. */
function sentenceOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'string' ? textOf(value) : undefined
  return value.filter((each): each is string => typeof each === 'string').join('; ') || undefined
}
