/** One of the processes of a contender: `worker.ts <JSON>`. */
import { setTimeout as pause } from 'node:timers/promises'
import type { OpenContender } from '../contender.ts'
import { messageOf, numberOf } from '../messages.ts'
import type { Appended, Counted, MemberOptions, MemberOrder, Reported, Run } from './orders.ts'

const { file, place } = JSON.parse(process.argv[2]!) as MemberOptions
const { open } = (await import(`../contenders/${file}.ts`)) as { open: OpenContender }
const contender = await open(place)
const now = () => performance.timeOrigin + performance.now()

let runs: Run[] = []
let handled = 0
let isSlow = false
let cpuBefore = process.cpuUsage()

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}

async function append(from: number, to: number, inFlight: number): Promise<Appended> {
  const before = process.cpuUsage()
  const begin = now()
  let next = from
  const appendPairs = async (): Promise<void> => {
    while (next < to) {
      const first = next
      next += 2
      for (let number = first; number < Math.min(first + 2, to); number++) await contender.append(messageOf(number))
    }
  }
  await Promise.all(Array.from({ length: inFlight }, appendPairs))
  return { begin, end: now(), cpu: cpuSince(before), starts: [] }
}

async function appendSlowly({ from, to, step, perSecond, startAt }: MemberOrder & { order: 'append slowly' }) {
  const starts: [number, number][] = []
  const appends: Promise<void>[] = []
  const before = process.cpuUsage()
  const begin = now()
  for (let number = from; number < to; number += step) {
    await pause(Math.max(1, startAt + (number * 1_000) / perSecond - now()))
    starts.push([number, now()])
    appends.push(contender.append(messageOf(number)))
  }
  await Promise.all(appends)
  return { begin, end: now(), cpu: cpuSince(before), starts }
}

async function handle(id: string): Promise<void> {
  const begin = now()
  if (isSlow) await pause(Math.random() * 10)
  runs.push([numberOf(id), begin, now()])
  handled++
}

async function obey(given: MemberOrder): Promise<Appended | Counted | Reported | object> {
  switch (given.order) {
    case 'append':
      return append(given.from, given.to, given.inFlight)
    case 'append slowly':
      return appendSlowly(given)
    case 'handle':
      cpuBefore = process.cpuUsage()
      contender.start(handle)
      return {}
    case 'work':
      isSlow = true
      return {}
    case 'count':
      return { handled }
    case 'report': {
      const report: Reported = { runs, cpu: cpuSince(cpuBefore) }
      runs = []
      cpuBefore = process.cpuUsage()
      return report
    }
    case 'close':
      await contender.close()
      return {}
  }
}

process.on('message', (given: MemberOrder) => {
  obey(given).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
