import { rm } from 'node:fs/promises'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { section, table } from '../tables.ts'
import { compile, createFolder, type Cost } from './compile.ts'
import { contenders, type Programs } from './programs.ts'

const compilers = [
  { version: '5.9', name: 'typescript-5.9' },
  { version: '7', name: 'typescript-7' },
]

/** The steps of a contender, and the program from which each of them is measured. */
const steps = ['import', '70 sends', '20 handlers'] as const
type Step = (typeof steps)[number]

/** Measures what the compiler needs for 70 sends and 20 handlers. */
export async function types({ turns }: Pace): Promise<Report> {
  const folder = await createFolder()
  try {
    const tables: string[] = []
    for (const { version, name } of compilers) {
      const costs = new Map<string, Cost[]>()
      for (let turn = 0; turn < turns; turn++) {
        progress(`types: TypeScript ${version}, turn ${turn + 1} of ${turns}`)
        await takeTurn(name, folder, costs)
      }
      tables.push(`### TypeScript ${version}`, costTable(costs))
    }
    const remark =
      'By `tsc --extendedDiagnostics`, with `strict` and `skipLibCheck`. `import` is measured on top of an empty file; sends ' +
      'and handlers on top of the import. Counts do not vary from run to run; time and memory are medians.'
    return { text: section('Types: what 70 sends and 20 handlers cost', ...tables, remark), verdicts: [] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Adds one measurement of each step of each contender. */
async function takeTurn(compiler: string, folder: string, costs: Map<string, Cost[]>): Promise<void> {
  const empty = await compile(compiler, folder, 'export {}\n')
  for (const contender of contenders) {
    const start = await compile(compiler, folder, contender.start)
    const sends = await compile(compiler, folder, contender.start + repeat(contender.sends, 70))
    const handlers = await compile(compiler, folder, contender.start + repeat(contender.handlers, 20))
    add(costs, contender, 'import', subtract(start, empty))
    add(costs, contender, '70 sends', subtract(sends, start))
    add(costs, contender, '20 handlers', subtract(handlers, start))
  }
}

function repeat(lines: readonly string[], count: number): string {
  return Array.from({ length: count }, (_, index) => `${lines[index % lines.length]}\n`).join('')
}

function subtract(one: Cost, other: Cost): Cost {
  return {
    instantiations: one.instantiations - other.instantiations,
    types: one.types - other.types,
    check: one.check - other.check,
    memory: one.memory - other.memory,
  }
}

function add(costs: Map<string, Cost[]>, { label }: Programs, step: Step, cost: Cost): void {
  const key = `${label}, ${step}`
  costs.set(key, [...(costs.get(key) ?? []), cost])
}

function costTable(costs: ReadonlyMap<string, readonly Cost[]>): string {
  const rows = steps.flatMap((step) =>
    contenders.map(({ label }) => {
      const key = `${label}, ${step}`
      const of = (name: keyof Cost) => spreadOf(costs.get(key)!.map((cost) => cost[name]))
      const check = of('check')
      return [
        key,
        of('instantiations').median.toLocaleString('en'),
        of('types').median.toLocaleString('en'),
        check.median.toFixed(0),
        `${check.low.toFixed(0)} to ${check.high.toFixed(0)}`,
        of('memory').median.toFixed(1),
      ]
    }),
  )
  return table(['Contender', 'instantiations', 'types', 'check, ms', 'middle half', 'memory, MB'], rows)
}
