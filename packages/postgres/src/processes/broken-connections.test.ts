import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startLoad } from './test-load.ts'
import { openProcess, type TestProcess } from './test-process.ts'

describe.skipIf(skipReason)(`processes whose connections are cut ${skipReason}`, () => {
  let server: TestServer
  const ends: (() => Promise<unknown>)[] = []
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

  /** Opens two processes as in the documentation, without a listener of errors. */
  function openBoth(schema: string, emulator: Emulator): readonly TestProcess[] {
    const both = [1, 2].map(() => openProcess({ pool: new Pool(server.connection), schema, emulator }))
    ends.push(...both.map(({ stop }) => stop))
    for (const each of both) each.startAnswering()
    return both
  }

  it('lose nothing, send nothing twice, and listen again', async () => {
    const emulator = createEmulator()
    const both = openBoth('cut', emulator)
    const admin = server.connect({ max: 1 })
    ends.push(() => admin.end())
    const load = startLoad(emulator, () => both)
    let cut = 0
    for (let round = 0; round < 6; round++) {
      await load.more(30)
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      )
      cut += rowCount!
    }
    expect(await load.finish()).toBeGreaterThan(0)
    expect(cut).toBeGreaterThan(12)
    const listening = () => admin.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    await vi.waitFor(async () => expect((await listening()).rowCount).toBe(2), { timeout: 20_000, interval: 200 })
  }, 90_000)

  it('lose nothing and send nothing twice when the server crashes and starts again', async () => {
    const emulator = createEmulator()
    const both = openBoth('crashed', emulator)
    const load = startLoad(emulator, () => both)
    await load.more(60)
    await server.restart()
    await load.more(60)
    // Only what was delivered in between may have got 503.
    expect(await load.finish()).toBeGreaterThanOrEqual(100)
  }, 90_000)
})
