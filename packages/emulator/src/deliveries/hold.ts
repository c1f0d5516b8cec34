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
  reset(): void
}

interface Held {
  parcel: Parcel
  dueAt: number | 'next'
  cancel(): void
}

/** Builds an empty hold; `letGo` gets what is free again, in the order in which it was due. */
export function createHold(clock: EmulatorClock, letGo: (parcel: Parcel) => void): Hold {
  let held: Held[] = []

  function free(which: (entry: Held) => boolean): void {
    const going = held.filter(which)
    held = held.filter((entry) => !going.includes(entry))
    const time = ({ dueAt }: Held): number => (dueAt === 'next' ? Number.POSITIVE_INFINITY : dueAt)
    // The difference of two infinities is no number.
    going.sort((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)))
    for (const { parcel, cancel } of going) {
      cancel()
      letGo(parcel)
    }
  }

  return {
    late(parcel, ms = Number.POSITIVE_INFINITY) {
      const entry: Held = { parcel, dueAt: clock.now() + ms, cancel() {} }
      held.push(entry)
      entry.cancel = clock.whenPassed(ms, () => free((each) => each === entry))
    },
    untilNext(parcel) {
      held.push({ parcel, dueAt: 'next', cancel() {} })
    },
    next: (to) => free(({ parcel, dueAt }) => dueAt === 'next' && parcel.to === to),
    release: (which) => free(({ parcel }) => which(parcel)),
    reset() {
      for (const { cancel } of held) cancel()
      held = []
    },
  }
}
