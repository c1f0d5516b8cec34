/** Runs all benchmarks, or the named parts, and prints Markdown. `--quick` takes fewer turns; `--million` fills a store with 1,000,000 lanes. */
import { cpus } from 'node:os'
import { bundle } from './bundle/bundle.ts'
import { cold } from './cold/cold.ts'
import { growth } from './growth/growth.ts'
import { install } from './install/install.ts'
import { loopback } from './loopback/loopback.ts'
import { fullPace, quickPace, type Pace } from './pace.ts'
import { progress } from './progress.ts'
import { verdictTable, type Report } from './report.ts'
import { receiving } from './receiving/receiving.ts'
import { serving } from './serving/serving.ts'
import { store } from './store/store.ts'
import { stubbed } from './stubbed/stubbed.ts'
import { section } from './tables.ts'
import type { Verdict } from './targets.ts'
import { types } from './types/types.ts'
import { validation } from './validation/validation.ts'

const parts: Record<string, (pace: Pace) => Promise<Report>> = {
  loopback,
  stubbed,
  receiving,
  serving,
  growth,
  validation,
  bundle,
  cold,
  install,
  types,
  store,
}

const given = process.argv.slice(2)
const quick = given.includes('--quick')
const named = given.filter((argument) => !argument.startsWith('-'))
const unknown = named.filter((name) => !(name in parts))
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)

const chosen = quick ? quickPace : fullPace
const pace = given.includes('--million') ? { ...chosen, waitingLanes: [...chosen.waitingLanes, 1_000_000] } : chosen
const print = (text: string) => process.stdout.write(`${text}\n\n`)
const verdicts: Verdict[] = []

print(
  `# Bench\n\nNode ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${quick ? 'quick' : 'full'} run.`,
)
for (const [name, part] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue
  progress(`== ${name}`)
  try {
    const report = await part(pace)
    print(report.text)
    verdicts.push(...report.verdicts)
  } catch (error) {
    print(section(name, `This part failed: ${(error as Error).message}`))
    process.exitCode = 1
  }
}
if (verdicts.length > 0)
  print(section('Targets', verdictTable(verdicts), quick ? 'A quick run decides nothing: its turns are too few.' : ''))
progress('done')
