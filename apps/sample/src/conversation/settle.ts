import { setTimeout as wait } from 'node:timers/promises'
import type { Emulator } from '@wazzup-kit/emulator'
import type { RunningHost } from '../hosts/host.ts'

/** How far the emulator's clock is moved while an event of the bot waits for a later time, in milliseconds. */
const step = 500
/** Number of such steps until the bot is left as it is. */
const mostSteps = 100

/** Waits until nothing follows any more from what happened: neither a delivery, nor a handler, nor a send. */
export async function settle(emulator: Emulator, { settled }: Pick<RunningHost, 'settled'>): Promise<void> {
  let before = -1
  for (let steps = 0; steps < mostSteps;) {
    await emulator.settled()
    const { left } = await settled()
    if (left > 0) {
      // A message is answered when no further one has come for two seconds. The echo of a reply waits for its response.
      steps++
      emulator.clock.advance(step)
      await wait(step / 10)
    } else if (before === countRequests(emulator)) return
    before = countRequests(emulator)
  }
}

function countRequests({ deliveries, requests }: Emulator): number {
  return deliveries.length + requests.length
}
