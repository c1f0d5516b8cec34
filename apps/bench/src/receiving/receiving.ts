import { startChild } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { contenders, type Entry } from './contenders.ts'
import type { Order, Result } from './turn.ts'

/** Deliveries in one turn, by the number of items. Each turn takes about 100 milliseconds. */
const deliveries = [
  { items: 1, calls: 4_000 },
  { items: 100, calls: 400 },
  { items: 5_000, calls: 8 },
]

/** Measures T4: the CPU time from web Request to Response, compared with `request.json()` of the same bytes. */
export async function receiving({ turns }: Pace): Promise<Report> {
  const results = new Map<string, Result[]>()
  const missing: string[] = []
  for (const entry of contenders) {
    progress(`receiving: ${entry.label}`)
    try {
      results.set(entry.file, await resultsOf(entry, turns))
    } catch (error) {
      missing.push(`Not in this run: ${entry.label} (${(error as Error).message}).`)
    }
  }
  const ran = contenders.filter(({ file }) => results.has(file))
  const all = [...results.values()]
  const cells = (spreads: readonly (readonly number[])[]) => spreads.flatMap((values) => spreadCells(spreadOf(values)))
  const rows = ran.map(({ file, label, kind }) => [
    label,
    kind,
    ...cells(results.get(file)!.map(({ ratios }) => ratios)),
  ])
  const noise = deliveries.map((_, index) => all.flatMap((result) => result[index]!.noise))
  const ours = results.get('wazzup')?.map(({ ratios }) => spreadOf(ratios).median)
  const limit = results.get('request-json')?.map(({ json }) => `${json.toFixed(0)} µs`)
  return {
    text: section(
      'T4: receiving in process, web Request to Response, CPU over request.json() alone',
      table(
        ['Contender', 'Kind', ...deliveries.flatMap(({ items }) => [`${items} in a body`, 'middle half'])],
        [...rows, ['request.json(), against its neighbours', 'limit', ...cells(noise)]],
      ),
      `request.json() itself took ${limit?.join(', ')}. ${turns} turns of each. Each contender gets a body of its own shape.`,
      missing.join('\n'),
    ),
    verdicts: [targets.receiveOne, targets.receiveHundred, targets.receiveMany].map((target, index) => ({
      target,
      measured: ours?.[index],
    })),
  }
}

/** Measures a contender in a new process, against `request.json()` in the same process. */
async function resultsOf({ file }: Entry, turns: number): Promise<Result[]> {
  const child = await startChild(new URL('worker.ts', import.meta.url), file)
  try {
    const results: Result[] = []
    for (const delivery of deliveries) results.push(await child.ask<Result>({ ...delivery, turns } satisfies Order))
    return results
  } finally {
    child.stop()
  }
}
