import type { OutgoingDelivery, Subscriber } from '../webhooks/outgoing-delivery.ts'

/** Deliveries that wait for each other, to be posted at the same moment. */
export interface Bursts {
  /** Holds it until it is one of so many. */
  begin(delivery: OutgoingDelivery, size: number): void
  /** Takes it in where another one for the same subscriber waits; gets whether it did. */
  join(delivery: OutgoingDelivery): boolean
  /** Lets those go at once, with all that wait together with them. */
  release(which: (delivery: OutgoingDelivery) => boolean): void
  reset(): void
}

/** Creates it without any deliveries; `letGo` gets those that are complete. */
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
