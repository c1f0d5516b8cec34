import { startChild, type Child } from './child.ts'
import type { Entry } from './loopback/contenders.ts'
import type { Cost, Order } from './loopback/turn.ts'
import { progress } from './progress.ts'

/** Warmed-up contenders, each in its own process, and those that could not start. */
export interface Workers {
  turn(entry: Entry, order: Order): Promise<Cost>
  /** Contenders that run. */
  running: readonly Entry[]
  /** Reasons why the other contenders do not run. */
  missing: ReadonlyMap<Entry, string>
  stop(): void
}

/** Starts a process for each contender, which calls `origin` or the stub, and warms them up, two at a time. */
export async function startWorkers(
  entries: readonly Entry[],
  origin: string,
  warmUp: readonly Order[],
): Promise<Workers> {
  const children = new Map<Entry, Child>()
  const missing = new Map<Entry, string>()
  const waiting = [...entries]
  const startNext = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      let child: Child | undefined
      try {
        child = await startChild(new URL('loopback/worker.ts', import.meta.url), entry.file, origin)
        for (const order of warmUp) await child.ask(order)
        children.set(entry, child)
      } catch (error) {
        child?.stop()
        missing.set(entry, (error as Error).message)
        progress(`${entry.label} does not run: ${(error as Error).message}`)
      }
    }
  }
  await Promise.all([startNext(), startNext()])
  return {
    running: entries.filter((entry) => children.has(entry)),
    missing,
    turn: (entry, order) => children.get(entry)!.ask<Cost>(order),
    stop: () => children.forEach((child) => child.stop()),
  }
}
