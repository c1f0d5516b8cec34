import type { GeneratorPositions } from './id-generators.ts'
import type { LedgerEntry } from './ledger.ts'
import type { MinuteCount } from '../webhooks/message-dates.ts'
import type { RateWindow } from '../api/rate-limit.ts'
import type { State } from './state.ts'

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

/**
 * Parses the JSON text of a saved emulator, for example the content of a file.
 *
 * @throws When the text is not JSON, or not a saved emulator.
 */
export function parseSaved(text: string): SavedEmulator {
  const saved = JSON.parse(text) as Partial<SavedEmulator> | null
  if (saved?.version !== 1 || typeof saved.state !== 'object')
    throw new Error('The text must be the saved state of an emulator')
  return saved as SavedEmulator
}
