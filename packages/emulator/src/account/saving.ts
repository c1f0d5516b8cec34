import type { GeneratorPositions } from './id-generators.ts'
import type { LedgerEntry } from './ledger.ts'
import type { MinuteCount } from '../webhooks/message-dates.ts'
import type { RateWindow } from '../api/rate-limit.ts'
import { createState, type State } from './state.ts'

/** State of an emulator as plain JSON. It contains the account's secrets. */
export interface SavedEmulator {
  /** Version of this form. */
  version: 1
  /** Seed of all ids and tokens: {@link EmulatorOptions.seed}. */
  seed: string
  /** How many milliseconds its clock was moved forward. */
  advanced: number
  /** Positions of the random numbers from which ids and tokens are made. */
  generators: GeneratorPositions
  /** The last minute with a message of personal WhatsApp, and its number of messages: its dates count them. */
  messageDates: MinuteCount
  /** Requests of each key in its current window of the rate limit. */
  rates: RateWindow[]
  /** Sends that were accepted, in order. */
  ledger: LedgerEntry[]
  /** Fields of {@link State}, with maps and sets as lists. */
  state: Record<string, unknown>
}

/** Returns a copy of a state as plain JSON. */
export function writeState(state: State): SavedEmulator['state'] {
  const plain = Object.entries(state).map(([name, value]) => {
    const isList = value instanceof Map || value instanceof Set
    return [name, isList ? [...value] : value]
  })
  return JSON.parse(JSON.stringify(Object.fromEntries(plain))) as SavedEmulator['state']
}

/** Restores a saved state; fields that an older version did not save are taken from `fresh`. */
export function readState(saved: SavedEmulator['state'], fresh: State): State {
  const copy = structuredClone(saved)
  const read = Object.entries(fresh).map(([name, value]) => {
    const given = copy[name]
    if (given === undefined) return [name, value]
    if (value instanceof Map) return [name, new Map(given as [string, unknown][])]
    return [name, value instanceof Set ? new Set(given as unknown[]) : given]
  })
  return Object.fromEntries(read) as State
}

/** Version of the form of a saved emulator that this package writes and reads. */
const SAVED_VERSION = 1

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const isPair: Check = (value) => Array.isArray(value) && value.length === 2 && isText(value[0]) && isObject(value[1])

/** What each part of a saved emulator must be. */
const parts: Readonly<Record<Exclude<keyof SavedEmulator, 'version'>, readonly [check: Check, is: string]>> = {
  seed: [isText, 'a text'],
  advanced: [isNumber, 'a number'],
  generators: [isObject, 'an object'],
  messageDates: [isObject, 'an object'],
  rates: [isListOf(isObject), 'a list of objects'],
  ledger: [isListOf(isObject), 'a list of objects'],
  state: [isObject, 'an object'],
}

/** Returns what a field of a saved state must be, by the value of this field in a new state. */
function checkOf(value: unknown): readonly [check: Check, is: string] {
  if (value instanceof Map) return [isListOf(isPair), 'a list of pairs']
  if (value instanceof Set) return [isListOf(isText), 'a list of texts']
  if (Array.isArray(value)) return [Array.isArray, 'a list']
  if (typeof value === 'number') return [isNumber, 'a number']
  if (value === null) return [(given) => given === null || isText(given) || isObject(given), 'a value or null']
  return [isObject, 'an object']
}

/** Returns what is wrong with a saved emulator; undefined when it can be continued. */
function problemOf(saved: Readonly<Record<string, unknown>>): string | undefined {
  const { version } = saved
  if (version === undefined) return 'it is not the state of an emulator'
  if (version !== SAVED_VERSION) {
    const isNewer = isNumber(version) && (version as number) > SAVED_VERSION
    const hint = isNewer ? '; update @wazzup-kit/emulator' : ''
    return `it has version ${JSON.stringify(version)}, and this emulator reads version ${SAVED_VERSION}${hint}`
  }
  for (const [name, [check, is]] of Object.entries(parts)) if (!check(saved[name])) return `"${name}" must be ${is}`
  for (const [name, fresh] of Object.entries(createState({}, 0))) {
    const given = (saved.state as Readonly<Record<string, unknown>>)[name]
    const [check, is] = checkOf(fresh)
    // An older version of the package did not save all fields.
    if (given !== undefined && !check(given)) return `"state.${name}" must be ${is}`
  }
  return undefined
}

/**
 * Parses the JSON text of a saved emulator, for example the content of a file.
 *
 * @throws When the text is not JSON, was saved in another version of the form, or has an invalid field. The error names
 *   the field.
 */
export function parseSaved(text: string): SavedEmulator {
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch (error) {
    const why = text.trim() === '' ? 'it is empty' : `it is not JSON: ${(error as Error).message}`
    throw new Error(`The saved state cannot be read: ${why}`, { cause: error })
  }
  const problem = isObject(saved) ? problemOf(saved as Record<string, unknown>) : 'it is not the state of an emulator'
  if (problem !== undefined) throw new Error(`The saved state cannot be read: ${problem}`)
  return saved as SavedEmulator
}
