import { knownCode } from '../codes/look-up-code.ts'

/** What an error says, in whichever shape Wazzup wrote it. */
export interface ErrorShape {
  /** Wazzup's code as it was spelled; a numeric code as text. Undefined when there is none. */
  code: string | undefined
  /** Wazzup's own words. */
  description: string | undefined
  /** Wazzup's details, as they came. Where several errors came without details, all of them. */
  data: unknown
  /** The id to give to Wazzup's support. */
  requestId: string | undefined
}

const nothing: ErrorShape = { code: undefined, description: undefined, data: undefined, requestId: undefined }

// Names that were documented, observed, or seen in code; the first that says something wins.
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

/** Errors inside of errors are read this deep; a hostile body nests thousands. */
const mostLevels = 5

/** Longer texts are sentences, not codes. */
const mostCodeCharacters = 100

/**
 * Reads an error out of the body of a response, or out of an item of a delivery. It may be a code or a sentence alone,
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

/** A code or a sentence that stands alone. */
function readBare(value: unknown): ErrorShape {
  const text = textOf(value)
  if (text === undefined) return nothing
  return isCode(text) ? { ...nothing, code: text } : { ...nothing, description: text }
}

/** Of several errors the first that has a code, else the first that says anything. */
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
  // Nothing here: the whole error may have been wrapped.
  const wrapped = typeof item.data === 'object' ? readLevel(item.data, levels - 1) : nothing
  if (wrapped.code === undefined && wrapped.description === undefined) return shape
  return { ...wrapped, requestId: shape.requestId ?? wrapped.requestId }
}

/** A code of the catalogue first, then what is spelled like one, then a number. */
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

/** The code in "CODE: a sentence". */
function codeBefore(text: string): string[] {
  return /^\w+(?=:\s)/.exec(text) ?? []
}

function pick<Key extends keyof ErrorShape>(shapes: readonly ErrorShape[], key: Key): ErrorShape[Key] | undefined {
  return shapes.find((shape) => isGiven(shape[key]))?.[key]
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** Codes hold no blanks; a text with blanks is a sentence. */
function isCode(text: string): boolean {
  return text.length <= mostCodeCharacters && !/\s/.test(text)
}

function isNumeric(text: string): boolean {
  return /^-?\d+$/.test(text)
}

/** Text that says something; a number as text, but for 0, which says that nothing is wrong, as does "0". */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value !== 0 ? String(value) : undefined
  if (typeof value !== 'string' || value.trim() === '0') return undefined
  return value.trim() || undefined
}

/** Several sentences come as a list. */
function sentenceOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'string' ? textOf(value) : undefined
  return value.filter((each): each is string => typeof each === 'string').join('; ') || undefined
}
