import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Clock } from '@wazzup-kit/core/store'

/** Milliseconds after which a process notices that the clock was moved. */
const look = 20

const machine = Date.now

/** Moves the clock of all processes that read this file: it is ahead of the clock of the machine by so many milliseconds. */
export function moveClock(file: string, ahead: number): void {
  writeFileSync(`${file}.new`, String(ahead))
  renameSync(`${file}.new`, file)
}

/** Returns how far the clock is ahead, in milliseconds. */
export function readAhead(file: string): number {
  return Number(readFileSync(file, 'utf8'))
}

/**
 * Returns a clock that a file moves, so that it is the same in all processes, also in one that starts later. `Date.now` of this process
 * follows it: to the client, a move is a sleep of the machine.
 */
export function readClock(file: string): Clock & { lastAhead(): number } {
  const ahead = (): number => readAhead(file)
  const listeners: (() => void)[] = []
  let last = ahead()
  setInterval(() => {
    const before = last
    last = ahead()
    if (last !== before) for (const listener of listeners) listener()
  }, look)
  let lastAhead = last
  const now = (): number => machine() + (lastAhead = ahead())
  Date.now = now
  return {
    now,
    /** Returns how far it was ahead when it was last read. */
    lastAhead: () => lastAhead,
    whenAdvanced: (listener) => void listeners.push(listener),
  }
}
