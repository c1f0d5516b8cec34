import type { BrokenForm } from './break-body.ts'

/** Kinds of faults that strike a delivery, with their settings. */
export interface DeliveryFaultSettings {
  /** The delivery is never posted. */
  lost: {}
  /** The delivery is held back for some time. */
  late: {
    /**
     * Milliseconds by the emulator's clock.
     *
     * @default until it is released
     */
    ms?: number | undefined
  }
  /**
   * The delivery is posted, and its response awaited, before the call that caused it gets its own response: an echo
   * before the 201, as observed in production. Strikes only deliveries that a call caused.
   */
  early: {}
  /** The whole body is posted twice, as observed in production. */
  repeated: {}
  /** The delivery is held back until the next one to the same address is posted, or until it is released. */
  reordered: {}
  /** All messages and statuses that wait behind it for the same address are added to its body. */
  mixed: {}
  /**
   * The delivery is held back with the next ones to the same address until there are `size` of them, or until they are
   * released; then all are posted at the same moment, without waiting for each other's response. It is not known
   * whether Wazzup does this.
   */
  burst: {
    /**
     * Number of deliveries.
     *
     * @default 5
     */
    size?: number | undefined
  }
  /** The body of the delivery is malformed. */
  broken: {
    /**
     * Way in which the body is malformed.
     *
     * @default 'truncated json'
     */
    form?: BrokenForm | undefined
  }
}

/** Name of a fault of deliveries. */
export type DeliveryFaultKind = keyof DeliveryFaultSettings

/** Names of all faults of deliveries. */
export const deliveryFaultKinds: readonly DeliveryFaultKind[] = [
  'lost',
  'late',
  'early',
  'repeated',
  'reordered',
  'mixed',
  'burst',
  'broken',
]

/** A fault of deliveries with its settings: `{ kind: 'late', ms: 500 }`. */
export type DeliveryFault = {
  [Kind in DeliveryFaultKind]: { kind: Kind } & DeliveryFaultSettings[Kind]
}[DeliveryFaultKind]
