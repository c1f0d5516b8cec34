import type { OutgoingDelivery, Subscriber } from '../webhooks/outgoing-delivery.ts'

/** Deliveries that are held until enough of them can be posted at the same moment. */
export interface Bursts {
  /** Begins a burst with this delivery, held until there are `size` deliveries. */
  begin(delivery: OutgoingDelivery, size: number): void
  /** Adds a delivery to the burst of its subscriber. Returns whether there is one. */
  join(delivery: OutgoingDelivery): boolean
  /** Releases the bursts that contain such a delivery. */
  release(which: (delivery: OutgoingDelivery) => boolean): void
  reset(): void
}

/** Creates an empty set of bursts; `letGo` is called with each complete one. */
export function createBursts(letGo: (to: Subscriber, together: readonly OutgoingDelivery[]) => void): Bursts {
  let open: { to: Subscriber; deliveries: OutgoingDelivery[]; size: number }[] = []

  function go(which: (group: (typeof open)[number]) => boolean): void {
    const going = open.filter(which)
    open = open.filter((group) => !going.includes(group))
    for (const { to, deliveries } of going) letGo(to, deliveries)
  }

  const isComplete = ({ deliveries, size }: (typeof open)[number]): boolean => deliveries.length >= size

  return {
    begin(delivery, size) {
      open.push({ to: delivery.to, deliveries: [delivery], size })
      go(isComplete)
    },
    join(delivery) {
      const group = open.find(({ to }) => to === delivery.to)
      group?.deliveries.push(delivery)
      go(isComplete)
      return group !== undefined
    },
    release: (which) => go(({ deliveries }) => deliveries.some(which)),
    reset() {
      open = []
    },
  }
}
