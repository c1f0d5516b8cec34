import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import type { Pace } from '../../pace.ts'
import { progress } from '../../progress.ts'
import type { Report } from '../../report.ts'
import { quantile, spreadOf } from '../../statistics.ts'
import { table } from '../../tables.ts'
import { targets } from '../../targets.ts'
import { runTurn, type Amounts, type GroupEntry, type Turn } from './group.ts'
import { measureClaims } from './scale.ts'

const ours = (processes: number): GroupEntry => ({
  label: `wazzup-kit, receiver on PostgreSQL, ${processes === 1 ? 'one process' : `${processes} processes`}`,
  file: 'postgres',
  processes,
})

const alone = ours(1)

const entries: readonly GroupEntry[] = [
  alone,
  ours(2),
  ours(4),
  { label: 'pg-boss 12, one process', file: 'pg-boss', processes: 1 },
  { label: 'pg-boss 12, 4 processes', file: 'pg-boss', processes: 4 },
  { label: 'BullMQ 6 on Redis, one process', file: 'bullmq', processes: 1 },
]

/** A turn takes most of a minute. */
const mostTurns = 3

/** PostgreSQL waits for the disk and runs in other processes, so fewer messages give the same rates. */
const shareOfMessages = 0.25

/** Measures the store in PostgreSQL beside queues that do the same work, with one and with several processes. */
export async function measurePostgres(pace: Pace, redis: string | undefined): Promise<Report> {
  if (skipReason) return { text: `Not in this run: PostgreSQL (${skipReason}).`, verdicts: [] }
  const server = await startServer({ settings: ['fsync=on', 'shared_buffers=256MB'] })
  try {
    const missing = redis ? '' : 'Not in this run: BullMQ (there is no redis-server on this machine).'
    const present = entries.filter(({ file }) => file !== 'bullmq' || redis)
    const turns = await runTurns(server, redis, present, pace)
    const claims = await measureClaims(server, pace)
    const rows = present.map((entry) => rowOf(entry, turns.get(entry)!))
    const { handled, latencies } = summaryOf(turns.get(alone)!)
    return {
      text: [table(head, rows), remark, missing, claims.text].filter((part) => part !== '').join('\n\n'),
      verdicts: [
        { target: targets.postgresHandled, measured: 1_000_000 / handled },
        { target: targets.postgresLatency, measured: quantile(latencies, 0.99) },
        { target: targets.postgresClaim, measured: claims.p99 },
      ],
    }
  } finally {
    await server.stop()
  }
}

/** Runs all turns in rotation. */
async function runTurns(
  server: TestServer,
  redis: string | undefined,
  present: readonly GroupEntry[],
  { turns, storeMessages }: Pace,
): Promise<Map<GroupEntry, Turn[]>> {
  const results = new Map<GroupEntry, Turn[]>(present.map((entry) => [entry, []]))
  const amounts: Amounts = { messages: Math.ceil((storeMessages * shareOfMessages) / 4) * 4, slow: 252, ordered: 1_000 }
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-bench-group-'))
  const pool = server.connect({ max: 1 })
  const counted = Math.min(turns, mostTurns)
  try {
    for (let turn = 1; turn <= counted; turn++) {
      progress(`store in PostgreSQL: turn ${turn} of ${counted}`)
      for (const entry of present) {
        const schema = `turn_${turn}_${entry.file.replace('-', '_')}_${entry.processes}`
        const placeOf = (name: string) => ({ folder, redis, postgres: { url: server.url, schema: name } })
        const places = { rates: placeOf(schema), order: placeOf(`${schema}_order`) }
        results.get(entry)!.push(await runTurn(entry, places, amounts))
        await pool.query(`DROP SCHEMA IF EXISTS ${schema}, ${schema}_order CASCADE`)
      }
    }
  } finally {
    await pool.end()
    rmSync(folder, { recursive: true })
  }
  return results
}

const head = [
  'Stores and handles messages',
  'stored/s',
  'handled/s',
  'middle half',
  'µs CPU each',
  'p50 / p99, ms',
  'out of order',
  'run again',
]

const remark =
  'All processes share one PostgreSQL with `fsync`, or one Redis with `appendfsync always`, and each has 20 handlers. ' +
  'Each turn has new processes and an empty database. “stored/s” has 100 deliveries in flight in all processes together. ' +
  'CPU is that of the processes, without the server. p50 and p99 are at 50 messages per second, from the delivery to the ' +
  'end of its handler, in any process. “out of order” counts messages, of 1000 in each turn whose handlers take 0 to 10 ' +
  'ms, that ran beside or before an earlier one of their chat; the median of the turns.'

function summaryOf(turns: readonly Turn[]) {
  return {
    handled: spreadOf(turns.map((turn) => turn.handled)).median,
    latencies: turns.flatMap((turn) => turn.latencies),
  }
}

function rowOf(entry: GroupEntry, turns: readonly Turn[]): string[] {
  const median = (of: (turn: Turn) => number) => spreadOf(turns.map(of)).median.toFixed(0)
  const { low, high } = spreadOf(turns.map((turn) => turn.handled))
  const { latencies } = summaryOf(turns)
  return [
    entry.label,
    median((turn) => turn.appended),
    median((turn) => turn.handled),
    `${low.toFixed(0)} to ${high.toFixed(0)}`,
    median((turn) => turn.cpu),
    `${quantile(latencies, 0.5).toFixed(1)} / ${quantile(latencies, 0.99).toFixed(1)}`,
    median((turn) => turn.outOfOrder),
    median((turn) => turn.again),
  ]
}
