import { anchor, type Entry } from './loopback/contenders.ts'
import type { Order } from './loopback/turn.ts'
import { progress } from './progress.ts'
import { merged, rotate, type Rotation, type Standing } from './rotation.ts'
import { startWorkers } from './workers.ts'

export interface Heats {
  contenders: readonly Entry[]
  /** The origin to which all contenders send, or `stub`. */
  origin: string
  warmUp: readonly Order[]
  /** The measurements. Each results in one standing. */
  orders: readonly Order[]
  turns: number
  compare: Rotation['compare']
}

export interface Outcome {
  /** One standing for each order, by the contenders' labels. */
  standings: readonly Standing[]
  /** Why some contenders did not run. */
  missing: ReadonlyMap<string, string>
}

/** Contenders in one heat. A process that waits long for its turn loses optimised code and caches. */
const HEAT = 5

/** Measures contenders in heats, each with its own anchor that is warmed up together with them. */
export async function runHeats({ contenders, origin, warmUp, orders, turns, compare }: Heats): Promise<Outcome> {
  const standings: Standing[][] = orders.map(() => [])
  const missing = new Map<string, string>()
  for (let start = 0; start < contenders.length; start += HEAT) {
    const workers = await startWorkers([anchor, ...contenders.slice(start, start + HEAT)], origin, warmUp)
    try {
      if (!workers.running.includes(anchor)) throw new Error(`no anchor: ${workers.missing.get(anchor)}`)
      for (const [entry, why] of workers.missing) missing.set(entry.label, why)
      for (const [index, order] of orders.entries()) {
        const cpuOf = (entry: Entry) => async () => (await workers.turn(entry, order)).cpu
        const running = workers.running.filter((entry) => entry !== anchor)
        const rotation = new Map(running.map((entry) => [entry.label, cpuOf(entry)]))
        progress(`${running.map(({ label }) => label).join(', ')}: ${turns} turns, ${order.inFlight} in flight`)
        standings[index]!.push(await rotate({ anchor: cpuOf(anchor), contenders: rotation, turns, compare }))
      }
    } finally {
      workers.stop()
    }
  }
  return { standings: standings.map(merged), missing }
}

/** Returns a remark about contenders that are not in the table. */
export function missingText(missing: ReadonlyMap<string, string>): string {
  return [...missing].map(([label, why]) => `Not in this run: ${label} (${why}).`).join('\n')
}
