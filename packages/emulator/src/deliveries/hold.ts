import type { EmulatorClock } from '../clock.ts'
import type { Parcel, Subscriber } from './parcel.ts'

/** Parcels that are held back. */
export interface Hold {
  /** For so many milliseconds of the emulator's clock, or until released. */
  late(parcel: Parcel, ms: number | undefined): void
  /** Until the next one to the same subscriber. */
  untilNext(parcel: Parcel): void
  /** One to this subscriber is out: lets those go that waited for it. */
  next(to: Subscriber): void
  /** Lets those go at once. */
  release(which: (parcel: Parcel) => boolean): void
  /** Lets go what is due: a clock of the user's own may have moved. */
  wake(): void
  reset(): void
}

/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Builds an empty hold; `letGo` gets what is free again, in the order in which it was due. */
export function createHold(clock: EmulatorClock, letGo: (parcel: Parcel) => void): Hold {
  let held: { parcel: Parcel; dueAt: number | 'next' }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function free(which: (entry: (typeof held)[number]) => boolean): void {
    const going = held.filter(which)
    if (going.length === 0) return
    held = held.filter((entry) => !going.includes(entry))
    const time = ({ dueAt }: (typeof held)[number]): number => (dueAt === 'next' ? Number.POSITIVE_INFINITY : dueAt)
    // The difference of two infinities is no number.
    going.sort((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)))
    for (const { parcel } of going) letGo(parcel)
  }

  function wake(): void {
    const now = clock.now()
    free(({ dueAt }) => dueAt !== 'next' && dueAt <= now)
    clearTimeout(timer)
    const times = held.flatMap(({ dueAt }) => (dueAt === 'next' || dueAt === Number.POSITIVE_INFINITY ? [] : [dueAt]))
    if (times.length === 0) return
    const wait = Math.min(Math.min(...times) - now, LONGEST_TIMER_MS)
    timer = setTimeout(() => {
      // A clock that stands still is moved by its owner.
      if (clock.now() !== now) wake()
    }, wait)
  }
  clock.whenAdvanced(wake)

  return {
    late(parcel, ms = Number.POSITIVE_INFINITY) {
      held.push({ parcel, dueAt: clock.now() + ms })
      wake()
    },
    untilNext(parcel) {
      held.push({ parcel, dueAt: 'next' })
    },
    next: (to) => free(({ parcel, dueAt }) => dueAt === 'next' && parcel.to === to),
    release: (which) => free(({ parcel }) => which(parcel)),
    wake,
    reset() {
      held = []
      clearTimeout(timer)
    },
  }
}
