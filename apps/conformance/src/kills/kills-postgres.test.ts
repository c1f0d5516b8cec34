import {
  bouncerSkipReason,
  startBouncer,
  startServer,
  type TestBouncer,
  type TestServer,
} from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { seededRandom } from '../simulation/seeded-random.ts'
import type { KillReport } from './judge.ts'
import { killPoints, type Kill } from './kill-points.ts'
import { runKills } from './kill-run.ts'

// What kills.test.ts says of one process, of several over one PostgreSQL. KILL_RUNS=<number> adds kills at random times.

const randomKills = Number(process.env.KILL_RUNS ?? 0)
const reports: KillReport[] = []

// A short run does not wait for 20 seconds until the chats of a killed process are free. It is renewed every 5 seconds.
const lease = randomKills > 0 ? 20_000 : 9_000

/** Points at which a process has something to lose when it goes on. */
const stopPoints = [
  'when a handler has replied',
  'before the end of a run is stored',
  'after the start of a send is stored',
  'before a request leaves',
  'before the result of a send is stored',
] as const

describe.skipIf(bouncerSkipReason)(`bots over one PostgreSQL ${bouncerSkipReason}`, () => {
  let server: TestServer
  let bouncer: TestBouncer
  beforeAll(async () => {
    server = await startServer()
    bouncer = await startBouncer(server)
  }, 60_000)
  afterAll(async () => {
    await bouncer?.stop()
    await server?.stop()
  })
  afterAll(() => console.log(`kills: ${JSON.stringify(reports.map(({ violations: _, ...report }) => report))}`))

  test.concurrent(
    'two of which are killed at every named point lose nothing and send nothing twice',
    async ({ expect }) => {
      const random = seededRandom(3)
      const kills = killPoints.map((point): Kill => ({ point, nth: 1 + Math.floor(random() * 3) }))
      const database = { url: server.url, schema: 'two' }
      const report = await runKills({ kills, messagesPerProcess: 10, random, faults: 0, database, processes: 2, lease })
      reports.push(report)
      expect(report.violations).toEqual([])
      expect(report.accepted).toBeGreaterThan(50)
    },
    180_000,
  )

  test.concurrent(
    'three of which are killed at random under faults, behind PgBouncer, lose nothing and send nothing twice',
    async ({ expect }) => {
      const random = seededRandom(4)
      const kills = Array.from({ length: 6 + randomKills }, (): Kill => ({ after: 300 + random() * 1_000 }))
      const progress = randomKills > 0 ? (text: string) => console.log(text) : undefined
      const report = await runKills({
        kills,
        messagesPerProcess: 10,
        random,
        faults: 0.3,
        database: { url: bouncer.url, schema: 'three' },
        processes: 3,
        lease,
        ...(progress && { progress }),
      })
      reports.push(report)
      expect(report.violations).toEqual([])
      expect(report.accepted).toBeGreaterThan(30)
    },
    180_000 + randomKills * 3_000,
  )

  test.concurrent(
    'that are suspended for longer than they may keep their chats lose nothing and send nothing twice',
    async ({ expect }) => {
      const random = seededRandom(5)
      const kills = stopPoints.map((point): Kill => ({ point, nth: 1, stopFor: lease + 3_000 }))
      const report = await runKills({
        kills,
        messagesPerProcess: 50,
        random,
        faults: 0,
        database: { url: server.url, schema: 'stopped' },
        processes: kills.length,
        spares: 1,
        lease,
      })
      reports.push(report)
      expect(report.violations).toEqual([])
      // Both processes have run the handler to its end, and one answer was sent.
      expect(report.handledAgain).toBeGreaterThan(0)
    },
    180_000,
  )
})
