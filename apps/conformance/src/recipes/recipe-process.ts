import { isWazzupError } from '@wazzup-kit/core'
import { listEntries } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/express-middleware'
import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createKiller, killLater, type Kill } from '../kills/kill-points.ts'
import type { KilledDatabase } from '../kills/killed-database.ts'
import { aheadHeader } from './emulator-gate.ts'
import { useStore } from './recipe-store.ts'
import type { Account, Child, Report, ScenarioFile, Served } from './scenario.ts'
import { readClock } from './shared-clock.ts'

/** What the process is started with, as JSON in its first argument. */
export interface ProcessOptions {
  /** Name of the page, and of the file of the scenario. */
  name: string
  folder: string
  database: KilledDatabase
  /** Milliseconds for which it has a chat. */
  lease: number
  /** File that says how far the clock is ahead. */
  clock: string
  /** File with a line for each report. */
  ledger: string
  /** The address of the balancer. */
  url: string
  /** The accounts by their names. */
  accounts: Readonly<Record<string, Account>>
  kill?: Kill | undefined
}

/** What the process returns to its parent. */
export interface ProcessState {
  /** Events that wait, by queue. */
  waiting: Record<string, number>
}

/** The result of a call of the test. */
export interface CallResult {
  value?: unknown
  error?: string
  /** Whether the call may succeed when it is made again: the network or Wazzup has failed. */
  isPassing?: boolean
}

/** How the error of an event begins that was running in six processes when they were killed. */
const killedTooOften = 'The process ended during its runs'

// It ends with its parent.
process.stdin.resume().once('end', () => process.exit())

const options = JSON.parse(process.argv[2]!) as ProcessOptions
const at = createKiller(options.kill)
const clock = readClock(options.clock)
useStore({ database: options.database, clock, at, lease: options.lease })

const { fetch } = globalThis
globalThis.fetch = async (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set(aheadHeader, String(clock.lastAhead()))
  at('before a request leaves')
  const response = await fetch(input, { ...init, headers })
  at('after a request was answered')
  return response
}
function report(what: string, ...details: unknown[]): void {
  const written = details.map((detail) => (detail instanceof Error ? (detail.stack ?? String(detail)) : detail))
  const line: Report = { what, details: written, pid: process.pid, at: clock.now() }
  appendFileSync(options.ledger, `${JSON.stringify(line)}\n`)
}
console.warn = (...details) => report('warn', ...details)
console.error = (...details) => report('error', ...details)

const load = async (file: string): Promise<object> => import(pathToFileURL(file).href)
const scenarios = join(import.meta.dirname, 'scenarios')
const { createScenario } = (await load(join(scenarios, `${options.name}.ts`))) as ScenarioFile
const scenario = createScenario()
Object.assign(process.env, scenario.env?.(options.folder))
const loadFile = (file: string): Promise<object> => load(join(options.folder, file))
const parts = (await loadFile('wazzup.ts')) as Child['parts']
const recipe = scenario.hasNoPage ? {} : await loadFile(`${options.name}.ts`)
const { url, folder, accounts } = options
const child: Child = {
  parts,
  clock,
  load: loadFile,
  baseUrl: process.env.WAZZUP_BASE_URL!,
  accounts,
  url,
  folder,
  report,
}
const connected = await scenario.connect(recipe, child)
const served = scenario.serve?.(recipe, child) ?? serveParts(parts)

/** The functions that the test can call. A message is unknown, for example, when its process was killed while it was sent. */
const calls: typeof connected = { listUnknown, ...connected }

async function listUnknown(): Promise<string[]> {
  const entries = await Promise.all(served.stores.map((store) => listEntries(store, { states: ['unknown'] })))
  return entries.flat().map(({ id }) => id)
}

/** Replays the events that are dead only because the processes that ran them were killed. */
async function replayKilled(): Promise<void> {
  for (const store of served.stores) {
    const dead = (await store.deadLetters()).filter(({ error }) => error.startsWith(killedTooOften))
    await store.replay(dead.map(({ id }) => id))
  }
}

function serveParts({ webhooks, timers, store }: Child['parts']): Served {
  return {
    receive: handler(webhooks),
    start() {
      webhooks.start()
      timers.start()
    },
    stores: [store],
  }
}

async function countWaiting(): Promise<Record<string, number>> {
  const sum: Record<string, number> = {}
  for (const store of served.stores) {
    const { waiting } = await store.stats()
    for (const [queue, count] of Object.entries(waiting)) sum[queue] = (sum[queue] ?? 0) + count
  }
  return sum
}

async function call(request: IncomingMessage): Promise<CallResult> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const { name, args } = JSON.parse(body) as { name: string; args: never[] }
  try {
    return { value: await calls[name]!(...args) }
  } catch (error) {
    const isPassing = isWazzupError(error) && (error.name === 'WazzupNetworkError' || isServerError(error))
    return { error: String(error), isPassing }
  }
}

function isServerError(error: object): boolean {
  return 'status' in error && (error.status as number) >= 500
}

await parts.store.driver.now()
const server = createServer(async (request, response) => {
  if (request.url === '/call') response.end(JSON.stringify(await call(request)))
  else if (request.method === 'POST') await served.receive(request, response)
  else {
    if (request.url === '/replay') await replayKilled()
    response.end(JSON.stringify({ waiting: await countWaiting() } satisfies ProcessState))
  }
})
server.listen(0, '127.0.0.1', async () => {
  served.start()
  killLater(options.kill)
  // A process that is killed would not do it when it ends.
  flushCompileCache()
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
  await scenario.begin?.(recipe, child).catch(console.error)
})
