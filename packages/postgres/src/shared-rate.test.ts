import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallerOptions, CallerReport } from './test-caller.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('test-caller.ts', import.meta.url))

/** Requests that Wazzup accepts in 5 seconds. */
const accepted = 500

describe.skipIf(skipReason)(`the rate limit of several processes ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it('keeps four processes that call at once below the limit of Wazzup', async () => {
    // The turns are compared: on a busy machine, the emulator gets to the requests of several half seconds at once.
    const emulator = createEmulator({ rateLimit: 'off' })
    const { url, close } = await emulator.listen()
    // Twice as many as Wazzup accepts in 5 seconds. Without the store, all of them leave at once, and a third is rejected.
    const options: CallerOptions = { databaseUrl: server.url, apiKey: emulator.keys.apiKey, baseUrl: url, calls: 250 }
    const processes = Array.from({ length: 4 }, () => run(process.execPath, [program, JSON.stringify(options)]))
    const outputs = await Promise.all(processes)
    await close()
    const reports = outputs.map(({ stdout }) => JSON.parse(stdout) as CallerReport)
    expect(reports.flatMap(({ errors }) => errors)).toEqual([])
    const turns = reports.flatMap((report) => report.turns)
    expect(turns).toHaveLength(1_000)
    expect(emulator.requests).toHaveLength(1_000)
    // Not one is rejected.
    expect(mostWithin(5_000, turns)).toBeLessThanOrEqual(accepted)
  }, 60_000)
})

/** Returns the most times that lie within any window of so many milliseconds. */
function mostWithin(milliseconds: number, times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other)
  const counts = sorted.map(
    (end, index) => sorted.slice(0, index + 1).filter((time) => time > end - milliseconds).length,
  )
  return Math.max(...counts)
}
