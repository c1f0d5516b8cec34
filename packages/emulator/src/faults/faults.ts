import type { CallFaults } from './call-faults.ts'
import type { DeliveryFaults } from './delivery-faults.ts'

/** Makes calls and deliveries go wrong on demand. */
export interface Faults {
  /** Faults of the calls that your app makes. */
  readonly calls: CallFaults
  /** Faults of the deliveries that your app receives. */
  readonly deliveries: DeliveryFaults
  /** Switches all faults off. Deliveries that are held back remain held: see {@link DeliveryFaults.release}. */
  clear(): void
}

/** Combines the faults of calls and of deliveries. */
export function createFaults(calls: CallFaults, deliveries: DeliveryFaults): Faults {
  return {
    calls,
    deliveries,
    clear() {
      calls.clear()
      deliveries.clear()
    },
  }
}
