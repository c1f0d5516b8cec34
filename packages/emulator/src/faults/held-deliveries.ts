import type { EmulatorClock } from '../account/clock.ts'
import type { OutgoingDelivery, Subscriber } from '../webhooks/outgoing-delivery.ts'

/** Deliveries that faults hold back. */
export interface HeldDeliveries {
  /** Holds a delivery for milliseconds of the emulator's clock, or until it is released. */
  late(delivery: OutgoingDelivery, ms: number | undefined): void
  /** Holds a delivery until the next one to the same subscriber is posted. */
  untilNext(delivery: OutgoingDelivery): void
  /** Releases the deliveries that waited for a delivery to this subscriber. */
  next(to: Subscriber): void
  /** Releases the selected deliveries. */
  release(which: (delivery: OutgoingDelivery) => boolean): void
  reset(): void
}

interface Held {
  delivery: OutgoingDelivery
  dueAt: number | 'next'
  cancel(): void
}

/** Creates an empty set; `letGo` is called with each released delivery, in order of due time. */
export function createHeldDeliveries(
  clock: EmulatorClock,
  letGo: (delivery: OutgoingDelivery) => void,
): HeldDeliveries {
  let held: Held[] = []

  function free(which: (entry: Held) => boolean): void {
    const going = held.filter(which)
    held = held.filter((entry) => !going.includes(entry))
    const time = ({ dueAt }: Held): number => (dueAt === 'next' ? Number.POSITIVE_INFINITY : dueAt)
    // The difference of two infinities is NaN.
    going.sort((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)))
    for (const { delivery, cancel } of going) {
      cancel()
      letGo(delivery)
    }
  }

  return {
    late(delivery, ms = Number.POSITIVE_INFINITY) {
      const entry: Held = { delivery, dueAt: clock.now() + ms, cancel() {} }
      held.push(entry)
      entry.cancel = clock.whenPassed(ms, () => free((each) => each === entry))
    },
    untilNext(delivery) {
      held.push({ delivery, dueAt: 'next', cancel() {} })
    },
    next: (to) => free(({ delivery, dueAt }) => dueAt === 'next' && delivery.to === to),
    release: (which) => free(({ delivery }) => which(delivery)),
    reset() {
      for (const { cancel } of held) cancel()
      held = []
    },
  }
}
