import type { Emulator } from '@wazzup-kit/emulator'

/** Share of calls and of deliveries that a fault strikes. */
const probability = 0.15

/** Lets responses of sends be lost although the message was accepted, and deliveries come late and again. */
export function breakThings({ faults }: Emulator, seed: number): void {
  faults.calls.next('response lost', { route: 'messages.send' })
  faults.deliveries.next('repeated')
  faults.calls.mix({
    probability,
    seed,
    kinds: ['response lost', 'connection reset', 'server error', 'server error after acceptance'],
  })
  faults.deliveries.mix({ probability, seed, kinds: ['repeated', 'reordered', { kind: 'late', ms: 300 }] })
}

/** Ends all faults, and lets go what they have held back. */
export function mendThings({ faults }: Emulator): void {
  faults.clear()
  faults.deliveries.release()
}
