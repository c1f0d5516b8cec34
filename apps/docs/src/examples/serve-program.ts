import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startVercel } from '@wazzup-kit/conformance/start-vercel'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator, type DeliveryRecord, type LedgerEntry } from '@wazzup-kit/emulator'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { Program } from './code-blocks.ts'
import type { Scratch } from './scratch.ts'
import { sayWhatNeedsNoAnswer } from './no-answer.ts'

const secret = 'the-secret-of-a-page'
const nextServer = fileURLToPath(new URL('next-server.ts', import.meta.url))

/** The result of serving the bot of a page. */
export interface Service {
  deliveries: readonly DeliveryRecord[]
  /** All deliveries, with the responses of the bot. */
  ledger: readonly LedgerEntry[]
}

interface RunningBot {
  origin: string
  stop(): Promise<unknown>
}

type Start = (program: Program, scratch: Scratch, env: Record<string, string>) => Promise<RunningBot>

const starts: Partial<Record<Program['kind'], Start>> = { worker: startInWorkerd, vercel: startOnVercel }

/**
 * Starts the bot of a page and subscribes it to an emulator at `/wazzup`. Delivers everything to which a bot must not
 * reply, then a message of a customer. The bot's settings are the environment variables `WAZZUP_API_KEY`,
 * `WAZZUP_BASE_URL`, `WAZZUP_SECRET` and, on Node, `PORT`.
 */
export async function serveProgram(program: Program, scratch: Scratch): Promise<Service> {
  const emulator = createEmulator()
  const server = await emulator.listen(0)
  const env = { WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url, WAZZUP_SECRET: secret }
  const start = starts[program.kind] ?? startOnNode
  const bot = await start(program, scratch, env)
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
    return { deliveries: [...emulator.deliveries], ledger: [...emulator.ledger] }
  } finally {
    await bot.stop()
    await server.close()
  }
}

/** Bundles the code of the page with the packages of this workspace into one JavaScript file, and compiles decorators. */
async function compile(program: Program, scratch: Scratch, external: string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [scratch.fileOf(program)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: program.kind === 'worker' ? 'neutral' : 'node',
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
  await writeFile(file, await compile(program, scratch, ['@vercel/functions']))
  const { url, stop } = await startVercel(file, env)
  return { origin: url, stop }
}

async function startOnNode(program: Program, scratch: Scratch, env: Record<string, string>): Promise<RunningBot> {
  const file = `${scratch.fileOf(program)}.mjs`
  const external = ['express', '@nestjs/*', 'next/*', 'reflect-metadata', 'rxjs']
  await writeFile(file, await compile(program, scratch, external))
  const port = await freePort()
  // A route of Next.js does not listen by itself.
  const args = program.kind === 'next' ? [nextServer, file] : [file]
  const child = spawn(process.execPath, args, {
    cwd: scratch.folder,
    env: { PATH: process.env.PATH, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const origin = `http://127.0.0.1:${port}`
  const stop = async () => {
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if (await answers(origin)) return { origin, stop }
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
