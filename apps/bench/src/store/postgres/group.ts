import { setTimeout as pause } from 'node:timers/promises'
import { startChild, type Child } from '../../child.ts'
import type { Place } from '../contender.ts'
import { chatOf } from '../messages.ts'
import type { Appended, Counted, MemberOptions, MemberOrder, Reported, Run } from './orders.ts'

/** A contender in one or several processes. */
export interface GroupEntry {
  label: string
  file: string
  processes: number
}

/** Numbers of messages of a turn. */
export interface Amounts {
  /** Stored, then handled. */
  messages: number
  /** At 50 per second. */
  slow: number
  /** Whose handlers take 0 to 10 milliseconds. */
  ordered: number
}

/** Results of one turn. */
export interface Turn {
  /** Messages stored, and handled, per second. */
  appended: number
  handled: number
  /** Microseconds of CPU of all processes for each message that was stored and handled. */
  cpu: number
  /** Milliseconds from a delivery to the end of its handler. */
  latencies: readonly number[]
  outOfOrder: number
  /** Messages whose handler ran again. */
  again: number
}

const inFlight = 100
const perSecond = 50

/** Milliseconds by which clocks of two processes may differ. */
const clockError = 1

/** The processes of a contender. */
interface Group {
  members: readonly Child[]
  /** Gives all processes an order. */
  tell<Result>(given: MemberOrder): Promise<Result[]>
  untilHandled(count: number): Promise<void>
}

/** Runs a turn in new processes. */
export async function runTurn(
  entry: GroupEntry,
  places: { rates: Place; order: Place },
  { messages, slow, ordered }: Amounts,
): Promise<Turn> {
  const rates = await withGroup(entry, places.rates, async (group) => {
    const stored = await measureRates(group, messages)
    return { ...stored, latencies: await measureLatencies(group, messages, messages + slow) }
  })
  const outOfOrder = await withGroup(entry, places.order, (group) => measureDisorder(group, ordered))
  return { ...rates, outOfOrder }
}

async function withGroup<Result>(
  entry: GroupEntry,
  place: Place,
  use: (group: Group) => Promise<Result>,
): Promise<Result> {
  const options: MemberOptions = { file: entry.file, place }
  const members: Child[] = []
  const startMember = () => startChild(new URL('worker.ts', import.meta.url), JSON.stringify(options))
  const tell = <Answer>(given: MemberOrder) => Promise.all(members.map((member) => member.ask<Answer>(given)))
  async function untilHandled(count: number): Promise<void> {
    for (;;) {
      const counts = await tell<Counted>({ order: 'count' })
      if (counts.reduce((sum, { handled }) => sum + handled, 0) >= count) return
      await pause(20)
    }
  }
  try {
    // One after the other, because the first one creates the tables.
    while (members.length < entry.processes) members.push(await startMember())
    const result = await use({ members, tell, untilHandled })
    await tell({ order: 'close' })
    return result
  } finally {
    for (const member of members) member.stop()
  }
}

/** Stores messages in all processes, and then handles them in all processes. */
async function measureRates({ members, tell, untilHandled }: Group, messages: number) {
  const share = Math.ceil(messages / members.length / 2) * 2
  const stored = await Promise.all(
    members.map((member, index) => {
      const to = Math.min(messages, (index + 1) * share)
      return member.ask<Appended>({ order: 'append', from: index * share, to, inFlight: inFlight / members.length })
    }),
  )
  const appendTime = Math.max(...stored.map(({ end }) => end)) - Math.min(...stored.map(({ begin }) => begin))
  const begin = now()
  await tell({ order: 'handle' })
  await untilHandled(messages)
  const reports = await tell<Reported>({ order: 'report' })
  const runs = reports.flatMap((report) => report.runs)
  const handleTime = runs.reduce((last, [, , end]) => Math.max(last, end), begin) - begin
  return {
    appended: messages / (appendTime / 1_000),
    handled: messages / (handleTime / 1_000),
    cpu: [...stored, ...reports].reduce((sum, each) => sum + each.cpu, 0) / messages,
    again: runs.length - new Set(runs.map(([number]) => number)).size,
  }
}

/** Stores messages at a slow rate, in turn in each process, while all processes handle. */
async function measureLatencies({ members, tell, untilHandled }: Group, from: number, to: number) {
  const startAt = now() + 300 - (from * 1_000) / perSecond
  const stored = await Promise.all(
    members.map((member, index) => {
      const step = members.length
      return member.ask<Appended>({ order: 'append slowly', from: from + index, to, step, perSecond, startAt })
    }),
  )
  await untilHandled(to)
  const starts = new Map(stored.flatMap((each) => each.starts))
  const reports = await tell<Reported>({ order: 'report' })
  return reports
    .flatMap(({ runs }) => runs)
    .flatMap(([number, , end]) => {
      const start = starts.get(number)
      return start === undefined ? [] : [end - start]
    })
}

/** Handles messages that wait, in handlers that take 0 to 10 milliseconds. */
async function measureDisorder({ members, tell, untilHandled }: Group, messages: number): Promise<number> {
  await members[0]!.ask({ order: 'append', from: 0, to: messages, inFlight })
  await tell({ order: 'work' })
  await tell({ order: 'handle' })
  await untilHandled(messages)
  const reports = await tell<Reported>({ order: 'report' })
  return countDisorder(reports.flatMap(({ runs }) => runs))
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

/** Counts runs that began before an earlier message of their chat had ended, or after a later one had begun. */
function countDisorder(runs: readonly Run[]): number {
  const last = new Map<number, Run>()
  let outOfOrder = 0
  for (const run of [...runs].sort(([, one], [, other]) => one - other)) {
    const [number, begin] = run
    const before = last.get(chatOf(number))
    if (before && (number < before[0] || begin < before[2] - clockError)) outOfOrder++
    last.set(chatOf(number), run)
  }
  return outOfOrder
}
