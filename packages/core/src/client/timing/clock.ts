/**
 * Creates a clock that never goes backwards from one that the fake clock of a test may replace. After such a step the
 * clock continues from its last value. With a plain clock, a limiter would wait for a time that is hours away.
 */
function createForwardClock(read: () => number): () => number {
  let last = Number.NEGATIVE_INFINITY
  let regained = 0
  return () => {
    const now = read()
    if (now < last) regained += last - now
    last = now
    return Math.floor(now + regained)
  }
}

/** Returns the milliseconds of the clock that is never set. It may stop while the machine sleeps. */
export const monotonicNow = createForwardClock(() => performance.now())

/**
 * Milliseconds by which the system clock may run ahead of the other one without a sleep of the machine: it has whole
 * milliseconds, and time servers correct it.
 */
const tolerance = 50

/**
 * Creates a clock that never goes backwards and that continues while the machine sleeps. It adds each advance of the
 * system clock over the monotonic one, and takes none back. A comparison of both clocks over the whole time would miss
 * a sleep after which, or before which, the system clock was set back.
 */
function createSleepClock(): () => number {
  let slept = 0
  let least = Number.POSITIVE_INFINITY
  return () => {
    const monotonic = monotonicNow()
    const lead = Date.now() - monotonic
    if (lead > least + tolerance) slept += lead - least
    if (lead < least || lead > least + tolerance) least = lead
    return monotonic + slept
  }
}

const sleepNow = createSleepClock()

/** A moment in the time that continues while the machine sleeps. Only {@link elapsedSince} can read it. */
export interface Moment {
  readonly time: number
}

/** Returns the present moment. */
export function momentNow(): Moment {
  return { time: sleepNow() }
}

/** Returns the moment the given number of milliseconds ago. */
export function momentBefore(milliseconds: number): Moment {
  return { time: sleepNow() - milliseconds }
}

/** Returns the milliseconds since a moment. A sleep of the machine counts, and so does setting the system clock ahead. */
export function elapsedSince({ time }: Moment): number {
  return sleepNow() - time
}
