import { startChild } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import type { Share } from './turn.ts'

const rounds = 1_000

/** T7: what it takes to validate a page of 100 good contacts, as a share of parsing it. */
export async function validation({ turns }: Pace): Promise<Report> {
  const child = await startChild(new URL('worker.ts', import.meta.url))
  try {
    const names = child.first.names as string[]
    const turn = (reader: string) => child.ask<Share>({ reader, rounds })
    progress(`validation: ${turns * 2} turns`)
    for (const name of names) for (let warmUp = 0; warmUp < 3; warmUp++) await turn(name)
    const shares = new Map<string, number[]>(names.map((name) => [name, []]))
    const parses: number[] = []
    for (let round = 0; round < turns * 2; round++) {
      for (const name of names) {
        const { share, parse } = await turn(name)
        shares.get(name)!.push(share)
        parses.push(parse)
      }
    }
    const spreads = new Map([...shares].map(([name, values]) => [name, spreadOf(values)]))
    const rows = [...spreads].map(([name, spread]) => [name, ...spreadCells(spread, 1)])
    const [parse, parseSpread] = spreadCells(spreadOf(parses), 0)
    return {
      text: section(
        'T7: validation of 100 good contacts, share of JSON.parse in %',
        table(['Reader', '%', 'middle half'], rows),
        `JSON.parse itself took ${parse} µs (middle half ${parseSpread}). ${turns * 2} turns of ${rounds} pages.`,
      ),
      verdicts: [{ target: targets.validation, measured: spreads.get(names[0]!)?.median }],
    }
  } finally {
    child.stop()
  }
}
