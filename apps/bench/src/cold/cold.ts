import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { spreadOf, type Spread } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { candidates, emptyProcess, type Candidate } from './candidates.ts'

interface Sample {
  /** Milliseconds for import and construction. */
  time: number
  /** Megabytes of memory after construction. */
  memory: number
  /** Milliseconds from the start of the process to its end. */
  whole: number
}

const run = promisify(execFile)

/** Measures T10: import and construction in a new process, compared with an empty process. */
export async function cold({ coldSamples }: Pace): Promise<Report> {
  const all = [emptyProcess, ...candidates]
  const samples = new Map<Candidate, Sample[]>(all.map((candidate) => [candidate, []]))
  const failures = new Map<Candidate, string>()
  // A warm-up round reads every file once, so that no sample includes disk reads.
  for (let round = -1; round < coldSamples; round++) {
    progress(`cold start: round ${round + 1} of ${coldSamples}`)
    for (const candidate of all) {
      if (failures.has(candidate)) continue
      try {
        const sample = await sampleOf(candidate)
        if (round >= 0) samples.get(candidate)!.push(sample)
      } catch (error) {
        failures.set(candidate, (error as Error).message.split('\n')[0]!)
      }
    }
  }
  return report(samples, failures)
}

async function sampleOf({ module, construct }: Candidate): Promise<Sample> {
  const script = `
    const started = performance.now()
    const m = await import(${JSON.stringify(module())})
    globalThis.client = ${construct || 'm'}
    const time = performance.now() - started
    process.stdout.write(JSON.stringify({ time, memory: process.memoryUsage.rss() / 1e6 }))
    process.exit()`
  const started = performance.now()
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { timeout: 30_000 })
  return { ...(JSON.parse(stdout) as Omit<Sample, 'whole'>), whole: performance.now() - started }
}

function report(samples: Map<Candidate, Sample[]>, failures: Map<Candidate, string>): Report {
  const empty = samples.get(emptyProcess)!
  const over = (candidate: Candidate, field: keyof Sample): Spread => {
    // Compared sample by sample, because both ran in the same round.
    return spreadOf(samples.get(candidate)!.map((sample, round) => sample[field] - empty[round]![field]))
  }
  const rows = candidates
    .filter((candidate) => !failures.has(candidate))
    .map((candidate) => ({
      label: candidate.label,
      time: over(candidate, 'time'),
      memory: over(candidate, 'memory'),
      whole: over(candidate, 'whole'),
    }))
    .sort((one, other) => one.time.median - other.time.median)
  const find = (wanted: string) => rows.find(({ label }) => label === wanted)
  const whole = spreadOf(empty.map((sample) => sample.whole))
  return {
    text: section(
      'T10: cold import and construct, over an empty process',
      table(
        ['Contender', 'ms', 'middle half', 'MB', 'middle half', 'whole process, ms', 'middle half'],
        rows.map(({ label, time, memory, whole: total }) => [
          label,
          ...spreadCells(time, 1),
          ...spreadCells(memory, 1),
          ...spreadCells(total, 0),
        ]),
      ),
      `The empty process took ${whole.median.toFixed(0)} ms (middle half ${whole.low.toFixed(0)} to ${whole.high.toFixed(0)}).`,
      [...failures].map(([{ label }, why]) => `Not in this run: ${label} (${why}).`).join('\n'),
    ),
    verdicts: [
      { target: targets.coldTime, measured: find('wazzup')?.time.median },
      { target: targets.coldMemory, measured: find('wazzup')?.memory.median },
      { target: targets.coldReceive, measured: find('wazzup, receiving')?.time.median },
    ],
  }
}
