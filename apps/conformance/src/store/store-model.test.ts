import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '@wazzup-kit/core/store'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { checkModel } from './model/check-model.ts'
import type { StoreKind } from './model/model-world.ts'

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

describe.each([
  { name: 'memory', kind: memory, runs: 150, share: 1 },
  { name: 'SQLite', kind: sqlite, runs: 45, share: 0.3 },
])('two receivers over a store in $name', ({ kind, ...options }) => {
  test('lose no event, handle it once and in order, whatever happens', async () => {
    expect(await checkModel(kind, options)).toBeGreaterThan(0)
  })
})
