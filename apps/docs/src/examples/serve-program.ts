import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@wazzup-kit/conformance/free-port'
import { startVercel } from '@wazzup-kit/conformance/start-vercel'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator, type DeliveryRecord, type LedgerEntry } from '@wazzup-kit/emulator'
import { startServer } from '@wazzup-kit/test-postgres'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { Program } from './code-blocks.ts'
import { commandOf, type ProcessKind } from './command-of.ts'
import type { Database } from './database-of.ts'
import type { Scratch } from './scratch.ts'
import { sayWhatNeedsNoAnswer } from './no-answer.ts'
import { stopWhileReplying, type Stop } from './stop-bot.ts'

const secret = 'the-secret-of-a-page'

/** The result of serving the bot of a page. */
export interface Service {
  /** All deliveries, with the responses of the bot. */
  deliveries: readonly DeliveryRecord[]
  ledger: readonly LedgerEntry[]
  /** How the bot ended, if it is a process that stops on SIGTERM. */
  stop: Stop | undefined
}

interface RunningBot {
  origin: string
  child?: ChildProcess
  stop(): Promise<unknown>
}

/** A bot in a process of its own. */
export interface BotOnNode extends RunningBot {
  child: ChildProcess
}

type Start = (program: Program, scratch: Scratch, env: Record<string, string>) => Promise<RunningBot>

const starts: Partial<Record<Program['kind'], Start>> = { worker: startInWorkerd, vercel: startOnVercel }

/** Starts the program of a page on its host. Resolves when it listens. */
export const startBot: Start = (program, scratch, env) => (starts[program.kind] ?? startProcess)(program, scratch, env)

/**
 * Starts the bot of a page and subscribes it to an emulator at `/wazzup`. Delivers everything to which a bot must not
 * reply, then a message of a customer. The bot's settings are the environment variables `WAZZUP_API_KEY`,
 * `WAZZUP_BASE_URL`, `WAZZUP_SECRET` and, for a process, `PORT`; `DATABASE_URL` leads to a new PostgreSQL if the page uses
 * it. A bot whose code stops on SIGTERM gets that signal at the end, while it handles a message.
 */
export async function serveProgram(program: Program, scratch: Scratch, database: Database): Promise<Service> {
  const emulator = createEmulator()
  const server = await emulator.listen(0)
  const postgres = database === 'PostgreSQL' ? await startServer() : undefined
  const env = {
    WAZZUP_API_KEY: emulator.keys.apiKey,
    WAZZUP_BASE_URL: server.url,
    WAZZUP_SECRET: secret,
    DATABASE_URL: postgres?.url ?? '',
  }
  const bot = await startBot(program, scratch, env)
  try {
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, baseUrl: server.url })
    await wazzup.subscription.ensure({ url: `${bot.origin}/wazzup?key=${secret}` })
    await sayWhatNeedsNoAnswer(emulator)
    const before = emulator.ledger.length
    emulator.simulate.customer.send({ text: 'Hello' })
    await emulator.settled()
    // A bot with a store replies after its response.
    for (let tries = 0; emulator.ledger.length === before && tries < 500; tries++) await wait(20)
    // Time in which a bot that replies to more than the text would do so.
    await wait(2_000)
    await emulator.settled()
    const [deliveries, ledger] = [[...emulator.deliveries], [...emulator.ledger]]
    const stop = bot.child && stopsOnSignal(program) ? await stopWhileReplying(emulator, bot.child) : undefined
    return { deliveries, ledger, stop }
  } finally {
    await bot.stop()
    await server.close()
    await postgres?.stop()
  }
}

/** Returns whether the code of a program stops on SIGTERM; h3 does by itself. */
export function stopsOnSignal({ text }: Program): boolean {
  return /SIGTERM|gracefulShutdown/.test(text)
}

/** Runtimes for which the packages are bundled without code for Node only. */
const neutralKinds: readonly Program['kind'][] = ['worker', 'bun', 'deno']

/** Bundles the code of the page with the packages of this workspace into one JavaScript file, and compiles decorators. */
async function compile(program: Program, scratch: Scratch, external: string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [scratch.fileOf(program)],
    bundle: true,
    write: false,
    format: program.kind === 'lambda' ? 'cjs' : 'esm',
    platform: neutralKinds.includes(program.kind) ? 'neutral' : 'node',
    mainFields: ['module', 'main'],
    target: 'es2022',
    external,
    // Node needs the whole name of the file.
    alias: { 'next/server': 'next/server.js' },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  })
  return outputFiles[0]!.text
}

/** Starts a function of Vercel. It serves all paths. */
async function startOnVercel(program: Program, scratch: Scratch, env: Record<string, string>): Promise<RunningBot> {
  const file = `${scratch.fileOf(program)}.mjs`
  await writeFile(file, await compile(program, scratch, ['@vercel/functions', 'pg']))
  const { url, stop } = await startVercel(file, env)
  return { origin: url, stop }
}

/** Packages of servers, which Node loads from `node_modules`. */
const servers = [
  'express',
  'fastify',
  'h3',
  'hono',
  'koa',
  '@hono/*',
  '@nestjs/*',
  'next/*',
  'pg',
  'reflect-metadata',
  'rxjs',
]

/** Starts the bot of a page in a process. Resolves when it listens. */
export async function startProcess(program: Program, scratch: Scratch, env: object): Promise<BotOnNode> {
  const kind = program.kind as ProcessKind
  const file = `${scratch.fileOf(program)}.${kind === 'lambda' ? 'cjs' : 'mjs'}`
  await writeFile(file, await compile(program, scratch, kind === 'serve' || kind === 'next' ? servers : []))
  const port = await freePort()
  const [command, ...args] = commandOf(kind, file)
  const child = spawn(command, args, {
    // Programs that store something have a folder of their own: the emulator gives the same ids in each test.
    cwd: await mkdtemp(join(scratch.folder, 'run-')),
    // Deno keeps a cache in HOME. h3 stops on signals only without CI.
    env: { PATH: process.env.PATH, HOME: scratch.folder, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const origin = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if (await answers(origin)) return { origin, child, stop }
    await wait(50)
  }
  child.kill('SIGKILL')
  throw new Error(`${program.page}:${program.line}: the bot does not listen at PORT\n${scratch.nameByPage(output)}`)
}

async function startInWorkerd(
  program: Program,
  scratch: Scratch,
  bindings: Record<string, string>,
): Promise<RunningBot> {
  const workerd = new Miniflare({
    modules: true,
    script: await compile(program, scratch, ['cloudflare:workers']),
    // The date of docs/workers.md. The contract of the hosts runs with a later one.
    compatibilityDate: '2026-03-01',
    host: '127.0.0.1',
    bindings,
    // As the configuration on the page says.
    durableObjects: program.text.includes('class WazzupBot')
      ? { WAZZUP_BOT: { className: 'WazzupBot', useSQLite: true } }
      : {},
  })
  const { origin } = await workerd.ready
  return { origin, stop: () => workerd.dispose() }
}

function answers(origin: string): Promise<boolean> {
  return fetch(origin).then(
    () => true,
    () => false,
  )
}
