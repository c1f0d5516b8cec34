import { expect, test } from 'vitest'
import { json } from '../../test/scripted-fetch.ts'
import { createWazzup, getUnreadable } from '../index.ts'

// Wazzup documents a bare array and `{ count, data }`. A proxy may wrap them; then no item may be lost without an error.

const contact = (id: number) => ({ id, responsibleUserId: 'u', name: `n${id}`, contactData: [] })
const data = Array.from({ length: 50 }, (_, index) => contact(index))
const clientFor = (body: unknown) => createWazzup({ apiKey: 'key', fetch: async () => json(200, body) })

test.each<[string, unknown]>([
  ['in an array', [{ count: 120, data }]],
  ['in an array inside of data', { data: [{ count: 120, data }] }],
  ['in several pages', [{ data }, { data }]],
  ['in an array in an array', [data]],
  ['in an array in an array inside of data', { count: 120, data: [data] }],
])('items %s are never read as a list without items', async (_, body) => {
  const wazzup = clientFor(body)
  for (const noun of ['contacts', 'deals', 'users', 'channels'] as const) {
    await expect(wazzup[noun].list()).rejects.toMatchObject({ name: 'WazzupValidationError', direction: 'output' })
    await expect(wazzup[noun].list().all()).rejects.toMatchObject({ name: 'WazzupValidationError' })
  }
})

test('a page beside an item removes only itself', async () => {
  const page = await clientFor([contact(1), { data }, [contact(2)]]).contacts.list()
  expect(page.data).toMatchObject([{ id: '1' }])
  expect(getUnreadable(page)).toHaveLength(2)
})
