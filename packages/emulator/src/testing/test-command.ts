import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { channelIds } from '../account/entities/default-seed.ts'

/** The source of the command. */
export const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

/** Time for a process to start on a busy machine. */
export const WAIT = { timeout: 15_000 }

/** A started command: its output so far, and its end. */
interface Running {
  child: ChildProcess
  output(): string
  errors(): string
  ended: Promise<number | null>
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void
}

/** How a command ended. */
interface Ended {
  code: number | null
  output: string
  errors: string
}

/** One request to a receiver. */
interface Received {
  text: string
  authorization: string | undefined
}

/** Commands and receivers of one test, which end with it. */
export interface TestCommands {
  /** A folder for files of this test. */
  folder(): string
  start(...args: string[]): Running
  /** Starts any program, for example a shell that starts the command. */
  startProgram(program: string, args: readonly string[], options?: SpawnOptions): Running
  /** Runs a command and waits until it exits. */
  run(...args: string[]): Promise<Ended>
  /** Runs an emulator and waits until it listens. */
  serve(...args: string[]): Promise<Running & { url: string }>
  /** Waits until a started emulator listens, and returns its address. */
  whenListening(running: Running): Promise<string>
  /** A receiver of webhooks on this machine. */
  receiver(answer?: (request: IncomingMessage, response: ServerResponse) => void): Promise<{
    url: string
    got: Received[]
  }>
}

/** Starts commands in the tests of this file. */
export function createTestCommands(): TestCommands {
  let folder = ''
  const children: ChildProcess[] = []
  const servers: Server[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wazzup-emulator-'))
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
    await rm(folder, { recursive: true })
  })

  const startProgram: TestCommands['startProgram'] = (program, args, options = {}) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    children.push(child)
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (chunk: Buffer) => (said[name] += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return {
      child,
      output: () => said.stdout,
      errors: () => said.stderr,
      ended,
      stop: (signal) => void child.kill(signal),
    }
  }
  const start: TestCommands['start'] = (...args) => startProgram(process.execPath, [cli, ...args])

  const whenListening: TestCommands['whenListening'] = async ({ output, errors }) => {
    const address = (): string | undefined => /http:\/\/[\w.[\]:]+:\d+/.exec(output())?.[0]
    await expect.poll(() => address() ?? errors(), WAIT).toContain('http://')
    return address()!
  }

  return {
    folder: () => folder,
    start,
    startProgram,
    whenListening,
    async run(...args) {
      const running = start(...args)
      return { code: await running.ended, output: running.output(), errors: running.errors() }
    },
    async serve(...args) {
      const running = start('--port', '0', ...args)
      return { ...running, url: await whenListening(running) }
    },
    async receiver(answer = (_, response) => void response.end()) {
      const got: Received[] = []
      const server = createServer((request, response) => {
        let text = ''
        request.on('data', (chunk: Buffer) => (text += chunk.toString()))
        request.on('end', () => {
          got.push({ text, authorization: request.headers.authorization })
          answer(request, response)
        })
      })
      servers.push(server)
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got }
    },
  }
}

/** Runs a command in this process, which is much quicker than a process of its own. Not for commands that wait for signals. */
export async function runHere(...args: string[]): Promise<Ended> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const output = (): string => write.mock.calls.map(([text]) => String(text)).join('')
  try {
    await runCommand(args)
    return { code: 0, output: output(), errors: '' }
  } catch (error) {
    return { code: 1, output: output(), errors: `${(error as Error).message}\n` }
  } finally {
    write.mockRestore()
  }
}

/** Sends a text through the API of an emulator on a port, and returns the status of the response. */
export async function sendText(url: string, text: string, apiKey = 'emulator-api-key'): Promise<number> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79', text })
  return (await fetch(`${url}/v3/message`, { method: 'POST', headers, body })).status
}
