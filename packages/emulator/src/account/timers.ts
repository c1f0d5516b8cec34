/** Calls back once so many milliseconds have passed; the function that it returns cancels that. */
export type WhenPassed = (ms: number, ring: () => void) => () => void

/** What is to happen at moments of a clock. */
interface Timers {
  readonly set: WhenPassed
  /** Rings what is due, in the order in which it was due, and waits for the next one. */
  wake(): void
  /** Moves all moments by milliseconds: the clock was set back. */
  shift(ms: number): void
}

interface Timer {
  dueAt: number
  ring(): void
}

/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Builds timers over a clock that may be moved from outside. */
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
        // A clock that stands still is moved by its owner.
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
