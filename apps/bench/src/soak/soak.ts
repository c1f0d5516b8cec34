/**
 * Lets customers of four keys write to a bot for a long time, with faults, and prints what was lost, sent twice or out of
 * order: `soak.ts [sqlite] [postgres] [--minutes 30] [--per-second 200]`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { skipReason, startServer } from '@wazzup-kit/test-postgres'
import { table } from '../tables.ts'
import { runSoak, type SoakResult } from './run.ts'

const { values, positionals } = parseArgs({
  // Some package managers pass on the `--` before the arguments of a script.
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '30' },
    'per-second': { type: 'string', default: '200' },
  },
})
const load = { minutes: Number(values.minutes), perSecond: Number(values['per-second']) }
if (!(load.minutes > 0 && load.perSecond > 0)) throw new Error('--minutes and --per-second must be numbers above 0')

const stores = {
  async sqlite() {
    const folder = mkdtempSync(join(tmpdir(), 'wazzup-soak-'))
    try {
      return await runSoak({ label: 'SQLite', database: join(folder, 'bot.db'), ...load })
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  async postgres() {
    if (skipReason) throw new Error(skipReason)
    const server = await startServer({ settings: ['fsync=on'] })
    try {
      return await runSoak({ label: 'PostgreSQL', database: server.url, ...load })
    } finally {
      await server.stop()
    }
  },
}

const named = positionals.length > 0 ? positionals : Object.keys(stores)
const unknown = named.filter((name) => !Object.hasOwn(stores, name))
if (unknown.length > 0) throw new Error(`no such store: ${unknown.join(', ')}; there are sqlite, postgres`)

const results: SoakResult[] = []
for (const name of named) results.push(await stores[name as keyof typeof stores]())

/** In a shorter run, a process only warms up. */
const leastMinutesForGrowth = 10

function withGrowth(value: number, growth: number): string {
  if (load.minutes < leastMinutesForGrowth) return value.toFixed(0)
  return `${value.toFixed(0)} (${growth < 0 ? '' : '+'}${growth.toFixed(1)})`
}

const head = [
  'Store',
  'messages / deliveries per second',
  'promised',
  'lost',
  'run again',
  'out of order',
  'answers due',
  'lost answers',
  'sent twice',
  'unknown',
  'p50 / p99, ms',
  'heap, MB (per hour)',
  'rss, MB (per hour)',
]
const rows = results.map((result) => [
  result.label,
  `${result.perSecond.toFixed(0)} / ${result.deliveriesPerSecond.toFixed(0)}`,
  String(result.promised),
  String(result.lost),
  String(result.again),
  String(result.outOfOrder),
  String(result.answers),
  String(result.lostAnswers),
  String(result.duplicates),
  String(result.unknown),
  `${result.p50.toFixed(1)} / ${result.p99.toFixed(1)}`,
  withGrowth(result.heap, result.heapGrowth),
  withGrowth(result.memory, result.memoryGrowth),
])
const remark =
  '“promised” counts messages whose delivery got 200; “lost” those of them that were not handled. “run again” counts ' +
  'messages that were handled more than once. An answer is lost if it was neither sent nor reported as unknown. The ' +
  'memory is that of the bot; its growth is the slope of its floor without the first quarter of the run, and is shown for ' +
  '10 minutes or more. Deliveries are also ' +
  'repeats, and echoes and statuses of the answers. Each key posts them one after another, so fewer messages are written ' +
  'than asked for when that is too slow.'
console.log(`## Soak: ${load.minutes} minutes, four keys, faults on\n\n${table(head, rows)}\n\n${remark}`)
for (const { label, errors, left } of results) {
  if (left > 0) console.log(`\n${label}: ${left} events still waited at the end.`)
  for (const error of errors) console.log(`\n${label}: ${error}`)
}
const isClean = results.every(({ lost, outOfOrder, lostAnswers, duplicates, left }) => {
  return lost + outOfOrder + lostAnswers + duplicates + left === 0
})
if (!isClean) process.exitCode = 1
