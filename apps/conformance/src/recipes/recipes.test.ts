import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { killPoints, type Kill } from '../kills/kill-points.ts'
import { seededRandom } from '../simulation/seeded-random.ts'
import { runRecipe, type RecipeReport } from './recipe-run.ts'
import type { ScenarioFile } from './scenario.ts'

// The recipes of docs/recipes survive what they promise to survive: kills, two processes at once, repeated and late deliveries,
// lost responses, a channel that goes down, and the fault of the job. In the short run, each recipe has one kill.
// RECIPE_KILLS=<number> adds kills at each named point and at so many random times. RECIPE_SEED=<number> draws the same kills and
// faults again, and RECIPE=<name> runs one recipe. What runs between two kills depends on the machine, and so may the result.

const randomKills = Number(process.env.RECIPE_KILLS ?? 0)
const seed = Number(process.env.RECIPE_SEED ?? 1)

// A short run does not wait for 20 seconds until the chats of a killed process are free. Claims are renewed every 5 seconds.
const lease = randomKills > 0 ? 20_000 : 9_000

const folder = join(import.meta.dirname, 'scenarios')
const names = readdirSync(folder)
  .map((file) => basename(file, '.ts'))
  .filter((name) => [undefined, name].includes(process.env.RECIPE))
const reports: RecipeReport[] = []

let compiled: string
beforeAll(() => void (compiled = mkdtempSync(join(tmpdir(), 'wazzup-compiled-'))))
afterAll(() => {
  rmSync(compiled, { recursive: true, force: true })
  for (const { violations: _, ...report } of reports) console.log(`recipe: ${JSON.stringify(report)}`)
})

/** Draws the kills of a run: at any moment of the work, and in the long run also at the named points and after a time. */
function drawKills(random: () => number): Kill[] {
  const atAnyPoint = (): Kill => ({ point: 'any', nth: 1 + Math.floor(random() * 60) })
  if (randomKills === 0) return [atAnyPoint()]
  const named = killPoints.map((point): Kill => ({ point, nth: 1 + Math.floor(random() * 3) }))
  const others = Array.from({ length: randomKills }, (_, index): Kill => {
    return index % 2 === 0 ? atAnyPoint() : { after: Math.floor(random() * 1_000) }
  })
  return [...named, ...others]
}

/** Runs a recipe. Returns what does not hold in the end. */
async function findViolations(name: string, server?: TestServer): Promise<readonly string[]> {
  const letters = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const random = seededRandom(seed * 10_000 + letters)
  const { createScenario } = (await import(join(folder, `${name}.ts`))) as ScenarioFile
  const kills = drawKills(random)
  console.log(`${name}: RECIPE_SEED=${seed}, kills ${JSON.stringify(kills)}`)
  const where = server
    ? { processes: 2, database: { url: server.url, schema: name.replaceAll('-', '_') } }
    : { processes: 1 }
  const report = await runRecipe({ name, scenario: createScenario(), kills, lease, seed, random, compiled, ...where })
  reports.push(report)
  return report.violations
}

const timeout = 180_000 + randomKills * 20_000

describe('in one process over a SQLite file, a recipe', () => {
  const few = randomKills > 0 ? names : names.slice(0, 1)

  // It runs before the others and alone, so its processes compile the sources, and all others only load them.
  test.for(few)('survives kills and faults: %s', { timeout }, async (name, { expect }) => {
    expect(await findViolations(name)).toEqual([])
  })
})

describe.skipIf(skipReason)(`in two processes over one PostgreSQL, ${skipReason || 'a recipe'}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  test.concurrent.for(names)('survives kills, faults and its twin: %s', { timeout }, async (name, { expect }) => {
    expect(await findViolations(name, server)).toEqual([])
  })
})
