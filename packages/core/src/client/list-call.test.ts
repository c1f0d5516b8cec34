import { describe, expect, test, vi } from 'vitest'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createWazzup, getRaw, getUnreadable } from '../index.ts'
import type { FetchLike } from './transport/transport.ts'

const client = (fetch: FetchLike) => createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
const contact = (id: number | string) => ({ id, responsibleUserId: 'u', name: `n${id}`, contactData: [] })
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

/** Returns contacts in pages as Wazzup does: by offset, 100 a page. */
function contactServer(items: unknown[], count = items.length) {
  const offsets: (string | null)[] = []
  const fetch: FetchLike = async (url) => {
    const offset = new URL(url).searchParams.get('offset')
    offsets.push(offset)
    return json(200, { count, data: items.slice(Number(offset ?? 0), Number(offset ?? 0) + 100) })
  }
  return { fetch, offsets }
}

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of list) items.push(item)
  return items
}

describe('a list call', () => {
  test('requests one page when awaited', async () => {
    const { fetch, offsets } = contactServer(range(0, 250).map(String).map(contact))
    const page = await client(fetch).contacts.list({ offset: 100 })
    expect(page.data).toHaveLength(100)
    expect(page).toMatchObject({ count: 250 })
    expect(offsets).toEqual(['100'])
  })

  test('requests all pages for all()', async () => {
    const { fetch, offsets } = contactServer(range(0, 250).map(String).map(contact))
    const all = await client(fetch).contacts.list({ offset: 40 }).all()
    expect(all.map(({ name }) => name)).toEqual(range(40, 250).map((number) => `n${number}`))
    expect(offsets).toEqual(['40', '140', '240'])
    expect(
      await client(async () => json(200, []))
        .channels.list()
        .all(),
    ).toEqual([])
  })

  test('throws from all() when a later page cannot be read', async () => {
    const { fetch } = contactServer(range(0, 250).map(String).map(contact))
    const failing: FetchLike = (url, init) => (url.includes('offset=100') ? json404() : fetch(url, init))
    const json404 = async () => json(404, { error: 'NOT_FOUND' })
    await expect(client(failing).contacts.list().all()).rejects.toMatchObject({ status: 404 })
  })

  test('requests each page when the iteration needs it', async () => {
    const { fetch, offsets } = contactServer(range(0, 250).map(String).map(contact))
    expect(await collect(client(fetch).contacts.list())).toHaveLength(250)
    expect(offsets).toEqual([null, '100', '200'])
    offsets.length = 0
    for await (const { id } of client(fetch).contacts.list()) if (id === '5') break
    expect(offsets).toEqual([null])
  })

  test('starts immediately, like a promise, and requests each page once', async () => {
    const { fetch, offsets } = contactServer([contact('1')])
    const list = client(fetch).contacts.list()
    await vi.waitFor(() => expect(offsets).toHaveLength(1))
    await list
    await list
    expect(await collect(list)).toHaveLength(1)
    expect(offsets).toHaveLength(1)
  })

  test('rejects with a stack that contains the line that awaited it', async () => {
    const { fetch } = scriptedFetch(json(401, ''))
    const askForContacts = async () => {
      await client(fetch).contacts.list()
    }
    await expect(askForContacts()).rejects.toMatchObject({ stack: expect.stringContaining('askForContacts') })
  })

  test('does not rely on count, which Wazzup documents both as the total and as the number of items in one response', async () => {
    const { fetch } = contactServer(range(0, 230).map(String).map(contact), 100)
    expect(await collect(client(fetch).contacts.list())).toHaveLength(230)
  })

  test.each([
    ['as a number', 130],
    ['as text', '130'],
  ])('continues after a short page while count, %s, is larger than the number of items', async (_, count) => {
    const all = range(0, 130).map(String).map(contact)
    const offsets: number[] = []
    const fetch: FetchLike = async (url) => {
      const offset = Number(new URL(url).searchParams.get('offset') ?? 0)
      offsets.push(offset)
      return json(200, { count, data: all.slice(offset, offset + 40) })
    }
    expect(await collect(client(fetch).contacts.list())).toHaveLength(130)
    expect(offsets).toEqual([0, 40, 80, 120])
    expect(await collect(client(fetch).users.list())).toHaveLength(130)
  })

  test('ends after a short page when count is the number of items in the response', async () => {
    const deals = contactServer(range(0, 30).map(String).map(contact), 30)
    expect(await collect(client(deals.fetch).deals.list())).toHaveLength(30)
    expect(deals.offsets).toEqual([null])
  })

  test('throws after the last item when the list ends before its count', async () => {
    const boasts = contactServer(range(0, 30).map(String).map(contact), 900)
    const came: string[] = []
    const iterate = async () => {
      for await (const { id } of client(boasts.fetch).contacts.list()) came.push(id)
    }
    await expect(iterate()).rejects.toMatchObject({
      name: 'WazzupValidationError',
      endpoint: 'contacts.list',
      effect: 'none',
      issues: [{ path: 'count', message: expect.stringContaining('after 30 items') }],
    })
    expect(came).toHaveLength(30)
    expect(boasts.offsets).toEqual([null, '30'])
  })

  test('continues up to the count when the iteration starts at an offset', async () => {
    const { fetch, offsets } = contactServer(range(0, 130).map(String).map(contact))
    expect(await collect(client(fetch).contacts.list({ offset: 50 }))).toHaveLength(80)
    expect(offsets).toEqual(['50'])
  })

  test('continues when Wazzup grants a smaller limit', async () => {
    const all = range(0, 250).map((id) => ({ templateGuid: `t${id}` }))
    const fetch: FetchLike = async (url) => {
      const offset = Number(new URL(url).searchParams.get('offset') ?? 0)
      return json(200, all.slice(offset, offset + 100))
    }
    expect(await collect(client(fetch).templates.list({ limit: 500 }))).toHaveLength(250)
  })

  test('ends when a server ignores the offset', async () => {
    const data = range(0, 100).map(String).map(contact)
    const { fetch, requests } = scriptedFetch(json(200, { count: 500, data }))
    await expect(collect(client(fetch).contacts.list())).rejects.toMatchObject({ issues: [{ path: 'count' }] })
    expect(requests).toHaveLength(2)
    const silent = scriptedFetch(json(200, data))
    expect(await collect(client(silent.fetch).contacts.list())).toHaveLength(100)
  })

  test('continues after pages without readable items', async () => {
    const unreadable = range(0, 200).map((name) => ({ name }))
    const { fetch, offsets } = contactServer([...unreadable, contact('good')])
    expect(await collect(client(fetch).contacts.list())).toMatchObject([{ id: 'good' }])
    expect(offsets).toEqual([null, '100', '200'])
  })

  test('requests templates by limit and offset', async () => {
    const all = range(0, 25).map((id) => ({ templateGuid: `t${id}`, status: 'approved' }))
    const fetch: FetchLike = async (url) => {
      const query = new URL(url).searchParams
      return json(200, all.slice(Number(query.get('offset')), Number(query.get('offset')) + Number(query.get('limit'))))
    }
    const templates = await collect(client(fetch).templates.list({ limit: 10 }))
    expect(templates.map(({ templateGuid }) => templateGuid)).toEqual(all.map(({ templateGuid }) => templateGuid))
    expect(templates[0]).toMatchObject({ status: 'APPROVED' })
  })

  test('reads users from one array, or from pages as in the older documentation', async () => {
    const all = range(0, 130).map((id) => ({ id: String(id), name: 'n', phone: '7' }))
    const whole = scriptedFetch(json(200, all))
    expect(await collect(client(whole.fetch).users.list())).toHaveLength(130)
    expect(whole.requests).toHaveLength(1)
    const paged = contactServer(all)
    expect(await collect(client(paged.fetch).users.list())).toHaveLength(130)
    expect(paged.offsets).toEqual([null, '100'])
  })

  test('rejects with the error when awaited and when iterated', async () => {
    const { fetch } = scriptedFetch(json(401, ''))
    await expect(client(fetch).contacts.list()).rejects.toMatchObject({ status: 401 })
    await expect(collect(client(fetch).contacts.list())).rejects.toMatchObject({ status: 401 })
  })
})

