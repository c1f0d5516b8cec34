import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { channelIds } from './default-seed.ts'

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

let child: ChildProcess | undefined
afterEach(() => void child?.kill('SIGKILL'))

function start(...options: string[]): { output: () => string; ended: Promise<number | null> } {
  const started = spawn(process.execPath, [cli, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  let output = ''
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => started.once('exit', (code) => resolve(code)))
  return { output: () => output, ended }
}

it('prints address, key and channels, serves, and stops cleanly on SIGINT', async () => {
  const { output, ended } = start('--port', '0', '--seed', 'demo')
  await expect.poll(output, { timeout: 15_000 }).toContain(channelIds.maxbot)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]
  expect(output()).toContain('emulator-api-key')
  const headers = { authorization: 'Bearer emulator-api-key' }
  expect((await fetch(`${url}/v3/channels`, { headers })).status).toBe(200)
  await expect.poll(output).toContain('GET /v3/channels 200')
  child?.kill('SIGINT')
  expect(await ended).toBe(0)
}, 20_000)

it('tells what is wrong with a port', async () => {
  const { output, ended } = start('--port', 'many')
  expect(await ended).toBe(1)
  expect(output()).toContain('--port must be a port')
}, 20_000)
