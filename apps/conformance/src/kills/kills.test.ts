import { afterAll, expect, test } from 'vitest'
import { seededRandom } from '../simulation/seeded-random.ts'
import { killPoints, type Kill } from './kill-points.ts'
import { runKills } from './kill-run.ts'
import type { KillReport } from './judge.ts'

// P2: no event answered with 200 is lost, and no message is sent twice, whenever the process is killed.
// KILL_RUNS=<number> adds kills at random times; `pnpm test:long` runs hundreds of them.

const randomKills = Number(process.env.KILL_RUNS ?? 0)
const reports: KillReport[] = []

afterAll(() => console.log(`kills: ${JSON.stringify(reports.map(({ violations: _, ...report }) => report))}`))

test('a bot that is killed at every named point loses nothing and sends nothing twice', async () => {
  const random = seededRandom(1)
  const kills = killPoints.map((point): Kill => ({ point, nth: 1 + Math.floor(random() * 5) }))
  const report = await runKills({ kills, messagesPerProcess: 5, leastAnswers: 11, random, faults: 0 })
  reports.push(report)
  expect(report.violations).toEqual([])
  expect(report.accepted).toBeGreaterThan(10)
}, 120_000)

test(
  'a bot that is killed at random under faults loses nothing and sends nothing twice',
  async () => {
    const random = seededRandom(2)
    // On a slow machine little happens in a time, so half of the kills count what happened.
    const kills = Array.from({ length: 6 + randomKills }, (_, index): Kill =>
      index % 2 === 0 ? { after: random() * 600 } : { point: 'any', nth: 1 + Math.floor(random() * 100) },
    )
    const progress = randomKills > 0 ? (text: string) => console.log(text) : undefined
    const report = await runKills({
      kills,
      messagesPerProcess: 5,
      leastAnswers: 11,
      random,
      faults: 0.3,
      ...(progress && { progress }),
    })
    reports.push(report)
    expect(report.violations).toEqual([])
    expect(report.accepted).toBeGreaterThan(10)
  },
  120_000 + randomKills * 3_000,
)
