import type { Emulator } from '@wazzup-kit/emulator'
import type { RunningHost } from '../host.ts'

/** Waits until nothing follows any more from what happened: neither a delivery, nor a handler, nor a send. */
export async function settle(emulator: Emulator, host: RunningHost): Promise<void> {
  for (let before = -1; before !== countRequests(emulator); ) {
    before = countRequests(emulator)
    await emulator.settled()
    await host.settled?.()
  }
}

function countRequests({ deliveries, requests }: Emulator): number {
  return deliveries.length + requests.length
}
