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

/** Runs a turn in new processes. */
export async function runTurn(entry: GroupEntry, place: Place, amounts: Amounts): Promise<Turn> {
  const options: MemberOptions = { file: entry.file, place }
  const members: Child[] = []
  const startMember = () => startChild(new URL('worker.ts', import.meta.url), JSON.stringify(options))
  try {
    // The first one creates the tables.
    members.push(await startMember())
    while (members.length < entry.processes) members.push(await startMember())
    const tell = <Result>(given: MemberOrder) => Promise.all(members.map((member) => member.ask<Result>(given)))
    const reportRuns = async () => (await tell<Reported>({ order: 'report' })).flatMap(({ runs }) => runs)

    async function untilHandled(count: number): Promise<void> {
      for (;;) {
        const counts = await tell<Counted>({ order: 'count' })
        if (counts.reduce((sum, { handled }) => sum + handled, 0) >= count) return
        await pause(20)
      }
    }

    const { messages, slow, ordered } = amounts
    const share = Math.ceil(messages / members.length / 2) * 2
    const stored = await Promise.all(
      members.map((member, index) => {
        const to = Math.min(messages, (index + 1) * share)
        return member.ask<Appended>({ order: 'append', from: index * share, to, inFlight: inFlight / members.length })
      }),
    )
    const appendTime = Math.max(...stored.map(({ end }) => end)) - Math.min(...stored.map(({ begin }) => begin))

    const begin = performance.timeOrigin + performance.now()
    await tell({ order: 'handle' })
    await untilHandled(messages)
    const reports = await tell<Reported>({ order: 'report' })
    const runs = reports.flatMap((report) => report.runs)
    const handleTime = runs.reduce((last, [, , end]) => Math.max(last, end), begin) - begin
    const cpu = [...stored, ...reports].reduce((sum, each) => sum + each.cpu, 0) / messages

    // The numbers begin with a chat, so that the two messages of a chat stay together.
    const startAt = performance.timeOrigin + performance.now() + 300 - (messages * 1_000) / perSecond
    const slowly = await Promise.all(
      members.map((member, index) =>
        member.ask<Appended>({
          order: 'append slowly',
          from: messages + index,
          to: messages + slow,
          step: members.length,
          perSecond,
          startAt,
        }),
      ),
    )
    await untilHandled(messages + slow)
    const starts = new Map(slowly.flatMap((each) => each.starts))
    const latencies = (await reportRuns()).flatMap(([number, , end]) => {
      const start = starts.get(number)
      return start === undefined ? [] : [end - start]
    })

    await tell({ order: 'work' })
    const from = messages + slow
    await members[0]!.ask({ order: 'append', from, to: from + ordered, inFlight })
    await untilHandled(from + ordered)
    const orderedRuns = await reportRuns()
    await tell({ order: 'close' })
    return {
      appended: messages / (appendTime / 1_000),
      handled: messages / (handleTime / 1_000),
      cpu,
      latencies,
      outOfOrder: countDisorder(orderedRuns),
      again: runs.length - new Set(runs.map(([number]) => number)).size,
    }
  } finally {
    for (const member of members) member.stop()
  }
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
