import { startServer, skipReason, type TestServer } from '@wazzup-kit/test-postgres'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { killPoints, type Kill } from '../kills/kill-points.ts'
import { seededRandom } from '../simulation/seeded-random.ts'
import { runRecipe, type RecipeReport } from './recipe-run.ts'
import type { Scenario } from './scenario.ts'

// The recipes of docs/recipes survive what they promise to survive: kills, two processes at once, repeated and late deliveries,
// lost responses, a channel that goes down, and the fault that the job warns of. The short run has one kill for each recipe.
// RECIPE_KILLS=<number> adds kills at named points and at random times, and RECIPE_SEED=<number> repeats a run.

const randomKills = Number(process.env.RECIPE_KILLS ?? 0)
const seed = Number(process.env.RECIPE_SEED ?? 1)

// A short run does not wait for 20 seconds until the chats of a killed process are free. Claims are renewed every 5 seconds.
const lease = randomKills > 0 ? 20_000 : 9_000

const folder = join(import.meta.dirname, 'scenarios')
const chosen = process.env.RECIPE
const names = readdirSync(folder)
  .map((file) => basename(file, '.ts'))
  .filter((name) => chosen === undefined || name === chosen)
const reports: RecipeReport[] = []

let server: TestServer
let compiled: string
beforeAll(async () => {
  compiled = mkdtempSync(join(tmpdir(), 'wazzup-compiled-'))
  if (!skipReason) server = await startServer()
}, 60_000)
afterAll(async () => {
  rmSync(compiled, { recursive: true, force: true })
  await server?.stop()
  for (const { violations: _, ...report } of reports) console.log(`recipe: ${JSON.stringify(report)}`)
})

/** Draws the kills of a run: at any moment of the work, and in the long run also at the named points and after a time. */
function drawKills(random: () => number): Kill[] {
  const atAnyPoint = (): Kill => ({ point: 'any', nth: 1 + Math.floor(random() * 60) })
  if (randomKills === 0) return [atAnyPoint()]
  const named = killPoints.map((point): Kill => ({ point, nth: 1 + Math.floor(random() * 3) }))
  const others = Array.from({ length: randomKills }, (_, index): Kill =>
    index % 2 === 0 ? atAnyPoint() : { after: random() * 1_000 },
  )
  return [...named, ...others]
}

async function survive(name: string, processes: 1 | 2): Promise<RecipeReport> {
  const random = seededRandom(seed * 1_000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0))
  const { scenario } = (await import(join(folder, `${name}.ts`))) as { scenario: Scenario }
  const kills = drawKills(random)
  console.log(`${name}: RECIPE_SEED=${seed}, kills ${JSON.stringify(kills)}`)
  const database = processes === 1 ? {} : { database: { url: server.url, schema: name.replaceAll('-', '_') } }
  const report = await runRecipe({ name, scenario, kills, processes, lease, seed, random, compiled, ...database })
  reports.push(report)
  return report
}

const timeout = 120_000 + randomKills * 20_000

describe.skipIf(skipReason)(`in two processes over one PostgreSQL ${skipReason}`, () => {
  test.concurrent.for(names)('%s survives', { timeout }, async (name, { expect }) => {
    const { violations } = await survive(name, 2)
    expect(violations).toEqual([])
  })
})
