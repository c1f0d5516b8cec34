import { expect, test } from 'vitest'
import { json } from '../../test/scripted-fetch.ts'
import { saveAll, type Rejected } from '../crm.ts'
import { createWazzup, type UserInput } from '../index.ts'

const apiKey = 'c8cf90444023482f909520d454368d27'
const usersOf = (count: number): UserInput[] =>
  Array.from({ length: count }, (_, id) => ({ id: String(id), name: 'n' }))

/** What a rejection says about the bad items of a batch. */
type Details = (bad: number[], batch: UserInput[]) => unknown
const byIndex: Details = (bad) => bad.map((index) => ({ index, fields: ['name'] }))
const nothing: Details = () => []

/** An account that rejects each batch with a bad id whole, as Wazzup does. */
function open(badIds: readonly string[], data: Details = byIndex, code = 'INVALID_USERS_DATA', status = 400) {
  const batches: number[] = []
  const saved = new Set<string>()
  const wazzup = createWazzup({
    apiKey,
    fetch: async (_, init) => {
      const batch = JSON.parse(init.body as string) as UserInput[]
      batches.push(batch.length)
      const bad = batch.flatMap(({ id }, index) => (badIds.includes(id) ? [index] : []))
      if (bad.length > 0) return json(status, { error: code, data: data(bad, batch) })
      for (const { id } of batch) saved.add(id)
      return new Response('')
    },
  })
  return { batches, saved, save: (users: UserInput[]) => wazzup.users.save({ users }) }
}

const idsOf = (rejected: readonly Rejected<UserInput>[]) => rejected.map(({ id }) => id)

test('saves all items in batches of 100, also those of an async iterable', async () => {
  const { save, batches, saved } = open([])
  async function* read() {
    yield* usersOf(250)
  }
  expect(await saveAll(save, read())).toEqual({ saved: 250, rejected: [] })
  expect(batches).toEqual([100, 100, 50])
  expect(saved.size).toBe(250)
  expect(await saveAll(save, [])).toEqual({ saved: 0, rejected: [] })
  expect(batches).toHaveLength(3)
})

test('leaves out what the rejection names, and saves the rest of the batch', async () => {
  const { save, batches, saved } = open(['3', '7', '142'])
  const report = await saveAll(save, usersOf(150))
  expect(report.saved).toBe(147)
  expect(report.rejected).toMatchObject([
    { id: '3', fields: ['name'], item: { id: '3', name: 'n' } },
    { id: '7', fields: ['name'] },
    { id: '142', fields: ['name'] },
  ])
  expect(report.rejected[0]!.message).toMatch(/\.$/)
  expect(batches).toEqual([100, 98, 50, 49])
  expect(saved.has('3')).toBe(false)
})

test.each([
  ['one object', (bad: number[]) => ({ index: bad[0], fields: 'name' })],
  ['numbers as text', (bad: number[]) => [{ index: String(bad[0]), fields: [null, 'name'] }]],
])('reads the index also from %s', async (_form, data) => {
  const { save, batches } = open(['42'], data)
  const { rejected } = await saveAll(save, usersOf(100))
  expect(rejected).toMatchObject([{ id: '42', fields: ['name'] }])
  expect(batches).toEqual([100, 99])
})

test.each([
  ['no details', nothing],
  ['an index outside of the batch', () => [{ index: 100, fields: ['name'] }]],
  ['no list', () => 'text'],
])('finds the invalid item by halves when the rejection has %s, at about 15 more calls', async (_form, data) => {
  const { save, batches } = open(['42'], data)
  const report = await saveAll(save, usersOf(100))
  expect(report.saved).toBe(99)
  expect(idsOf(report.rejected)).toEqual(['42'])
  expect(batches.length).toBeLessThanOrEqual(16)
})

test('finds the employee whose phone another one has', async () => {
  const users = usersOf(100).map((user, index) => ({ ...user, phone: `7901000${1000 + index}` }))
  const { save, batches } = open(['42'], () => ({ phone: '79010001042' }), 'DUPLICATE_PHONE_NUMBER')
  const { rejected } = await saveAll(save, users)
  expect(rejected).toMatchObject([{ id: '42', fields: ['phone'] }])
  expect(batches).toEqual([100, 99])
})

test('reports what the client itself rejects, by the id of your CRM, and calls Wazzup once', async () => {
  const { save, batches } = open([])
  const users = usersOf(100).map((user) => (user.id === '42' ? { ...user, name: '' } : user))
  const { saved, rejected } = await saveAll(save, users)
  expect(saved).toBe(99)
  expect(rejected).toMatchObject([{ id: '42', fields: ['name'], message: expect.stringMatching(/^name /) }])
  expect(batches).toEqual([99])
})

test('saves an id once, also when it stands in another batch again or as a number', async () => {
  const { save, batches } = open([])
  const twice = [...usersOf(150), { id: '7', name: 'again' }]
  const { saved, rejected } = await saveAll(save, twice)
  expect(saved).toBe(150)
  expect(rejected).toMatchObject([{ item: { name: 'again' }, fields: ['id'] }])
  expect(batches).toEqual([100, 50])
})

test.each([
  ['USER_LIMIT_EXCEEDED', 400],
  ['INVALID_APIKEY', 401],
  ['SOMETHING_NEW', 400],
])('ends with the error when it is not about items: %s', async (code, status) => {
  const { save, batches } = open(['142'], nothing, code, status)
  const told: number[] = []
  const saving = saveAll(save, usersOf(300), { onBatch: ({ saved }) => told.push(saved) })
  await expect(saving).rejects.toMatchObject({ code, status })
  expect(told).toEqual([100])
  expect(batches).toEqual([100, 100])
})

test('ends with the error of a call that is wrong itself', async () => {
  const { batches } = open([])
  const wazzup = createWazzup({ apiKey, fetch: async () => new Response('') })
  // @ts-expect-error the list has another name
  const save = (items: UserInput[]) => wazzup.users.save({ items })
  await expect(saveAll(save, usersOf(3))).rejects.toMatchObject({ name: 'WazzupValidationError' })
  expect(batches).toEqual([])
})

test('ends with the error of a call that is about an item which is not of the list', async () => {
  const { save } = open([])
  const withAnother = (users: UserInput[]) => save([...users, { id: 'another', name: '' }])
  await expect(saveAll(withAnother, usersOf(3))).rejects.toMatchObject({ issues: [{ path: 'users[3].name' }] })
})

test('waits for what it tells, and ends when that fails', async () => {
  const { save, batches } = open(['3'])
  const marks: string[] = []
  const onBatch = async ({ lastId }: { lastId: string }) => {
    await Promise.resolve()
    marks.push(lastId)
    if (lastId === '199') throw new Error('the disk is full')
  }
  const rejected: string[] = []
  const saving = saveAll(save, usersOf(300), { onBatch, onRejected: ({ id }) => rejected.push(id) })
  await expect(saving).rejects.toThrow('the disk is full')
  expect(marks).toEqual(['99', '199'])
  expect(rejected).toEqual(['3'])
  expect(batches).toEqual([100, 99, 100])
})

test('stops before the next batch when the signal aborts', async () => {
  const { save, batches } = open([])
  const stop = new AbortController()
  const saving = saveAll(save, usersOf(300), { signal: stop.signal, onBatch: () => stop.abort(new Error('enough')) })
  await expect(saving).rejects.toThrow('enough')
  expect(batches).toEqual([100])
})