describe('the tolerant reading of lists', () => {
  test('keeps the other items when one is invalid, and returns that one from unreadableIn', async () => {
    const data = [contact('1'), null, 'text', contact(2), { name: 'no id' }, [contact('3')]]
    const { fetch } = scriptedFetch(json(200, { count: '6', data }))
    const page = await client(fetch).contacts.list()
    expect(page.data.map(({ id }) => id)).toEqual(['1', '2'])
    expect(page.count).toBe(6)
    expect(getUnreadable(page).map(({ index, value }) => [index, value])).toEqual(
      [1, 2, 4, 5].map((at) => [at, data[at]]),
    )
    expect(getRaw(page)).toEqual({ count: '6', data })
  })

  test('counts unreadable items in the offset', async () => {
    const items = range(0, 250).map((id) => (id % 10 === 0 ? null : contact(String(id))))
    const { fetch, offsets } = contactServer(items)
    expect(await collect(client(fetch).contacts.list())).toHaveLength(225)
    expect(offsets).toEqual([null, '100', '200'])
  })

  test('corrects the case of known values, and keeps unknown values', async () => {
    const { fetch } = scriptedFetch(
      json(200, [
        { channelId: 1, transport: 'WAPI', state: 'openelsewhere', plainId: null },
        {
          channelId: 'b',
          transport: 'cian',
          state: 'onTheMoon',
          plainId: 79011112233,
          name: 'n',
          future: { deep: [1] },
        },
      ]),
    )
    expect(await client(fetch).channels.list()).toEqual([
      { channelId: '1', transport: 'wapi', state: 'openElsewhere', plainId: null },
      {
        channelId: 'b',
        transport: 'cian',
        state: 'onTheMoon',
        plainId: '79011112233',
        name: 'n',
        future: { deep: [1] },
      },
    ])
  })

  test('throws when the response is not a list', async () => {
    const { fetch } = scriptedFetch(json(200, { channels: 'no' }))
    await expect(client(fetch).channels.list()).rejects.toMatchObject({ direction: 'output', effect: 'none' })
  })

  test('reads the subscription under both names of its fourth flag, and strings for booleans', async () => {
    const flags = { messagesAndStatuses: 'true', contactsAndDealsCreation: 'false', channelsUpdates: true }
    for (const [extra, expected] of [
      [{ wabaTemplatesStatus: true }, true],
      [{ templateStatus: 'TRUE' }, true],
      [{ templateStatus: null, wabaTemplatesStatus: false }, false],
      [{}, false],
    ] as const) {
      const { fetch } = scriptedFetch(
        json(200, { webhooksUri: 'https://example.com', subscriptions: { ...flags, ...extra } }),
      )
      expect(await client(fetch).subscription.get()).toEqual({
        webhooksUri: 'https://example.com',
        subscriptions: {
          messagesAndStatuses: true,
          contactsAndDealsCreation: false,
          channelsUpdates: true,
          templateStatus: expected,
        },
      })
    }
    const { fetch } = scriptedFetch(json(200, {}))
    expect(await client(fetch).subscription.get()).toMatchObject({ webhooksUri: null })
  })

  test('returns the ids that did not exist, from an array or from no body', async () => {
    for (const [body, ids] of [
      ['["a",5,null]', ['a', '5']],
      ['[]', []],
      ['', []],
    ] as const) {
      const { fetch } = scriptedFetch(new Response(body))
      expect(await client(fetch).users.deleteMany({ ids: ['a'] })).toEqual(ids)
    }
  })
})
