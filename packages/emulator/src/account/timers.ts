/** Calls back once after this number of milliseconds. Returns a function that cancels the call. */
export type WhenPassed = (ms: number, ring: () => void) => () => void

/** Timers by a clock. */
interface Timers {
  readonly set: WhenPassed
  /** Fires the timers that are due, in order of due time, and waits for the next one. */
  wake(): void
  /** Moves all due times by milliseconds, because the clock was set back. */
  shift(ms: number): void
}

interface Timer {
  dueAt: number
  ring(): void
}

/** The longest delay of `setTimeout`. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Creates timers for a clock that a test may move. */
export function createTimers(now: () => number): Timers {
  const timers = new Set<Timer>()
  let timeout: ReturnType<typeof setTimeout> | undefined

  function waitForNext(): void {
    clearTimeout(timeout)
    const times = [...timers].map(({ dueAt }) => dueAt).filter(Number.isFinite)
    if (times.length === 0) return
    const at = now()
    const next = times.reduce((earliest, time) => Math.min(earliest, time))
    timeout = setTimeout(
      () => {
        // The timers of a stopped clock are fired when the test moves the clock.
        if (now() !== at) wake()
      },
      Math.min(Math.max(next - at, 0), LONGEST_TIMER_MS),
    )
  }

  function wake(): void {
    const at = now()
    const due = [...timers].filter(({ dueAt }) => dueAt <= at).sort((a, b) => a.dueAt - b.dueAt)
    for (const timer of due) if (timers.delete(timer)) timer.ring()
    waitForNext()
  }

  return {
    set(ms, ring) {
      const timer = { dueAt: now() + ms, ring }
      timers.add(timer)
      waitForNext()
      return () => {
        if (timers.delete(timer)) waitForNext()
      }
    },
    wake,
    shift(ms) {
      for (const timer of timers) timer.dueAt += ms
      waitForNext()
    },
  }
}
