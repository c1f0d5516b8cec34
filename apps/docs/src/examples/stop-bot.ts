import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Emulator } from '@wazzup-kit/emulator'

/** How a bot ended that got SIGTERM while it handled a delivery. */
export interface Stop {
  /** The status of the response to that delivery. */
  status: number | undefined
  /** The exit code of the process, or the signal that ended it. */
  ended: unknown
}

/** Milliseconds in which a process must end. Longer than Node keeps an idle connection open. */
const longest = 20_000

/** Sends SIGTERM to a bot while the response to its reply is still on its way. */
export async function stopWhileReplying(emulator: Emulator, child: ChildProcess): Promise<Stop> {
  emulator.faults.calls.next('slow headers', { route: 'messages.send', ms: 1_000 })
  emulator.simulate.customer.send({ text: 'Goodbye' })
  const isReplying = () => emulator.ledger.some(({ text }) => text?.endsWith('Goodbye'))
  for (let tries = 0; !isReplying() && tries < 500; tries++) await wait(20)

  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  child.kill('SIGTERM')
  await emulator.settled()
  const delivery = emulator.deliveries.find(({ body }) => JSON.stringify(body).includes('Goodbye'))
  const ending = await Promise.race([closed, wait(longest, undefined, { ref: false })])
  return {
    status: delivery?.response?.status,
    ended: ending ? (ending[1] ?? ending[0]) : `still runs after ${longest} ms`,
  }
}
