import type { Emulator } from '@wazzup-kit/emulator'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Balancer } from '../kills/balancer.ts'
import type { CallResult, ProcessState } from './recipe-process.ts'
import type { Report, World } from './scenario.ts'
import { moveClock } from './shared-clock.ts'

/** What a world is made of. */
export interface WorldParts {
  /** One for each account: at least one. */
  emulators: readonly Emulator[]
  balancer: Balancer
  url: string
  folder: string
  /** File that says how far the clock of the processes is ahead. */
  clock: string
  /** File with a line for each report of a process. */
  ledger: string
  killed(): number
}

/** Milliseconds for which the processes may do nothing before the time is moved, and in which they must come to their end. */
const limits = { quiet: 800, end: 60_000 }

/** Queues in which work waits. Timers of a later time, and checks of what was sent, wait for the time. */
const handling = ['in', 'quiet', 'news']
const work = [...handling, 'out']

/** Creates the world of a run, and a function that lets the processes finish their work. */
export function openWorld(parts: WorldParts): { world: World; finish(): Promise<void> } {
  const { emulators, balancer, clock, ledger } = parts
  let ahead = 0

  /** Calls a function in a process. Resolves with undefined when the process was killed, or Wazzup has failed. */
  async function post(port: number, name: string, args: unknown[]): Promise<{ value: unknown } | undefined> {
    const init = { method: 'POST', body: JSON.stringify({ name, args }) }
    const response = await fetch(`http://127.0.0.1:${port}/call`, init).catch(() => undefined)
    const { value, error, isPassing } = ((await response?.json().catch(() => undefined)) ?? {
      error: 'killed',
      isPassing: true,
    }) as CallResult
    if (error !== undefined && !isPassing) throw new Error(`${name}: ${error}`)
    return error === undefined ? { value } : undefined
  }

  async function callAt(choose: () => number[], name: string, args: unknown[]): Promise<unknown[]> {
    for (const end = Date.now() + limits.end; Date.now() < end; await pause(50)) {
      const results = await Promise.all(choose().map((port) => post(port, name, args)))
      const values = results.flatMap((result) => (result ? [result.value] : []))
      if (values.length > 0) return values
    }
    throw new Error(`No process could be called: ${name}`)
  }

  /** Returns what waits; with `/replay`, after events were replayed that are dead only because of the kills. */
  async function readWaiting(path: '/' | '/replay' = '/'): Promise<Record<string, number> | undefined> {
    const [port] = balancer.ports
    if (port === undefined) return undefined
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return ((await response.json()) as ProcessState).waiting
    } catch {
      return undefined
    }
  }

  const countOf = (waiting: Record<string, number>, queues: readonly string[]): number =>
    queues.reduce((sum, queue) => sum + (waiting[queue] ?? 0), 0)

  /** Waits until no work waits, or nothing of it has been done for a while. Returns how many events are left to handle. */
  async function letWork(): Promise<number> {
    let least = Infinity
    let unhandled = 0
    for (let since = Date.now(); Date.now() - since < limits.quiet; await pause(60)) {
      const waiting = await readWaiting()
      if (!waiting) {
        // Another process starts.
        since = Date.now()
        continue
      }
      const left = countOf(waiting, work)
      unhandled = countOf(waiting, handling)
      if (left === 0) return 0
      if (left < least) [least, since] = [left, Date.now()]
    }
    return unhandled
  }

  function move(milliseconds: number): void {
    ahead += milliseconds
    moveClock(clock, ahead)
    for (const emulator of emulators) emulator.clock.advance(milliseconds)
  }

  async function settle(): Promise<void> {
    await Promise.all(emulators.map((emulator) => emulator.settled()))
  }

  async function pass(milliseconds: number): Promise<void> {
    // Late deliveries come before the next minutes.
    for (const { faults } of emulators) faults.deliveries.release()
    await settle()
    await readWaiting('/replay')
    // The chats of a killed process wait for up to 20 seconds. Minutes later, an answer in them would come too late.
    for (let step = 0; (await letWork()) > 0 && step < 6; step++) move(5_000)
    move(milliseconds)
    // The processes look at the clock again and again.
    await pause(60)
    await settle()
    await letWork()
  }

  const world: World = {
    emulator: emulators[0]!,
    emulators,
    url: parts.url,
    folder: parts.folder,
    async call(name, ...args) {
      const [value] = await callAt(() => [...balancer.ports].slice(0, 1), name, args)
      return value
    },
    listUnknown: async () => (await callAt(() => [...balancer.ports].slice(0, 1), 'listUnknown', []))[0] as string[],
    callAll: (name, ...args) => callAt(() => [...balancer.ports], name, args),
    pass,
    async until(what, holds) {
      for (const end = Date.now() + limits.end; !holds(); await pass(1_000)) {
        if (Date.now() > end)
          throw new Error(`It did not happen: ${what}; ${JSON.stringify(await readWaiting())} wait\n${tail(ledger)}`)
      }
    },
    reports: (what) => readReports(ledger).filter((report) => report.what === what),
    kills: parts.killed,
  }

  /** Lets the processes do everything that is left, also what waits for minutes. */
  async function finish(): Promise<void> {
    for (const end = Date.now() + limits.end; Date.now() < end; await pass(60_000)) {
      await settle()
      const waiting = await readWaiting('/replay')
      if (waiting && countOf(waiting, [...work, 'check']) === 0) return
    }
    throw new Error(`The processes did not finish: ${JSON.stringify(await readWaiting())} wait`)
  }

  return { world, finish }
}

/** Returns the last reports of processes, for the text of an error. */
function tail(ledger: string): string {
  return readFileSync(ledger, 'utf8').split('\n').slice(-20).join('\n')
}

function readReports(ledger: string): Report[] {
  const lines = readFileSync(ledger, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Report)
}
