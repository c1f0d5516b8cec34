import { createStore, type Store } from '@wazzup-kit/core/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkModel } from '../store/model/check-model.ts'
import type { StoreKind } from '../store/model/model-world.ts'
import { startRemoteObjects, type RemoteObjects } from './remote-driver.ts'

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

test('two receivers over a Durable Object lose no event, handle it once and in order, whatever happens', async () => {
  expect(await checkModel(kind, { name: 'Durable Object', runs: 1, share: 0.1 })).toBeGreaterThan(0)
}, 3_600_000)
