import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRemoteObjects, type RemoteObjects } from './remote-driver.ts'

let objects: RemoteObjects
beforeAll(async () => {
  objects = await startRemoteObjects('of the object')
})
afterAll(() => objects?.close())

const clock = { now: () => 1_750_000_000_000 }
// Longer than a row may be, and with a character at each border that must not be cut.
const long = `"\0${'я😀'.repeat(400_000)}`

test('keeps contents that are longer than a row, and deletes all of them', async () => {
  const driver = objects.open('long', clock)
  await driver.commit('main', { append: [{ id: 'empty', lane: 'in/empty', data: null }] })
  const bytes = async () => (await driver.stats('main')).bytes!
  const before = await bytes()

  const append = { id: 'a', lane: 'in/a', data: [long] }
  await driver.commit('main', {
    append: [append],
    write: [{ key: 'k', value: long, version: undefined }],
  })
  // A repeat leaves nothing behind.
  expect(await driver.commit('main', { append: [append] })).toEqual({ appended: [false] })
  const read = async () => {
    const [event] = await driver.find('main', ['a'])
    const [record] = await driver.read('main', ['k'])
    return { event: event!, record: record! }
  }
  const first = await read()
  expect(first.event.data).toEqual([long])
  expect(first.record.value).toBe(long)
  expect(await bytes()).toBeGreaterThan(before + 4_000_000)

  const retry = { state: 'waiting', due: 5, attempts: 1, progress: { long } } as const
  await driver.commit('main', { settle: [{ ...first.event, end: retry }] })
  const second = (await read()).event
  expect(second.progress).toEqual({ long })
  await driver.commit('main', { settle: [{ ...second, end: { ...retry, state: 'dead', error: 'failed' } }] })
  const third = (await read()).event
  await driver.commit('main', { settle: [{ ...third, end: { state: 'replayed', progress: { long } } }] })
  const { event, record } = await read()
  expect([event.data, event.progress]).toEqual([[long], { long }])

  await driver.commit('main', {
    settle: [{ ...event, end: { state: 'done' } }],
    write: [{ key: 'k', value: 'short', version: record.version }],
  })
  expect((await read()).event.data).toBeNull()
  expect(await bytes()).toBeLessThan(before + 100_000)
})

test('stores nothing of a step that fails in the middle', async () => {
  const driver = objects.open('half', clock)
  const append = [
    { id: 'a', lane: 'in/a', data: 1 },
    // SQLite stores no text that is longer than 2 MB in a row, and keys are not split.
    { id: 'x'.repeat(3_000_000), lane: 'in/b', data: 1 },
  ]
  await expect(driver.commit('main', { append })).rejects.toThrow('too big')
  expect(await driver.find('main', ['a'])).toEqual([])
  expect(await driver.stats('main')).toMatchObject({ waiting: {}, lanes: 0 })
  // It was the first step of the account, so its number must not be remembered either.
  await driver.commit('main', { append: [{ id: 'b', lane: 'in/b', data: 1 }] })
  await objects.crash('half')
  expect(await driver.find('main', ['b'])).toHaveLength(1)
})

test('ends the claims of the instance before when the object starts, and counts them', async () => {
  const driver = objects.open('claims', clock)
  await driver.commit('main', { append: [{ id: 'a', lane: 'in/a', data: 1 }] })
  const claim = async () => {
    const { claims } = await driver.claim({ accounts: ['main'], queue: 'in', limit: 1, lease: 20_000 })
    return claims.map(({ abandoned }) => abandoned)
  }
  expect([await claim(), await claim()]).toEqual([[0], []])
  await objects.crash('claims')
  expect([await claim(), await claim()]).toEqual([[1], []])
})

test('opens no storage that newer code has changed so that this code cannot use it', async () => {
  const driver = objects.open('newer', clock)
  await driver.stats('main')
  await objects.run('newer', 'UPDATE wazzup_schema SET version = 8, oldest = 1')
  await objects.crash('newer')
  expect(await driver.stats('main')).toMatchObject({ dead: 0 })
  await objects.run('newer', 'UPDATE wazzup_schema SET version = 9, oldest = 9')
  await objects.crash('newer')
  await expect(driver.stats('main')).rejects.toThrow(
    'its schema is 9, which needs version 9 or later, and this package knows version 1. Update @wazzup-kit/edge.',
  )
})
