import { startChild, type Child } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Order, Result } from '../receiving/turn.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import type { Memory } from './worker.ts'

const deliveries = [
  { items: 1, calls: 4_000 },
  { items: 10, calls: 2_000 },
  { items: 100, calls: 400 },
  { items: 1_000, calls: 40 },
  { items: 5_000, calls: 8 },
]

interface Row {
  items: number
  /** Against `request.json()` of the same bytes. */
  ratios: readonly number[]
  /** Microseconds per message. */
  json: number
  memory: Memory
}

/** Measures T12: the cost of one message in deliveries of 1 to 5,000 messages, which should not grow. */
export async function growth({ turns }: Pace): Promise<Report> {
  const receiver = await startChild(new URL('../receiving/worker.ts', import.meta.url), 'wazzup')
  const holder = await startChild(new URL('worker.ts', import.meta.url))
  try {
    const rows: Row[] = []
    for (const delivery of deliveries) {
      progress(`growth: ${delivery.items} messages`)
      rows.push(await rowOf(receiver, holder, { ...delivery, turns }))
    }
    return report(rows, turns)
  } finally {
    receiver.stop()
    holder.stop()
  }
}

async function rowOf(receiver: Child, holder: Child, order: Order): Promise<Row> {
  const { ratios, json } = await receiver.ask<Result>(order)
  // The first measurement includes compiling and loading.
  await holder.ask<Memory>({ items: order.items })
  const memory = await holder.ask<Memory>({ items: order.items })
  return { items: order.items, ratios, json: json / order.items, memory }
}

function report(rows: readonly Row[], turns: number): Report {
  const ratioAt = (wanted: number) => spreadOf(rows.find(({ items }) => items === wanted)!.ratios).median
  const cells = rows.map(({ items, ratios, json, memory }) => [
    String(items),
    (json * spreadOf(ratios).median).toFixed(2),
    json.toFixed(2),
    ...spreadCells(spreadOf(ratios)),
    // With few messages, the memory of the process itself dominates.
    items < 100 ? '' : memory.events.toFixed(0),
    items < 100 ? '' : memory.json.toFixed(0),
  ])
  return {
    text: section(
      'T12: one message in a delivery that grows',
      table(['Messages', 'µs each', 'request.json()', 'ratio', 'middle half', 'bytes each', 'parsed JSON'], cells),
      `Bytes are what the heap holds while the last message is handled, with events and contexts. ${turns} turns of each.`,
    ),
    verdicts: [{ target: targets.growth, measured: ratioAt(5_000) / ratioAt(100) }],
  }
}
