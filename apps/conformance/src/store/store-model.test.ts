import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '@wazzup-kit/core/store'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { checkHandled, checkStored } from './model/check-world.ts'
import { modelCommands } from './model/model-commands.ts'
import { openWorld, type ModelWorld, type StoreKind } from './model/model-world.ts'

// STORE_MODEL_RUNS=<number> runs more, from a new seed; STORE_MODEL_SEED=<seed> replays one. A change is judged by one seed.
const runs = Number(process.env.STORE_MODEL_RUNS ?? 150)
const anySeed = process.env.STORE_MODEL_RUNS === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)
const seed = Number(process.env.STORE_MODEL_SEED ?? anySeed)

const folder = mkdtempSync(join(tmpdir(), 'store-model-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const memory: StoreKind = {
  open: (clock) => createMemoryStore({ clock }),
  reopen: async (store) => store,
  endsClaims: false,
}

const paths = new WeakMap<object, string>()

const sqlite: StoreKind = {
  open(clock) {
    const path = join(folder, `${++files}.db`)
    const store = createSqliteStore({ path, clock })
    paths.set(store, path)
    return store
  },
  async reopen(before, clock) {
    await before.close()
    const path = paths.get(before)!
    const store = createSqliteStore({ path, clock })
    paths.set(store, path)
    return store
  },
  endsClaims: true,
}

/** Handles everything that is left. */
async function finish(world: ModelWorld): Promise<void> {
  const { workers, account } = world
  for (const [index, { process }] of workers.entries()) if (!process.isAlive) world.boot(index)
  for (const { process } of workers) process.run()
  await world.rest()
  for (let count = 0; count < 200; count++) {
    world.release()
    await world.pass(1_000)
    const { waiting } = await account().stats()
    if (!waiting['in']) break
    world.jump(30_000)
    await world.rest()
  }
  await checkStored(world)
  checkHandled(world)
}

describe.each([
  { name: 'memory', kind: memory, share: 1 },
  { name: 'SQLite', kind: sqlite, share: 0.3 },
])('two receivers over a store in $name', ({ name, kind, share }) => {
  test('lose no event, handle it once and in order, whatever happens', async () => {
    const numRuns = Math.ceil(runs * share)
    console.log(`${name}: ${numRuns} runs, STORE_MODEL_SEED=${seed}`)
    await fc.assert(
      fc.asyncProperty(fc.commands(modelCommands, { maxCommands: 60, size: 'max' }), async (commands) => {
        const world = openWorld(kind)
        try {
          await fc.asyncModelRun(() => ({ model: world, real: world }), commands)
          await finish(world)
          expect(world.expected.violations).toEqual([])
        } finally {
          await world.close()
        }
      }),
      { seed, numRuns },
    )
  })
})
