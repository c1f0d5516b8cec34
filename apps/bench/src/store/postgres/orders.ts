import type { Place } from '../contender.ts'

/** What a process of a group is started with. */
export interface MemberOptions {
  file: string
  place: Place
}

/** What a process of a group does. It responds to each order. */
export type MemberOrder =
  /** Appends messages; both messages of a chat are appended one after the other. */
  | { order: 'append'; from: number; to: number; inFlight: number }
  /** Appends every so manieth message at its time. */
  | { order: 'append slowly'; from: number; to: number; step: number; perSecond: number; startAt: number }
  /** Begins to handle. */
  | { order: 'handle' }
  /** Makes handlers take 0 to 10 milliseconds from now on. */
  | { order: 'work' }
  | { order: 'count' }
  | { order: 'report' }
  | { order: 'close' }

/** All times are milliseconds since 1970, with fractions. */
export interface Appended {
  begin: number
  end: number
  /** Microseconds of CPU. */
  cpu: number
  /** When each message was appended; only of those that were appended slowly. */
  starts: readonly (readonly [number: number, at: number])[]
}

export interface Counted {
  handled: number
}

/** A run of a handler. */
export type Run = readonly [number: number, begin: number, end: number]

/** The runs since the last report. */
export interface Reported {
  runs: readonly Run[]
  /** Microseconds of CPU since the last report or the start. */
  cpu: number
}
