import { expect, test } from 'vitest'
import { createMemoryStore, endRun } from '../../store.ts'

test.each(['', ' ', 'a'.repeat(201), undefined])('rejects %j as the id of an account', (id) => {
  expect(() => createMemoryStore().forAccount(id as string)).toThrow('account must be a text of 1 to 200 characters')
})

test('lists dead letters in pages of 100, the oldest first', async () => {
  const { driver, deadLetters } = createMemoryStore().forAccount('a'.repeat(200))
  const account = 'a'.repeat(200)
  const ids = Array.from({ length: 101 }, (_, index) => `${index}`)
  await driver.commit(account, { append: ids.map((id) => ({ id, lane: `in/${id}`, data: id })) })
  const end = { state: 'dead', attempts: 6, error: 'failed' } as const
  const settle = (await driver.find(account, ids)).map((event) => endRun(event, end))
  await driver.commit(account, { settle })
  const first = await deadLetters()
  expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 100))
  expect(await deadLetters({ after: first.at(-1)!.position })).toMatchObject([{ id: '100', error: 'failed' }])
})
