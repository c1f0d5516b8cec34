import { setTimeout as wait } from 'node:timers/promises'
import type { Emulator } from '@wazzup-kit/emulator'
import type { RunningHost } from '../host.ts'

/** How far the emulator's clock is moved while an event of the bot waits for a later time, in milliseconds. */
const step = 500
/** Number of such steps until the bot is left as it is. */
const mostSteps = 100

/** Waits until nothing follows any more from what happened: neither a delivery, nor a handler, nor a send. */
export async function settle(emulator: Emulator, host: RunningHost): Promise<void> {
  let before = -1
  for (let steps = 0; steps < mostSteps;) {
    await emulator.settled()
    const { left } = (await host.settled?.()) ?? { left: 0 }
    if (left > 0) {
      // The echo of a reply waits for the response to the reply, and is looked at again half a second later.
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
