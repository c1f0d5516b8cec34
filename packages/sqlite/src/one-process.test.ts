import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSqliteStore } from './index.ts'
import { createPath, openStore, runOn, skipReason } from './test-files.ts'

const writer = fileURLToPath(new URL('test-writer.ts', import.meta.url))

/** A process that writes to the file. */
interface Writer {
  process: ChildProcess
  /** The numbers of the steps that the process reported as committed. */
  numbers(): number[]
}

/** Starts a process that writes to the file, and waits until it has committed `steps`. */
async function startWriter(path: string, steps: number): Promise<Writer> {
  const child = spawn(process.execPath, [writer, path], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  child.stderr.on('data', (chunk) => (complaints += String(chunk)))
  const numbers = (): number[] => printed.split('\n').slice(0, -1).map(Number)
  await expect
    .poll(() => (child.exitCode === null ? numbers().length : complaints), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(steps)
  return { process: child, numbers }
}

async function kill({ process }: Writer): Promise<void> {
  process.kill('SIGKILL')
  await once(process, 'close')
}

describe.skipIf(skipReason)(`a store in SQLite is for one process ${skipReason || ''}`, () => {
  it('rejects each call with the same error while another process has the file', async () => {
    const path = createPath()
    await startWriter(path, 1)
    const { driver } = openStore({ path, lockTimeout: 100 })
    const errors = await Promise.all([
      driver.head('main', 'in/0').catch((error: unknown) => error),
      driver.commit('main', {}).catch((error: unknown) => error),
    ])
    expect(errors[0]).toBe(errors[1])
    expect(errors[0]).toMatchObject({
      message:
        `Another process has "${path}" open, and did not close it within 100 ms. A SQLite store is for one process: ` +
        'stop the other one, or use @wazzup-kit/postgres for several processes.',
    })
  })

  it('says so before the process listens', async () => {
    const path = createPath()
    const other = await startWriter(path, 1)
    await expect(createSqliteStore({ path, lockTimeout: 100 }).ready()).rejects.toThrow('Another process has')
    await kill(other)
    const store = createSqliteStore({ path })
    await store.ready()
    await store.close()
  })

  it('waits for the other process, and has everything that it committed before a SIGKILL', async () => {
    const path = createPath()
    const other = await startWriter(path, 300)
    const { driver } = openStore({ path })
    const waiting = driver.listEvents('main', { state: 'waiting', limit: 1_000_000 })
    await kill(other)
    const events = await waiting
    const stored = events.map(({ id }) => Number(id.slice(1)))
    expect(stored).toEqual(stored.map((_, index) => index))
    const acknowledged = other.numbers()
    expect(acknowledged.length).toBeGreaterThanOrEqual(300)
    expect(stored.length).toBeGreaterThan(Math.max(...acknowledged))
    const keys = [...stored, stored.length].map((number) => `r${number}`)
    const records = await driver.read('main', keys)
    expect(records.map((record) => record?.value)).toEqual([...stored, undefined])
    expect(events.every(({ data }) => (data as { text: string }).text.length === 500)).toBe(true)
  })

  it('frees the file when it is closed', async () => {
    const path = createPath()
    const { store } = openStore({ path })
    await store.close()
    const other = await startWriter(path, 1)
    expect(other.process.exitCode).toBe(null)
  })

  it('rejects a second store of this process on the same file, also behind a link', async () => {
    const path = createPath()
    const { driver } = openStore({ path })
    await driver.head('main', 'in/0')
    const link = join(dirname(path), 'link.db')
    symlinkSync(path, link)
    for (const same of [path, link, join(dirname(path), '.', 'x', '..', 'bot.db')]) {
      const second = openStore({ path: same }).driver
      await expect(second.head('main', 'in/0')).rejects.toThrow(
        `This process has "${path}" open in another store already`,
      )
    }
    await expect(driver.commit('main', {})).resolves.toEqual({ appended: [] })
  })

  it('opens the file again after a close, and other files beside it', async () => {
    const path = createPath()
    const first = openStore({ path })
    const other = openStore({ path: join(dirname(path), 'other.db') })
    await first.driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
    await first.store.close()
    const second = openStore({ path })
    await expect(second.driver.find('main', ['a'])).resolves.toMatchObject([{ data: 1 }])
    await expect(other.driver.find('main', ['a'])).resolves.toEqual([])
  })

  it('stops to wait for the file when it is closed', async () => {
    const path = createPath()
    await startWriter(path, 1)
    const { store, driver } = openStore({ path })
    const call = driver.head('main', 'in/0')
    await store.close()
    await expect(call).rejects.toThrow(`The store "${path}" is closed`)
  })

  it('commits nothing more when another process opened the file in spite of the lock', async () => {
    const path = createPath()
    const { driver } = openStore({ path })
    await driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
    runOn(path, 'UPDATE wazzup_openings SET count = count + 1').close()
    const step = { append: [{ id: 'b', lane: 'in/a', data: 1 }] }
    await expect(driver.commit('main', step)).rejects.toThrow('Another process has opened the file of this store since')
    await expect(driver.find('main', ['a', 'b'])).resolves.toHaveLength(1)
  })
})
