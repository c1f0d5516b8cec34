import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { endRun } from '@wazzup-kit/core/store'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createPath, openStore, runOn, skipReason } from './test-files.ts'

const eventOf = (id: string, due?: number) => ({ id, lane: `in/${id}`, data: 'x'.repeat(600), due })

describe.skipIf(skipReason)(`steps of one turn of the event loop ${skipReason || ''}`, () => {
  it('undoes a step that the database rejects in its middle, and makes the steps beside it', async () => {
    const { driver } = openStore({ path: createPath() })
    const ends = await Promise.allSettled([
      driver.commit('main', { append: [eventOf('a')] }),
      driver.commit('new account', { append: [eventOf('b'), eventOf('c', Number.NaN)] }),
      driver.commit('main', { append: [eventOf('d')] }),
      driver.commit('new account', { append: [eventOf('e')] }),
    ])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    await expect(driver.find('main', ['a', 'd'])).resolves.toHaveLength(2)
    await expect(driver.find('new account', ['b', 'c', 'e'])).resolves.toMatchObject([{ id: 'e' }])
    const accounts = ['new account']
    const { claims } = await driver.claim({ accounts, queue: 'in', limit: 10, lease: 1_000 })
    expect(claims).toMatchObject([{ lane: 'in/e' }])
  })

  it('rejects all steps when their transaction cannot begin, and makes the next ones', async () => {
    const path = createPath()
    const { driver } = openStore({ path })
    await driver.commit('main', {})
    const other = runOn(path, 'BEGIN IMMEDIATE')
    onTestFinished(() => other.close())
    const ends = await Promise.allSettled(['a', 'b'].map((id) => driver.commit('new', { append: [eventOf(id)] })))
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    other.run('ROLLBACK')
    await expect(driver.commit('new', { append: [eventOf('a')] })).resolves.toEqual({ appended: [true] })
  })

  it('undoes a claim whose transaction cannot be committed', async () => {
    const { DatabaseSync } = await import('node:sqlite')
    const { prepare } = DatabaseSync.prototype
    let fails = false
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
      const statement = prepare.call(this, sql)
      const run = statement.run.bind(statement) as () => ReturnType<typeof statement.run>
      if (sql === 'COMMIT') {
        vi.spyOn(statement, 'run').mockImplementation(() => {
          if (fails) throw new Error('the disk is full')
          return run()
        })
      }
      return statement
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const { driver } = openStore({ path: createPath() })
    await driver.commit('main', { append: [eventOf('a')] })
    const request = { accounts: ['main'], queue: 'in', limit: 10, lease: 60_000 }
    fails = true
    await expect(driver.claim(request)).rejects.toThrow('the disk is full')
    fails = false
    const [event] = await driver.find('main', ['a'])
    const due = Date.now() + 60_000
    await driver.commit('main', { settle: [endRun(event!, { state: 'waiting', due, attempts: 1 })] })
    // The lane has no worker, so the settlement makes it due anew.
    expect(await driver.claim(request)).toEqual({ claims: [], next: due })
  })

  it('share one transaction', async () => {
    const path = createPath()
    const { driver } = openStore({ path })
    const ids = Array.from({ length: 50 }, (_, number) => `${number}`)
    await driver.commit('main', {})
    const empty = statSync(`${path}-wal`).size
    await Promise.all(ids.map((id) => driver.commit('main', { append: [eventOf(`together ${id}`)] })))
    const together = statSync(`${path}-wal`).size - empty
    for (const id of ids) await driver.commit('main', { append: [eventOf(`alone ${id}`)] })
    const alone = statSync(`${path}-wal`).size - empty - together
    expect(alone).toBeGreaterThan(together * 3)
  })
})
