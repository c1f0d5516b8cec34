import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTimers, type Clock, type Store, type Timers } from '@wazzup-kit/core/store'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const minute = 60_000
const start = Date.parse('2026-06-01T12:30:00Z')

/** Opens the same data again, as the next process does. */
type Reopen = (clock: Clock) => Store

function createClock() {
  let now = start
  return { now: () => now, pass: (milliseconds: number) => void (now += milliseconds) }
}

/** Checks timers of several processes over the same data, one after the other and at once. Returns what ran in two more hours. */
async function runTimers(open: Reopen, atOnce: number): Promise<string[]> {
  const { pass, ...clock } = createClock()
  const fired: string[] = []
  const startProcess = () => {
    const store = open(clock)
    const timers = createTimers({ store: store.forAccount('main') })
    timers.on('reminder', ({ key, data }) => void fired.push(`${key} ${JSON.stringify(data)}`))
    timers.every('guard', 60 * minute, () => void fired.push('guard'))
    return { store, timers }
  }
  const drainAll = async (processes: readonly { timers: Timers }[]) => {
    await Promise.all(processes.map(({ timers }) => timers.drain({ deadline: 5_000 })))
  }

  const first = startProcess()
  await first.timers.drain({ deadline: 5_000 })
  const set = (key: string, minutes: number, data: unknown, once?: boolean) =>
    first.timers.set('reminder', key, { at: start + minutes * minute, data, once })
  expect(await set('a', 10, 1)).toBe(true)
  expect(await set('moved earlier', 300, 'old')).toBe(true)
  expect(await set('moved earlier', 10, 'new')).toBe(true)
  expect(await set('once', 10, null, true)).toBe(true)
  expect(await set('once', 5, null, true)).toBe(false)
  expect(await set('cancelled', 10, null)).toBe(true)
  expect(await first.timers.cancel('reminder', 'cancelled')).toBe(true)
  expect(await set('\0 \uD800 and a / in it', 10, { '\uDFFF': '\0' })).toBe(true)
  await first.store.close()

  pass(10 * minute)
  const next = Array.from({ length: atOnce }, startProcess)
  await drainAll(next)
  expect(fired.splice(0).toSorted()).toEqual(
    [
      'a 1',
      'moved earlier "new"',
      'once null',
      `\0 \uD800 and a / in it ${JSON.stringify({ '\uDFFF': '\0' })}`,
    ].toSorted(),
  )
  expect(await next[0]!.timers.set('reminder', 'once', { at: start, once: true })).toBe(false)
  for (let turn = 0; turn < 12; turn++) {
    pass(10 * minute)
    await drainAll(next)
  }
  await Promise.all(next.map(({ store }) => store.close()))
  return fired
}

/** At 13:00 and 14:00: the test ends at 14:40. */
const ofTwoHours = ['guard', 'guard']

test('timers in SQLite survive a restart, and fire once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'timers-'))
  try {
    const ran = await runTimers((clock) => createSqliteStore({ path: join(folder, 'bot.db'), clock }), 1)
    expect(ran).toEqual(ofTwoHours)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe.skipIf(skipReason)(`timers in PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  test('survive a restart, and fire in one of several processes', async () => {
    const pool = server.connect({ max: 10 })
    const ran = await runTimers((clock) => createPostgresStore({ pool, schema: 'timers', clock }), 3)
    expect(ran).toEqual(ofTwoHours)
    await pool.end()
  })
})
