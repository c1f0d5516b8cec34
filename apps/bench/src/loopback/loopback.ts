import { startChild } from '../child.ts'
import { missingText, runHeats, type Outcome } from '../heats.ts'
import type { Pace } from '../pace.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { contenders } from './contenders.ts'
import type { Order } from './turn.ts'

const many: Order = { calls: 800, inFlight: 64 }
const one: Order = { calls: 300, inFlight: 1 }

/** Measures T1 and T3: the CPU time of one send over loopback, compared with raw fetch. */
export async function loopback({ turns, warmUpCalls }: Pace): Promise<Report> {
  const server = await startChild(new URL('server.ts', import.meta.url))
  try {
    const outcome = await runHeats({
      contenders,
      origin: `http://127.0.0.1:${String(server.first.port)}`,
      warmUp: [
        { calls: warmUpCalls, inFlight: 64 },
        { calls: Math.ceil(warmUpCalls / 20), inFlight: 1 },
      ],
      orders: [many, one],
      turns,
      compare: (cost, anchored) => cost / anchored,
    })
    return report(outcome, turns)
  } finally {
    server.stop()
  }
}

function report({ standings, missing }: Outcome, turns: number): Report {
  const [withMany, withOne] = standings as [Outcome['standings'][number], Outcome['standings'][number]]
  const rows = contenders
    .filter(({ label }) => withMany.of.has(label))
    .map((entry) => ({
      entry,
      many: spreadOf(withMany.of.get(entry.label)!),
      one: spreadOf(withOne.of.get(entry.label)!),
    }))
    .sort((left, right) => left.many.median - right.many.median)
    .map(({ entry, many, one }) => [entry.label, entry.kind, entry.on, ...spreadCells(many), ...spreadCells(one)])
  const [noise, noiseOfOne] = [spreadOf(withMany.anchor), spreadOf(withOne.anchor)]
  rows.push(['raw fetch, against its neighbours', 'anchor', 'fetch', ...spreadCells(noise), ...spreadCells(noiseOfOne)])
  const costs = [withMany, withOne].map(({ anchorCost }) => spreadOf(anchorCost).median.toFixed(0))
  const ours = [withMany, withOne].map(({ of }) => median(of.get('wazzup')))
  const oursOnNode = [withMany, withOne].map(({ of }) => median(of.get('wazzup on nodeFetch()')))
  return {
    text: section(
      'T1, T3: one send over loopback, CPU per call over raw fetch',
      table(['Contender', 'Kind', 'On', '64 in flight', 'middle half', '1 in flight', 'middle half'], rows),
      `Raw fetch itself took ${costs[0]} µs and ${costs[1]} µs of CPU per call. ${turns} turns of each.`,
      missingText(missing),
    ),
    verdicts: [
      { target: targets.sendMany, measured: ours[0] },
      { target: targets.sendOne, measured: ours[1] },
      { target: targets.nodeMany, measured: oursOnNode[0] },
      { target: targets.nodeOne, measured: oursOnNode[1] },
    ],
  }
}

function median(values: readonly number[] | undefined): number | undefined {
  return values && spreadOf(values).median
}
