import type { TestServer } from '@wazzup-kit/test-postgres'
import { startChild } from '../../child.ts'
import type { Pace } from '../../pace.ts'
import { progress } from '../../progress.ts'
import { quantile } from '../../statistics.ts'
import { table } from '../../tables.ts'
import type { Claims, OutboxRates, ScaleOrder } from '../scale-turn.ts'

const claimTurns = 200

/** Lanes that one process adds before it responds. */
const mostFilled = 50_000

/** Measures claims while more and more lanes wait. Returns the p99 with the most of them. */
export async function measureClaims(
  server: TestServer,
  { waitingLanes, storeMessages }: Pace,
): Promise<{ text: string; p99: number }> {
  const rows: string[][] = []
  let from = 0
  let p99 = Number.NaN
  for (const lanes of waitingLanes) {
    progress(`store in PostgreSQL: ${lanes} waiting lanes`)
    for (; lanes - from > mostFilled; from += mostFilled) {
      await ask<Claims>(server, { measure: 'claims', from, to: from + mostFilled, turns: 0 })
    }
    const { milliseconds } = await ask<Claims>(server, { measure: 'claims', from, to: lanes, turns: claimTurns })
    from = lanes
    p99 = quantile(milliseconds, 0.99)
    rows.push([String(lanes), quantile(milliseconds, 0.5).toFixed(2), p99.toFixed(2)])
  }
  const messages = Math.ceil(storeMessages / 4)
  const { stored, alone } = await ask<OutboxRates>(server, { measure: 'outbox', messages, alone: 200 })
  const remark = `In PostgreSQL, \`outbox.send\` stores ${stored.toFixed(0)} messages per second with 100 in flight, ${alone.toFixed(0)} with one.`
  return { text: `${table(['Lanes that wait in PostgreSQL', 'claim 20, p50, ms', 'p99'], rows)}\n\n${remark}`, p99 }
}

async function ask<Result>(server: TestServer, order: ScaleOrder): Promise<Result> {
  const child = await startChild(new URL('../scale-worker.ts', import.meta.url), server.url)
  try {
    return await child.ask<Result>(order)
  } finally {
    child.stop()
  }
}
