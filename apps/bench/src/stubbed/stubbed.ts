import { missingText, runHeats } from '../heats.ts'
import { contenders } from '../loopback/contenders.ts'
import type { Pace } from '../pace.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'

/** Measures T2: the CPU time that an SDK adds to a call of a stubbed fetch. */
export async function stubbed({ turns, warmUpCalls }: Pace): Promise<Report> {
  const { standings, missing } = await runHeats({
    contenders: contenders.filter(({ on }) => on === 'fetch'),
    origin: 'stub',
    warmUp: [{ calls: warmUpCalls * 3, inFlight: 1 }],
    orders: [{ calls: 10_000, inFlight: 1 }],
    turns,
    compare: (cost, bare) => cost - bare,
  })
  const { of, anchor, anchorCost } = standings[0]!
  const rows = contenders
    .filter(({ label }) => of.has(label))
    .map((entry) => ({ entry, spread: spreadOf(of.get(entry.label)!) }))
    .sort((left, right) => left.spread.median - right.spread.median)
    .map(({ entry, spread }) => [entry.label, entry.kind, ...spreadCells(spread, 1)])
  rows.push(['bare call, against its neighbours', 'anchor', ...spreadCells(spreadOf(anchor), 1)])
  const ours = of.get('wazzup')
  return {
    text: section(
      'T2: SDK alone (fetch stubbed), CPU in µs per send beyond a bare call',
      table(['Contender', 'Kind', 'µs', 'middle half'], rows),
      `The bare call (stringify, stub, parse) took ${spreadOf(anchorCost).median.toFixed(1)} µs. ${turns} turns of each.`,
      missingText(missing),
    ),
    verdicts: [{ target: targets.sdkAlone, measured: ours && spreadOf(ours).median }],
  }
}
