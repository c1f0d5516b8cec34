import { expect, test } from 'vitest'
import { json } from '../../test/scripted-fetch.ts'
import { createWazzup, splitBatches, isWazzupError } from '../index.ts'
import type { FetchLike } from './transport/transport.ts'

const users = Array.from({ length: 250 }, (_, id) => ({ id: String(id), name: 'n' }))

/** Rejects each batch with one of these ids, as Wazzup does: the whole batch, with the index of the item. */
function userServer(badIds: string[], status = 400) {
  const batches: string[][] = []
  const fetch: FetchLike = async (_, init) => {
    const ids = (JSON.parse(init.body as string) as { id: string }[]).map(({ id }) => id)
    batches.push(ids)
    const index = ids.findIndex((id) => badIds.includes(id))
    if (index < 0) return new Response('')
    return json(status, { error: 'INVALID_USERS_DATA', data: [{ index, fields: ['name'] }] })
  }
  return { batches, wazzup: createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch }) }
}

test('sends batches of 100 one after the other, and reports the progress', async () => {
  const { wazzup, batches } = userServer([])
  const progress: string[] = []
  const report = await splitBatches(users, (batch) => wazzup.users.save({ users: batch }), {
    onBatch: ({ tried, total }) => progress.push(`${tried}/${total}`),
  })
  expect(batches.map(({ length }) => length)).toEqual([100, 100, 50])
  expect(report).toMatchObject({ done: [{ offset: 0 }, { offset: 100 }, { offset: 200 }], failed: [], left: [] })
  expect(progress).toEqual(['1/3', '2/3', '3/3'])
})

test('reports a failed batch with its offset, and still sends the others', async () => {
  const { wazzup } = userServer(['142'])
  const report = await splitBatches(users, (batch) => wazzup.users.save({ users: batch }))
  expect(report.done.map(({ offset }) => offset)).toEqual([0, 200])
  const [failed] = report.failed
  expect(failed).toMatchObject({ offset: 100, error: { data: [{ index: 42, fields: ['name'] }] } })
  expect(users[failed!.offset + 42]!.id).toBe('142')
})

test('stops after a rejected key, and lists the batches that were not sent', async () => {
  const { wazzup, batches } = userServer(['0'], 401)
  const report = await splitBatches(users, (batch) => wazzup.users.save({ users: batch }))
  expect(batches).toHaveLength(1)
  expect(report.failed).toHaveLength(1)
  expect(report.left.map(({ offset }) => offset)).toEqual([100, 200])
})

test('stops before the next batch when aborted', async () => {
  const { wazzup } = userServer([])
  const stop = new AbortController()
  const report = await splitBatches(users, (batch) => wazzup.users.save({ users: batch }), {
    size: 10,
    signal: stop.signal,
    onBatch: ({ tried }) => (tried === 3 ? stop.abort() : undefined),
  })
  expect([report.done.length, report.left.length]).toEqual([3, 22])
})

test('a save accepts at most 100 items, and no id twice', async () => {
  const { wazzup, batches } = userServer([])
  const tooMany = await wazzup.users.save({ users }).catch((error: unknown) => error)
  expect(isWazzupError(tooMany) && tooMany.message).toBe(
    'users.save: users must be at most 100 items; split with splitBatches()',
  )
  const twice = await wazzup.users.save({ users: [users[0]!, users[1]!, users[0]!] }).catch((error: unknown) => error)
  expect(twice).toMatchObject({ issues: [{ path: 'users', message: 'must be each id only once' }] })
  expect(batches).toHaveLength(0)
})

test('returns the report when onBatch throws', async () => {
  const { wazzup, batches } = userServer([])
  const report = await splitBatches(users, (batch) => wazzup.users.save({ users: batch }), {
    onBatch: () => {
      throw new Error('no terminal')
    },
  })
  expect(report.done).toHaveLength(3)
  expect(batches).toHaveLength(3)
})

test('ignores the rejection of an asynchronous onBatch', async () => {
  const rejections: unknown[] = []
  const listen = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', listen)
  try {
    const { wazzup } = userServer([])
    await splitBatches(users, (batch) => wazzup.users.save({ users: batch }), {
      onBatch: () => Promise.reject(new Error('no terminal')),
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(rejections).toEqual([])
  } finally {
    process.off('unhandledRejection', listen)
  }
})

test.each([[Number.NaN], [0], [-1], [0.5]])('rejects a size of %s without a call', async (size) => {
  const { wazzup, batches } = userServer([])
  const outcome = splitBatches(users, (batch) => wazzup.users.save({ users: batch }), { size })
  await expect(outcome).rejects.toMatchObject({ issues: [{ path: 'size' }] })
  expect(batches).toEqual([])
})
