import type { Emulator, RouteName } from '@wazzup-kit/emulator'

/** Share of calls and of deliveries that a fault strikes. */
const probability = 0.15

/** Lets responses be lost although the call took effect, and deliveries come late and again. */
export function breakThings(
  { faults }: Emulator,
  { seed, route }: { seed: number; route: readonly RouteName[] },
): void {
  faults.calls.next('response lost', { route: route[0]! })
  faults.deliveries.next('repeated')
  faults.calls.mix({
    probability,
    seed,
    route,
    kinds: ['response lost', 'connection reset', 'server error', 'server error after acceptance'],
  })
  faults.deliveries.mix({ probability, seed, kinds: ['repeated', { kind: 'late', ms: 300 }] })
}

/** Ends all faults, and lets go what they have held back. */
export function mendThings({ faults }: Emulator): void {
  faults.clear()
  faults.deliveries.release()
}
