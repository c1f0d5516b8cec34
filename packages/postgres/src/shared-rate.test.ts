import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallerOptions } from './test-caller.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('test-caller.ts', import.meta.url))

describe.skipIf(skipReason)(`the rate limit of several processes ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it('keeps four processes that call at once below the limit of Wazzup', async () => {
    const emulator = createEmulator()
    const { url, close } = await emulator.listen()
    // Twice as many as Wazzup accepts in 5 seconds. Without the store, all of them leave at once, and a third is rejected.
    const options: CallerOptions = { databaseUrl: server.url, apiKey: emulator.keys.apiKey, baseUrl: url, calls: 250 }
    const processes = Array.from({ length: 4 }, () => run(process.execPath, [program, JSON.stringify(options)]))
    const outputs = await Promise.all(processes)
    await close()
    expect(outputs.flatMap(({ stdout }) => JSON.parse(stdout) as string[])).toEqual([])
    const rejected = emulator.requests.filter(({ status }) => status === 429)
    expect(emulator.requests.length - rejected.length).toBe(1_000)
    // On an idle machine it is none. On a busy one, requests whose turns were half a second apart may arrive together.
    expect(rejected.length / emulator.requests.length).toBeLessThan(0.15)
  }, 60_000)
})
