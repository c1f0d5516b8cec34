import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WazzupValidationError } from '@wazzup-kit/core'
import { createSqliteStore, type SqliteStoreOptions } from './index.ts'
import { createPath, openStore, runOn, skipReason } from './test-files.ts'

describe('createSqliteStore', () => {
  it.each([
    [undefined, 'path must be the path of a file, for example "bot.db"'],
    [{ path: '' }, 'path must be the path of a file, for example "bot.db"'],
    [{ path: 5 }, 'path must be the path of a file, for example "bot.db"'],
    [{ path: ':memory:' }, 'for tests in memory use createMemoryStore'],
    [{ path: 'file:bot.db' }, 'path must be the path of a file'],
    [{ path: 'bot.db', lockTimeout: -1 }, 'lockTimeout must be a number of milliseconds, 0 or more'],
    [{ path: 'bot.db', lockTimeout: '5' }, 'lockTimeout must be a number of milliseconds, 0 or more'],
    [{ path: 'bot.db', clock: {} }, 'clock must be a clock with a function now()'],
    [{ path: 'bot.db', file: 'x' }, 'file is not an option of createSqliteStore'],
  ])('rejects the options %j', (options, message) => {
    const create = () => createSqliteStore(options as SqliteStoreOptions)
    expect(create).toThrow(WazzupValidationError)
    expect(create).toThrow(message)
  })

  it('rejects a Node without node:sqlite with a sentence that says what to do', () => {
    const without = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined)
    onTestFinished(() => without.mockRestore())
    expect(() => createSqliteStore({ path: 'bot.db' })).toThrow(
      `createSqliteStore needs node:sqlite, which Node 22.13 and newer have; this is Node ${process.versions.node}.`,
    )
  })
})

describe.skipIf(skipReason)(`opening a file ${skipReason || ''}`, () => {
  it('rejects a folder that does not exist', async () => {
    const path = createPath('missing/bot.db')
    const { driver } = openStore({ path })
    await expect(driver.stats('main')).rejects.toThrow(`The folder "${dirname(path)}" does not exist`)
  })

  it('rejects a schema of a newer version and leaves the file as it is', async () => {
    const path = createPath()
    const first = openStore({ path })
    await first.driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
    await first.store.close()
    runOn(path, 'PRAGMA user_version = 99').close()
    const { driver, store } = openStore({ path })
    await expect(driver.stats('main')).rejects.toThrow(
      `"${path}" was written by a newer version of @wazzup-kit/sqlite: its schema is 99`,
    )
    await store.close()
    runOn(path, 'PRAGMA user_version = 1').close()
    await expect(openStore({ path }).driver.find('main', ['a'])).resolves.toHaveLength(1)
  })

  it.each(['CREATE TABLE users (id)', 'PRAGMA user_version = 1'])(
    'rejects the database of another program',
    async (sql) => {
      const path = createPath()
      runOn(path, sql).close()
      const { driver } = openStore({ path })
      await expect(driver.stats('main')).rejects.toThrow(`"${path}" is the database of another program`)
    },
  )

  it('rejects a file that is not a database', async () => {
    const path = createPath()
    writeFileSync(path, 'Hello '.repeat(500))
    await expect(openStore({ path }).driver.stats('main')).rejects.toThrow(`"${path}" is not a SQLite database`)
  })

  it('can be opened by a later store after a failure', async () => {
    const path = createPath()
    runOn(path, 'CREATE TABLE users (id)').close()
    await expect(openStore({ path }).driver.stats('main')).rejects.toThrow('another program')
    runOn(path, 'DROP TABLE users').close()
    await expect(openStore({ path }).driver.stats('main')).resolves.toMatchObject({ dead: 0 })
  })

  it('ends the claims of earlier processes at once, and counts them', async () => {
    const path = createPath()
    const request = { accounts: ['main'], queue: 'in', limit: 5, lease: 3_600_000 }
    const first = openStore({ path })
    await first.driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
    const { claims: before } = await first.driver.claim(request)
    await first.store.close()
    const { driver } = openStore({ path })
    const { claims } = await driver.claim(request)
    expect(claims).toMatchObject([{ lane: 'in/a', abandoned: 1 }])
    await expect(driver.renew(before, 1_000)).resolves.toEqual(before)
  })

  it('rejects calls after it was closed', async () => {
    const { store, driver } = openStore({ path: createPath() })
    await store.close()
    await store.close()
    await expect(driver.head('main', 'in/a')).rejects.toThrow('is closed')
    await expect(driver.commit('main', {})).rejects.toThrow('is closed')
  })

  it('makes what was asked for before it is closed', async () => {
    const path = createPath()
    const { store, driver } = openStore({ path })
    const commit = driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
    await store.close()
    await expect(commit).resolves.toEqual({ appended: [true] })
    await expect(openStore({ path }).driver.find('main', ['a'])).resolves.toHaveLength(1)
  })
})
