import { endRun } from '@wazzup-kit/core/store'
import { expect, test, vi } from 'vitest'
import { createSqliteStore } from './index.ts'
import { createPath, skipReason } from './test-files.ts'

// Node 22.13, the oldest that is supported, takes `?1` for the name of a parameter and rejects its value.
test.skipIf(skipReason)(`no numbered parameter reaches node:sqlite ${skipReason || ''}`, async () => {
  const { DatabaseSync } = await import('node:sqlite')
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = createSqliteStore({ path: createPath() })
  const { driver } = store.forAccount('main')
  await driver.commit('main', {
    append: [{ id: 'a', lane: 'in/a', data: 1, subject: 's' }],
    write: [{ key: 'k', value: 1, version: undefined, group: 'g' }],
  })
  const { claims } = await driver.claim({ accounts: ['main'], queue: 'in', limit: 1, lease: 1_000 })
  await driver.renew(claims, 1_000)
  const event = (await driver.head('main', 'in/a'))!
  await driver.commit('main', { settle: [endRun(event, { state: 'waiting', due: 1, attempts: 1 })] })
  await driver.wake('main', 'in/')
  await driver.commit('main', { settle: [endRun({ ...event, revision: event.revision + 1 }, { state: 'done' })] })
  await driver.release(claims[0]!)
  expect(await driver.listRecords('main', { prefix: 'k', limit: 1 })).toHaveLength(1)
  await driver.stats('main')
  await store.close()
  const statements = prepare.mock.calls.map(([sql]) => sql)
  prepare.mockRestore()
  expect(statements.length).toBeGreaterThan(10)
  expect(statements.filter((sql) => /\?\d/.test(sql))).toEqual([])
})
