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

/**
 * Returns a clock that a file moves, so that it is the same in all processes, also in one that starts later. `Date.now` of this process
 * follows it: to the client, a move is a sleep of the machine.
 */
export function readClock(file: string): Clock {
  const ahead = (): number => Number(readFileSync(file, 'utf8'))
  const listeners: (() => void)[] = []
  let last = ahead()
  setInterval(() => {
    const before = last
    last = ahead()
    if (last !== before) for (const listener of listeners) listener()
  }, look)
  const now = (): number => machine() + ahead()
  Date.now = now
  return {
    now,
    whenAdvanced: (listener) => void listeners.push(listener),
  }
}
