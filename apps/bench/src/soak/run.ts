import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { progress } from '../progress.ts'
import { quantile } from '../statistics.ts'
import { startAccount, type Account, type AccountResult } from './account.ts'
import type { BotOptions, BotReport } from './messages.ts'
import { growthPerHour, type Sample } from './trend.ts'

const keys = 4

/** Milliseconds between two turns in which customers write. */
const interval = 20

/** Milliseconds that the bot has after the last message to handle and send what waits. */
const patience = 120_000

/** What a soak runs on. */
export interface Soak {
  label: string
  database: string
  minutes: number
  /** Messages of customers per second, of all keys together. */
  perSecond: number
}

/** Result of a soak. */
export interface SoakResult extends AccountResult {
  label: string
  /** Messages that customers wrote per second, and deliveries that got a response. */
  perSecond: number
  deliveriesPerSecond: number
  /** Milliseconds from a delivery to the end of its handler. */
  p50: number
  p99: number
  /** Memory at the end, and by how much it grows in an hour, in MB. */
  heap: number
  heapGrowth: number
  memory: number
  memoryGrowth: number
  errors: readonly string[]
  /** Events that still waited at the end. */
  left: number
}

/** Lets customers write to a bot for some minutes, and compares what it did with what Wazzup has. */
export async function runSoak({ label, database, minutes, perSecond }: Soak): Promise<SoakResult> {
  const accounts: Account[] = []
  for (let index = 0; index < keys; index++) accounts.push(await startAccount(index))
  const options: BotOptions = { database, accounts: accounts.map(({ apiKey, baseUrl }) => ({ apiKey, baseUrl })) }
  const bot = fork(new URL('worker.ts', import.meta.url), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const kill = () => void bot.kill('SIGKILL')
  process.once('exit', kill)

  const latencies: number[] = []
  const heap: Sample[] = []
  const memory: Sample[] = []
  const errors: string[] = []
  let handled = 0
  let waiting = Number.POSITIVE_INFINITY
  let reports = 0
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1_000

  function hear(report: BotReport): void {
    for (const [account, number, at, answerId] of report.handled) {
      latencies.push(accounts[account]!.noteHandled(number, at, answerId))
      handled++
    }
    for (const [account, answerId] of report.unknown) accounts[account]!.noteUnknown(answerId)
    errors.push(...report.errors)
    heap.push({ seconds: seconds(), value: report.heap })
    memory.push({ seconds: seconds(), value: report.memory })
    waiting = report.waiting
    reports++
  }

  function show(written: number): void {
    const recent = latencies.slice(-2_000)
    const state = `${written} written, ${handled} handled, ${waiting} waiting, p99 ${quantile(recent, 0.99).toFixed(0)} ms`
    progress(`${label}: ${state}, heap ${heap.at(-1)!.value.toFixed(0)} MB, rss ${memory.at(-1)!.value.toFixed(0)} MB`)
  }

  try {
    const [first] = (await once(bot, 'message')) as [BotReport]
    hear(first)
    bot.on('message', hear)
    for (const account of accounts) await account.subscribe(`http://127.0.0.1:${first.port}`)

    const begin = performance.now()
    let written = 0
    /** Messages that were not written because the machine is too slow for them. */
    let skipped = 0
    let nextShow = 10
    while (performance.now() - begin < minutes * 60_000) {
      const due = ((performance.now() - begin) * perSecond) / 1_000
      while (written + skipped < due) {
        if (accounts[(written + skipped) % keys]!.write()) written++
        else skipped++
      }
      await pause(interval)
      if (seconds() < nextShow) continue
      show(written)
      nextShow += 10
    }
    const took = (performance.now() - begin) / 1_000
    const whileWritten = sumOf(accounts.map((account) => account.judge())).deliveries
    const usedHeap = heap.at(-1)!.value
    const usedMemory = memory.at(-1)!.value
    const growth = { heapGrowth: growthPerHour(heap), memoryGrowth: growthPerHour(memory) }

    for (const account of accounts) await account.finish()
    await waitUntilQuiet()
    show(written)
    const results = accounts.map((account) => account.judge())
    return {
      ...sumOf(results),
      label,
      perSecond: written / took,
      deliveriesPerSecond: whileWritten / took,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      heap: usedHeap,
      memory: usedMemory,
      ...growth,
      errors,
      left: waiting,
    }
  } finally {
    process.off('exit', kill)
    const ended = bot.exitCode === null ? once(bot, 'exit') : undefined
    if (bot.connected) bot.send('stop')
    await ended
    for (const account of accounts) await account.close()
  }

  /** Waits until nothing waits in several reports, not even a check of a send that may be unknown or silent. */
  async function waitUntilQuiet(): Promise<void> {
    const end = performance.now() + patience
    for (let quiet = 0, seen = reports; quiet < 3 && performance.now() < end; await pause(200)) {
      if (seen === reports) continue
      seen = reports
      quiet = waiting === 0 ? quiet + 1 : 0
    }
  }
}

function sumOf(results: readonly AccountResult[]): AccountResult {
  const sum: AccountResult = {
    deliveries: 0,
    promised: 0,
    lost: 0,
    again: 0,
    outOfOrder: 0,
    answers: 0,
    lostAnswers: 0,
    duplicates: 0,
    unknown: 0,
  }
  for (const result of results) {
    for (const name of Object.keys(sum) as (keyof AccountResult)[]) sum[name] += result[name]
  }
  return sum
}
