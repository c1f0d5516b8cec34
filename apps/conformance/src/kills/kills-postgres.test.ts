import { bouncerSkipReason, startBouncedServer, type BouncedServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { seededRandom } from '../simulation/seeded-random.ts'
import type { KillReport } from './judge.ts'
import { killPoints, type Kill } from './kill-points.ts'
import { runKills } from './kill-run.ts'

// What kills.test.ts says of one process, of several over one PostgreSQL. KILL_RUNS=<number> adds kills at random times.

const randomKills = Number(process.env.KILL_RUNS ?? 0)
const reports: KillReport[] = []

// A short run does not wait for 20 seconds until the chats of a killed process are free. Claims are renewed every 5 seconds.
const lease = randomKills > 0 ? 20_000 : 9_000

/** Points at which a process has something to lose when it goes on. The first ones are in the short run too. */
const stopPoints = [
  'when a handler has replied',
  'after the start of a send is stored',
  'before the result of a send is stored',
  'before the end of a run is stored',
  'before a request leaves',
] as const

/** Returns a part of a list for the short run: each nth. */
function partOf<Item>(list: readonly Item[], nth: number): readonly Item[] {
  return randomKills > 0 ? list : list.filter((_, index) => index % nth === 0)
}

describe.skipIf(bouncerSkipReason)(`bots over one PostgreSQL ${bouncerSkipReason}`, () => {
  let started: BouncedServer
  beforeAll(async () => void (started = await startBouncedServer()), 60_000)
  afterAll(() => started?.stop())
  afterAll(() => console.log(`kills: ${JSON.stringify(reports.map(({ violations: _, ...report }) => report))}`))

  test.concurrent('two of which are killed at named points lose nothing and send nothing twice', async ({ expect }) => {
    const random = seededRandom(3)
    const kills = partOf(killPoints, 3).map((point): Kill => ({ point, nth: 1 + Math.floor(random() * 3) }))
    const database = { url: started.server.url, schema: 'two' }
    const options = { messagesPerProcess: 5, leastAnswers: 6, pause: 60, faults: 0, processes: 2 }
    const report = await runKills({ kills, random, database, lease, ...options })
    reports.push(report)
    expect(report.violations).toEqual([])
    expect(report.accepted).toBeGreaterThan(5)
  }, 180_000)

  test.concurrent(
    'three of which are killed at random under faults, behind PgBouncer, lose nothing and send nothing twice',
    async ({ expect }) => {
      const random = seededRandom(4)
      const nth = () => 1 + Math.floor(random() * 100)
      const kills = Array.from({ length: 4 + randomKills }, (): Kill => ({ point: 'any', nth: nth() }))
      const progress = randomKills > 0 ? (text: string) => console.log(text) : undefined
      const report = await runKills({
        kills,
        messagesPerProcess: 5,
        leastAnswers: 6,
        pause: 60,
        random,
        faults: 0.3,
        database: { url: started.bouncer.url, schema: 'three' },
        processes: 3,
        lease,
        ...(progress && { progress }),
      })
      reports.push(report)
      expect(report.violations).toEqual([])
      expect(report.accepted).toBeGreaterThan(5)
    },
    180_000 + randomKills * 3_000,
  )

  test.concurrent('that are suspended for longer than they may keep their chats lose nothing and send nothing twice', async ({
    expect,
  }) => {
    const random = seededRandom(5)
    const points = randomKills > 0 ? stopPoints : stopPoints.slice(0, 3)
    const kills = points.map((point): Kill => ({ point, nth: 1, stopFor: lease + 3_000 }))
    const report = await runKills({
      kills,
      messagesPerProcess: 10,
      pause: 250,
      random,
      faults: 0,
      database: { url: started.server.url, schema: 'stopped' },
      processes: kills.length,
      spares: 1,
      lease,
    })
    reports.push(report)
    expect(report.violations).toEqual([])
    // Both processes have run the handler to its end, and one answer was sent.
    expect(report.handledAgain).toBeGreaterThan(0)
  }, 180_000)
})
