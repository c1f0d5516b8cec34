import { startChild, type Child } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { loadReaders } from './readers.ts'
import type { Share } from './turn.ts'

const rounds = 1_000

/**
 * Measures T7: the time to validate 100 valid messages or contacts, as a share of parsing them. Each reader has its own
 * process, because object shapes that V8 has seen slow down the next reader.
 */
export async function validation({ turns }: Pace): Promise<Report> {
  const names = (await loadReaders()).map(({ name }) => name)
  const children = new Map<string, Child>()
  try {
    for (const name of names) children.set(name, await startChild(new URL('worker.ts', import.meta.url), name))
    progress(`validation: ${turns * 2} turns`)
    const shares = new Map<string, Share[]>(names.map((name) => [name, []]))
    // The first three are the warm-up.
    for (let round = -3; round < turns * 2; round++) {
      for (const [name, child] of children) {
        const share = await child.ask<Share>({ rounds })
        if (round >= 0) shares.get(name)!.push(share)
      }
    }
    const rows = [...shares].map(([name, measured]) => [
      name,
      ...spreadCells(spreadOf(measured.map(({ share }) => share)), 1),
      spreadOf(measured.map(({ parse }) => parse)).median.toFixed(0),
    ])
    const ours = shares.get(names[0]!)!.map(({ share }) => share)
    return {
      text: section(
        'T7: validation of 100 good items, share of JSON.parse in %',
        table(['Reader', '%', 'middle half', 'JSON.parse, µs'], rows),
        `${turns * 2} turns of ${rounds} bodies.`,
      ),
      verdicts: [{ target: targets.validation, measured: spreadOf(ours).median }],
    }
  } finally {
    for (const child of children.values()) child.stop()
  }
}
