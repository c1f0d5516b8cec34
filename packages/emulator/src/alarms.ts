/** Calls back once so many milliseconds have passed; the function that it returns cancels that. */
export type WhenPassed = (ms: number, ring: () => void) => () => void

/** What is to happen at moments of a clock. */
interface Alarms {
  readonly set: WhenPassed
  /** Rings what is due, in the order in which it was due, and waits for the next one. */
  wake(): void
  /** Moves all moments by milliseconds: the clock was set back. */
  shift(ms: number): void
}

interface Alarm {
  dueAt: number
  ring(): void
}

/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Builds alarms over a clock that may be moved from outside. */
export function createAlarms(now: () => number): Alarms {
  const alarms = new Set<Alarm>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function waitForNext(): void {
    clearTimeout(timer)
    const times = [...alarms].map(({ dueAt }) => dueAt).filter(Number.isFinite)
    if (times.length === 0) return
    const at = now()
    const next = times.reduce((earliest, time) => Math.min(earliest, time))
    timer = setTimeout(
      () => {
        // A clock that stands still is moved by its owner.
        if (now() !== at) wake()
      },
      Math.min(Math.max(next - at, 0), LONGEST_TIMER_MS),
    )
  }

  function wake(): void {
    const at = now()
    const due = [...alarms].filter(({ dueAt }) => dueAt <= at).sort((a, b) => a.dueAt - b.dueAt)
    for (const alarm of due) if (alarms.delete(alarm)) alarm.ring()
    waitForNext()
  }

  return {
    set(ms, ring) {
      const alarm = { dueAt: now() + ms, ring }
      alarms.add(alarm)
      waitForNext()
      return () => {
        if (alarms.delete(alarm)) waitForNext()
      }
    },
    wake,
    shift(ms) {
      for (const alarm of alarms) alarm.dueAt += ms
      waitForNext()
    },
  }
}
