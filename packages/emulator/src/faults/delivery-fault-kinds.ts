import type { BrokenForm } from './break-body.ts'

/** What can go wrong with one delivery, and what may be set about it. */
export interface DeliveryFaultSettings {
  /** It is never posted. */
  lost: {}
  /** It is held for `ms` of the emulator's clock; without `ms` until it is released. */
  late: { ms?: number | undefined }
  /**
   * It is posted, and its answer awaited, before the request that caused it gets its own: an echo before the 201, seen
   * live. Strikes only what a request caused.
   */
  early: {}
  /** The whole body is posted twice, seen live. */
  repeated: {}
  /** It is held until the next one to the same address is out; or until it is released. */
  reordered: {}
  /** All messages and statuses that wait behind it for the same address go into its body. */
  mixed: {}
  /**
   * It is held together with the next ones to the same address until they are `size`, 5 unless told otherwise, or
   * released; then all are posted at the same moment, none waiting for the answer to another. That Wazzup ever does so
   * is not known.
   */
  burst: { size?: number | undefined }
  /** Its body is spoilt, `truncated json` unless told otherwise. */
  broken: { form?: BrokenForm | undefined }
}

/** A fault of a delivery by its name. */
export type DeliveryFaultKind = keyof DeliveryFaultSettings

/** All faults of deliveries by name, as a list to draw from. */
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

/** A fault of a delivery with its settings: `{ kind: 'late', ms: 500 }`. */
export type DeliveryFault = {
  [Kind in DeliveryFaultKind]: { kind: Kind } & DeliveryFaultSettings[Kind]
}[DeliveryFaultKind]
