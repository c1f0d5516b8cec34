import { loadavg } from 'node:os'
import { startChild, type Child } from '../child.ts'
import type { Pace } from '../pace.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { quantile, spreadOf } from '../statistics.ts'
import { section, spreadCells, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { alone, anchor, contenders, received, type Entry } from './contenders.ts'
import { measurePostgres } from './postgres/contest.ts'
import { startRedis } from './redis.ts'
import { measureScale } from './scale.ts'
import type { Disorder, Latency, Rates } from './turn.ts'

/** All turns of one contender. */
interface Results {
  entry: Entry
  rates: readonly Rates[]
  milliseconds: readonly number[]
  outOfOrder: number
  /** Memory of the new process after its first turn, in MB. */
  memory: number
}

const messagesInOrder = 1_000

/** A turn takes most of a minute. */
const mostTurns = 5

/** Measures what it costs to store messages before they are handled. */
export async function store(pace: Pace): Promise<Report> {
  const redis = await startRedis()
  const started = new Map<Entry, Child>()
  const missing: string[] = []
  try {
    for (const entry of contenders) {
      if (entry.file === 'bullmq' && !redis) {
        missing.push(`Not in this run: ${entry.label} (there is no redis-server on this machine).`)
        continue
      }
      const given = redis ? [entry.file, redis.socket] : [entry.file]
      started.set(entry, await startChild(new URL('worker.ts', import.meta.url), ...given))
    }
    const results = await measureAll(started, pace)
    const load = `The load of the machine was ${loadavg()[0]!.toFixed(1)}.`
    started.forEach((child) => child.stop())
    const scale = await measureScale(pace)
    const postgres = await measurePostgres(pace, redis?.socket)
    const remarks = [...missing, load].join('\n')
    const text = section('T13: store, then handle', ...tables(results), remarks, scale.text, postgres.text)
    return { text, verdicts: [...verdicts(results, scale.opening), ...postgres.verdicts] }
  } finally {
    started.forEach((child) => child.stop())
    await redis?.stop()
  }
}

/** Runs all turns in rotation. The first turn warms up. */
async function measureAll(started: ReadonlyMap<Entry, Child>, { turns, storeMessages }: Pace): Promise<Results[]> {
  const rates = new Map<Entry, Rates[]>([...started.keys()].map((entry) => [entry, []]))
  const times = new Map<Entry, number[]>([...started.keys()].map((entry) => [entry, []]))
  const counted = Math.min(turns, mostTurns)
  const memory = new Map<Entry, number>()
  for (let turn = 0; turn <= counted; turn++) {
    progress(`store: turn ${turn} of ${counted}`)
    for (const [entry, child] of started) {
      const result = await child.ask<Rates>({ measure: 'rates', messages: storeMessages, alone: 200 })
      const { milliseconds } = await child.ask<Latency>({ measure: 'latency', messages: 250, perSecond: 50 })
      if (turn === 0) memory.set(entry, result.memory)
      if (turn === 0) continue
      rates.get(entry)!.push(result)
      times.get(entry)!.push(...milliseconds)
    }
  }
  const results: Results[] = []
  for (const [entry, child] of started) {
    const { outOfOrder } = await child.ask<Disorder>({ measure: 'order', messages: messagesInOrder })
    results.push({
      entry,
      rates: rates.get(entry)!,
      milliseconds: times.get(entry)!,
      outOfOrder,
      memory: memory.get(entry)!,
    })
  }
  return results
}

function tables(results: readonly Results[]): string[] {
  const base = results.find(({ entry }) => entry === anchor)!.rates
  const median = (rates: readonly Rates[], of: (rate: Rates) => number, digits = 0) =>
    spreadOf(rates.map(of)).median.toFixed(digits)
  const rows = results.map(({ entry, rates, milliseconds, outOfOrder, memory }) => [
    entry.label,
    median(rates, ({ appended }) => appended),
    median(rates, ({ alone }) => alone),
    median(rates, ({ handled }) => handled),
    ...spreadCells(spreadOf(timesOver(rates, base))),
    median(rates, ({ cpu }) => cpu),
    `${quantile(milliseconds, 0.5).toFixed(1)} / ${quantile(milliseconds, 0.99).toFixed(1)}`,
    `${rates[0]!.opened.toFixed(0)} / ${memory.toFixed(0)}`,
    String(outOfOrder),
  ])
  const head = [
    'Stores and handles messages',
    'stored/s',
    'one by one',
    'handled/s',
    'time over bare',
    'middle half',
    'µs CPU each',
    'p50 / p99, ms',
    'MB open / after',
    'out of order',
  ]
  const remark =
    '“stored/s” has 100 deliveries of one message in flight, “one by one” has one, “handled/s” has 20 handlers. ' +
    '“time over bare” is the time to store and handle a message, over that of the bare statements in the same turn. ' +
    'CPU is that of the process; Redis has a process of its own. p50 and p99 are at 50 messages per second, from the ' +
    'delivery to the end of its handler. Each chat writes two messages in a row. Memory is that of a new process and its first turn. “out of order” counts ' +
    `messages, of ${messagesInOrder} whose handlers take 0 to 10 ms, that ran beside or before an earlier one of their chat.`
  return [table(head, rows), remark]
}

/** Seconds to store and handle a message, over those of the bare statements, turn by turn. */
function timesOver(rates: readonly Rates[], base: readonly Rates[]): number[] {
  const time = ({ appended, handled }: Rates) => 1 / appended + 1 / handled
  return rates.map((rate, turn) => time(rate) / time(base[turn]!))
}

function verdicts(results: readonly Results[], opening: ReadonlyMap<number, number>): Report['verdicts'] {
  const base = results.find(({ entry }) => entry === anchor)!.rates
  const { rates, milliseconds, memory } = results.find(({ entry }) => entry === received)!
  const ofStore = results.find(({ entry }) => entry === alone)!.rates
  return [
    { target: targets.storeHandled, measured: 1_000_000 / spreadOf(rates.map(({ handled }) => handled)).median },
    { target: targets.storeOverBare, measured: spreadOf(timesOver(ofStore, base)).median },
    { target: targets.storeLatency, measured: quantile(milliseconds, 0.99) },
    { target: targets.storeMemory, measured: memory - rates[0]!.opened },
    { target: targets.storeOpening, measured: Math.max(...opening.values()) },
  ]
}
