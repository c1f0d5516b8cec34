import fc from 'fast-check'
import { expect } from 'vitest'
import { checkHandled, checkStored } from './check-world.ts'
import { modelCommands } from './model-commands.ts'
import { openWorld, type ModelWorld, type StoreKind } from './model-world.ts'

// STORE_MODEL_RUNS=<number> runs more, from a new seed; STORE_MODEL_SEED=<seed> replays one. A change is judged by one seed.
const given = process.env.STORE_MODEL_RUNS === undefined ? undefined : Number(process.env.STORE_MODEL_RUNS)
const anySeed = given === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)
const seed = Number(process.env.STORE_MODEL_SEED ?? anySeed)

/** How often a kind of store is checked. */
export interface ModelOptions {
  /** Name of the engine. */
  name: string
  /** Number of runs unless `STORE_MODEL_RUNS` is given. */
  runs: number
  /** Share of `STORE_MODEL_RUNS`. A slower engine has a smaller one. */
  share: number
}

/** Makes random steps with two processes over a store, and checks that they do what the model says. Returns the number of runs. */
export async function checkModel(kind: StoreKind, { name, runs, share }: ModelOptions): Promise<number> {
  const numRuns = given === undefined ? runs : Math.ceil(given * share)
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
  return numRuns
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
