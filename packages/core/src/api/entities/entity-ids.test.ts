import { describe, expect, test } from 'vitest'
import { json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { createWazzup, type Wazzup } from '../../index.ts'

/** Makes a call and returns the request that was sent. */
async function sentBy(call: (wazzup: Wazzup) => Promise<unknown>): Promise<{ path: string; body: unknown }> {
  const { fetch, requests } = scriptedFetch(json(200, { id: '7', url: 'https://example.com', counterV2: 0 }))
  await call(createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch }))
  return { path: new URL(requests[0]!.url).pathname, body: requests[0]!.body }
}

describe('a numeric id is sent as text', () => {
  test('in a saved entity', async () => {
    const stages = [{ id: 2, name: 'New' }]
    const deal = { id: 7, responsibleUserId: '5', name: 'n', uri: '', contacts: [1, '2'], closed: false }
    const calls: [(wazzup: Wazzup) => Promise<unknown>, unknown][] = [
      [
        (wazzup) => wazzup.pipelines.save({ pipelines: [{ id: 1, name: 'Sales', stages }] }),
        [{ id: '1', name: 'Sales', stages: [{ id: '2', name: 'New' }] }],
      ],
      [(wazzup) => wazzup.deals.save({ deals: [deal] }), [{ ...deal, id: '7', contacts: ['1', '2'] }]],
      [(wazzup) => wazzup.deals.deleteMany({ ids: [1, '2'] }), ['1', '2']],
    ]
    for (const [call, body] of calls) expect((await sentBy(call)).body).toEqual(body)
  })

  test('in addresses', async () => {
    expect(await sentBy((wazzup) => wazzup.deals.get({ id: 7 }))).toMatchObject({ path: '/v3/deals/7' })
    expect(await sentBy((wazzup) => wazzup.deals.delete({ id: 0 }))).toMatchObject({ path: '/v3/deals/0' })
  })
})

test('a number and the same number as text are the same id', async () => {
  await expect(sentBy((wazzup) => wazzup.deals.deleteMany({ ids: [4, '4'] }))).rejects.toMatchObject({
    issues: [{ path: 'ids', message: 'must be each id only once' }],
  })
})

test.each([[Number.NaN], [1.5], [2 ** 60], [''], [null], [true]])('rejects %s as an id', async (id) => {
  for (const call of [
    (wazzup: Wazzup) => wazzup.pipelines.save({ pipelines: [{ id: id as never, name: 'n' }] }),
    (wazzup: Wazzup) => wazzup.deals.get({ id: id as never }),
    (wazzup: Wazzup) => wazzup.deals.deleteMany({ ids: [id as never] }),
  ]) {
    await expect(sentBy(call)).rejects.toMatchObject({ direction: 'input', effect: 'none' })
  }
})
