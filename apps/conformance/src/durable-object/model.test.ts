import { createStore, type Store } from '@wazzup-kit/core/store'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkHandled, checkStored } from '../store/model/check-world.ts'
import { modelCommands } from '../store/model/model-commands.ts'
import { openWorld, type ModelWorld, type StoreKind } from '../store/model/model-world.ts'
import { startRemoteObjects, type RemoteObjects } from './remote-driver.ts'

// STORE_MODEL_RUNS=<number> runs a tenth as many, from a new seed; STORE_MODEL_SEED=<seed> replays one.
const numRuns = Math.ceil(Number(process.env.STORE_MODEL_RUNS ?? 10) / 10)
const anySeed = process.env.STORE_MODEL_RUNS === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)
const seed = Number(process.env.STORE_MODEL_SEED ?? anySeed)

let objects: RemoteObjects
const names = new WeakMap<Store, string>()
let count = 0

beforeAll(async () => {
  objects = await startRemoteObjects('of the test')
})
afterAll(() => objects?.close())

const kind: StoreKind = {
  open(clock) {
    const name = `model-${++count}`
    const store = createStore(objects.open(name, clock))
    names.set(store, name)
    return store
  },
  async reopen(before, clock) {
    const name = names.get(before)!
    await objects.crash(name)
    const store = createStore(objects.open(name, clock))
    names.set(store, name)
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
  for (let turn = 0; turn < 200; turn++) {
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

test('two receivers over a Durable Object lose no event, handle it once and in order, whatever happens', async () => {
  console.log(`Durable Object: ${numRuns} runs, STORE_MODEL_SEED=${seed}`)
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
}, 3_600_000)
