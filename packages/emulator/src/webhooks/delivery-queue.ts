import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import { mayShare } from './bodies.ts'
import type { OutgoingDelivery } from './outgoing-delivery.ts'

/** Deliveries that wait to be posted, one after another. */
export interface DeliveryQueue {
  /** Adds deliveries to the queue. Those of one call are posted at the same moment. */
  push(...together: readonly OutgoingDelivery[]): void
  /** Registers work that may still push deliveries. */
  expect(work: Promise<unknown>): void
  /** Resolves when no delivery waits or is pending, and all registered work is done. */
  settled(): Promise<void>
  reset(): void
}

/**
 * Waits until this turn of the event loop is done, for example until the app has read the 201 before its echo. It uses
 * no
 * timer, because a mocked one would not fire.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** Adds the items of `from` to the body of `into`. */
function mix(into: OutgoingDelivery, from: OutgoingDelivery): void {
  for (const kind of ['messages', 'statuses'] as const) {
    const items = from.body[kind]
    if (items === undefined) continue
    into.body = { ...into.body, [kind]: [...(into.body[kind] ?? []), ...items] }
    if (!into.kinds.includes(kind)) into.kinds.push(kind)
  }
}

/** Creates an empty queue; `post` posts one delivery. */
export const createDeliveryQueue = rule(
  [
    {
      id: 'delivery/order',
      sentence: 'Deliveries are posted one after another, those of a request after its response.',
      docUrl: docUrls.webhooks,
      basis: 'our assumption',
      option: 'faults.deliveries',
    },
    {
      id: 'delivery/burst',
      sentence: 'Several deliveries may be posted at the same moment: the documentation does not exclude it.',
      docUrl: docUrls.webhooks,
      basis: 'our assumption',
      option: "faults.deliveries.next('burst')",
    },
  ],
  (post: (delivery: OutgoingDelivery) => Promise<void>): DeliveryQueue => {
    const waiting: (readonly OutgoingDelivery[])[] = []
    const pending = new Set<Promise<unknown>>()
    let running = false

    async function run(): Promise<void> {
      running = true
      try {
        await turn()
        for (let together = waiting.shift(); together; together = waiting.shift()) {
          await Promise.all(together.map(post))
          await turn()
        }
      } finally {
        running = false
      }
    }

    function expect(work: Promise<unknown>): void {
      pending.add(work)
      const forget = (): void => void pending.delete(work)
      work.then(forget, forget)
    }

    return {
      push(...together) {
        const [delivery, ...more] = together
        const open = waiting.flat().find(({ to, fault }) => to === delivery?.to && fault?.kind === 'mixed')
        const joins = more.length === 0 && (delivery?.fault === undefined || delivery.fault.kind === 'mixed')
        if (delivery && open && joins && mayShare(delivery.body)) mix(open, delivery)
        else waiting.push(together)
        if (!running) expect(run())
      },
      expect,
      async settled() {
        while (pending.size > 0) await Promise.allSettled(pending)
      },
      reset() {
        waiting.length = 0
      },
    }
  },
)

/** Functions of this file that implement rules. */
export const queueRules = [createDeliveryQueue]
