import { describe, expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// Expected values: the pages of users, contacts, deals, pipelines and common errors,
// https://wazzup24.com/help/api-en/working-with-the-user-entity/ and its neighbours.

const contact = (id: string) => ({
  id,
  responsibleUserId: 'user-1',
  name: `Contact ${id}`,
  contactData: [{ chatType: 'whatsapp', chatId: '79000000001' }],
})
const deal = (id: string) => ({
  id,
  responsibleUserId: 'user-1',
  name: `Deal ${id}`,
  uri: 'https://crm.example/d',
  contacts: Array.from({ length: 12 }, (_, index) => `c${index}`),
  closed: true,
})
const many = <T>(count: number, item: (id: string) => T) =>
  Array.from({ length: count }, (_, index) => item(`id-${String(index).padStart(4, '0')}`))
const user = (id: string) => ({ id, name: `User ${id}` })
const empty = { users: [], contacts: [], deals: [], pipelines: [] }

const listed = async (emulator: Emulator, path: string) =>
  (await ask(emulator, 'GET', path)).json as { count: number; data: { id: string }[] }

describe('users', () => {
  it(`are upserted by id and listed by name as a bare array ${obeys('users/list', 'users/upsert')}`, async () => {
    const emulator = createEmulator(empty)
    const body = [
      { id: '1', name: 'Zoe', phone: '79000000001' },
      { id: '2', name: 'Ann' },
    ]
    expect(await ask(emulator, 'POST', '/v3/users', body)).toMatchObject({ status: 200, text: '' })
    await ask(emulator, 'POST', '/v3/users', [{ id: '2', name: 'Bea' }])
    expect((await ask(emulator, 'GET', '/v3/users')).json).toEqual([{ id: '2', name: 'Bea' }, body[0]])
    expect((await ask(emulator, 'GET', '/v3/users/1')).json).toEqual(body[0])
  })

  it(`lose a malformed phone without an error and are rejected when two share one phone ${obeys('users/phone-dropped', 'users/phone-twice', 'users/status', 'access/error-shapes')}`, async () => {
    const emulator = createEmulator(empty)
    expect((await ask(emulator, 'POST', '/v3/users', [{ id: '1', name: 'A', phone: '+7 (900)' }])).status).toBe(200)
    expect(emulator.state.users.get('1')).toEqual({ id: '1', name: 'A' })
    await ask(emulator, 'POST', '/v3/users', [{ id: '2', name: 'B', phone: '79000000001' }])
    const answer = await ask(emulator, 'POST', '/v3/users', [{ id: '3', name: 'C', phone: '79000000001' }])
    expect(answer.json).toMatchObject({
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      error: 'DUPLICATE_PHONE_NUMBER',
      data: { phone: '79000000001' },
    })
  })

  it(`are rejected with status 500 for a repeated id and with USER_LIMIT_EXCEEDED beyond 1000 ${obeys('users/same-id', 'users/limit', 'users/status')}`, async () => {
    const emulator = createEmulator({ users: many(1_000, user) })
    expect(await ask(emulator, 'POST', '/v3/users', [user('x'), user('x')])).toMatchObject({ status: 500, text: '' })
    expect((await ask(emulator, 'POST', '/v3/users', [user('id-0000')])).status).toBe(200)
    const { status, json } = await ask(emulator, 'POST', '/v3/users', [user('x')])
    // The documentation has no `data` for this error.
    expect([status, json]).toEqual([400, { error: 'USER_LIMIT_EXCEEDED', description: expect.any(String) as string }])
    expect(emulator.state.users.size).toBe(1_000)
  })

  it.each([
    ['123456', undefined],
    ['1234567', '1234567'],
    ['123456789012345', '123456789012345'],
    ['1234567890123456', undefined],
    ['+1234567', undefined],
    ['', undefined],
    [79_000_000_001, undefined],
    [null, undefined],
  ])(
    `with the phone %j are saved with the phone %j ${obeys('users/phone-dropped', 'users/phone-digits')}`,
    async (given, phone) => {
      const emulator = createEmulator(empty)
      expect((await ask(emulator, 'POST', '/v3/users', [{ ...user('1'), phone: given }])).status).toBe(200)
      expect((await ask(emulator, 'GET', '/v3/users/1')).json).toEqual({ ...user('1'), ...(phone && { phone }) })
    },
  )

  it(`are listed in pages if the account follows an older page of the documentation ${obeys('users/page', 'users/page-count')}`, async () => {
    const emulator = createEmulator({ ...empty, users: many(101, user).toReversed(), usersPage: 'older' })
    const all = many(101, user)
    expect(await listed(emulator, '/v3/users')).toEqual({ count: 101, data: all.slice(0, 100) })
    expect(await listed(emulator, '/v3/users?offset=100')).toEqual({ count: 101, data: all.slice(100) })
    expect((await ask(emulator, 'GET', '/v3/users?offset=-1')).json).toMatchObject({ error: 'VALIDATION_ERROR' })
    emulator.state.settings.usersPage = 'newest'
    expect(await listed(emulator, '/v3/users?offset=100')).toEqual(all)
  })

  it(`are all rejected when one is invalid, and the error names the index and fields of each invalid one ${obeys('users/fields')}`, async () => {
    const emulator = createEmulator(empty)
    const answer = await ask(emulator, 'POST', '/v3/users', [user('1'), { id: 2 }, { id: 'x'.repeat(65), name: 'A' }])
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({
      error: 'INVALID_USERS_DATA',
      data: [
        { index: 1, fields: ['id', 'name'] },
        { index: 2, fields: ['id'] },
      ],
    })
    expect(emulator.state.users.size).toBe(0)
  })
})

describe('contacts', () => {
  it(`are listed in pages of 100, sorted by id, with the total as count ${obeys('contacts/count', 'access/offset')}`, async () => {
    const emulator = createEmulator({ contacts: many(150, contact).toReversed() })
    const second = (await ask(emulator, 'GET', '/v3/contacts?offset=100')).json as {
      count: number
      data: { id: string }[]
    }
    expect(second.count).toBe(150)
    expect(second.data.map(({ id }) => id)).toEqual(many(150, (id) => id).slice(100))
  })

  it(`are saved with only chatType and chatId of a chat ${obeys('contacts/chat')}`, async () => {
    const emulator = createEmulator(empty)
    const telegram = { chatType: 'telegram', username: 'ann' }
    const body = [{ ...contact('1'), contactData: [{ chatType: 'telegram', chatId: '5', username: 'ann' }, telegram] }]
    expect((await ask(emulator, 'POST', '/v3/contacts', body)).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/contacts/1')).json).toMatchObject({
      contactData: [{ chatType: 'telegram', chatId: '5' }, { chatType: 'telegram' }],
    })
  })

  const kept = { chatType: 'telegram' }
  it.each([
    [{ ...kept, username: 'ann' }, kept],
    [{ ...kept, phone: '79000000001' }, kept],
    [{ chatType: 'max', phone: '79000000001' }, { chatType: 'max' }],
    // Fields that belong to another chat type are ignored.
    [
      { chatType: 'vk', chatId: '5', username: 'ann', phone: 7 },
      { chatType: 'vk', chatId: '5' },
    ],
    [{ chatType: 'max', username: 'ann' }, 'refused'],
    [{ chatType: 'whatsapp', phone: '79000000001' }, 'refused'],
    [kept, 'refused'],
    [{ chatId: '5' }, 'refused'],
  ])(
    `with the chat %j are saved with %j ${obeys('contacts/chat', 'contacts/chat-max', 'contacts/chat-unread')}`,
    async (given, kept) => {
      const emulator = createEmulator(empty)
      const answer = await ask(emulator, 'POST', '/v3/contacts', [{ ...contact('1'), contactData: [given] }])
      if (kept === 'refused')
        expect(answer).toMatchObject({ status: 400, json: { data: [{ index: 0, fields: ['contactData'] }] } })
      else expect(emulator.state.contacts.get('1')?.contactData).toEqual([kept])
    },
  )

  it(`are all rejected when one item is invalid ${obeys('contacts/upsert', 'contacts/fields')}`, async () => {
    const emulator = createEmulator(empty)
    const bad = { ...contact('2'), contactData: [{ chatType: 'whatsapp', phone: '79' }], uri: 'x'.repeat(201) }
    const answer = await ask(emulator, 'POST', '/v3/contacts', [contact('1'), bad])
    expect(answer.json).toMatchObject({
      error: 'INVALID_CONTACTS_DATA',
      data: [{ index: 1, fields: ['contactData', 'uri'] }],
    })
    expect(emulator.state.contacts.size).toBe(0)
  })
})

describe('deals', () => {
  it(`are listed without closed and with at most 10 contacts, and returned in full by id ${obeys('deals/list', 'deals/count', 'deals/closed')}`, async () => {
    const emulator = createEmulator({ deals: [deal('1')] })
    const { closed: _, ...shown } = deal('1')
    expect((await ask(emulator, 'GET', '/v3/deals')).json).toEqual({
      count: 1,
      data: [{ ...shown, contacts: shown.contacts.slice(0, 10) }],
    })
    expect((await ask(emulator, 'GET', '/v3/deals/1')).json).toEqual(deal('1'))
  })

  it(`are listed with the length of the page as count ${obeys('deals/count')}`, async () => {
    const emulator = createEmulator({ deals: many(150, deal).toReversed() })
    const ids = many(150, (id) => id)
    const first = await listed(emulator, '/v3/deals')
    const second = await listed(emulator, '/v3/deals?offset=100')
    expect([first.count, second.count]).toEqual([100, 50])
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids)
  })

  it(`accept a number as id and return it as text ${obeys('deals/upsert', 'deals/id')}`, async () => {
    const emulator = createEmulator(empty)
    expect((await ask(emulator, 'POST', '/v3/deals', [{ ...deal('1'), id: 7 }])).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/deals/7')).json).toMatchObject({ id: '7' })
    expect((await ask(emulator, 'POST', '/v3/deals', [{ ...deal('7'), name: 'Second' }])).status).toBe(200)
    expect(await listed(emulator, '/v3/deals')).toMatchObject({ count: 1, data: [{ id: '7', name: 'Second' }] })
    expect((await ask(emulator, 'PATCH', '/v3/deals/bulk_delete', [7])).status).toBe(200)
    expect(emulator.state.deals.size).toBe(0)
  })

  it.each([['c'.repeat(101)], [7], ['']])(
    `are rejected with %j as the id of a contact ${obeys('deals/fields')}`,
    async (id) => {
      const save = (contacts: unknown[]) =>
        ask(createEmulator(empty), 'POST', '/v3/deals', [{ ...deal('1'), contacts }])
      expect((await save(['c'.repeat(100)])).status).toBe(200)
      expect(await save(['c', id])).toMatchObject({
        status: 400,
        json: { error: 'INVALID_DEALS_DATA', data: [{ index: 0, fields: ['contacts'] }] },
      })
    },
  )

  it(`are rejected without uri, even if the field of an older version is given ${obeys('deals/uri')}`, async () => {
    const { uri: link, ...rest } = deal('1')
    const answer = await ask(createEmulator(empty), 'POST', '/v3/deals', [{ ...rest, link }])
    expect(answer).toMatchObject({ status: 400, json: { data: [{ index: 0, fields: ['uri'] }] } })
  })
})

describe('all batches', () => {
  it.each<[string, string, (id: string) => unknown]>([
    ['POST', '/v3/users', user],
    ['POST', '/v3/contacts', contact],
    ['POST', '/v3/deals', deal],
    ['PATCH', '/v3/contacts/bulk_delete', (id) => id],
    ['PATCH', '/v3/deals/bulk_delete', (id) => id],
  ])(`%s %s accepts 100 items and rejects 101 ${obeys('access/batch')}`, async (method, path, item) => {
    const emulator = createEmulator(empty)
    expect((await ask(emulator, method, path, many(100, item))).status).toBe(200)
    const answer = await ask(emulator, method, path, many(101, item))
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ error: 'TOO_MANY_ENTITIES', data: { count: 101, limit: 100 } })
  })

  it.each([
    ['users', 'user-1'],
    ['contacts', 'contact-1'],
    ['deals', 'deal-1'],
  ])(
    `%s: an unknown one is 404, and a second deletion as well ${obeys('entities/absent', 'users/absent')}`,
    async (noun, id) => {
      const emulator = createEmulator()
      expect(await ask(emulator, 'GET', `/v3/${noun}/unknown`)).toMatchObject({ status: 404, text: '' })
      expect((await ask(emulator, 'DELETE', `/v3/${noun}/${id}`)).status).toBe(200)
      expect((await ask(emulator, 'DELETE', `/v3/${noun}/${id}`)).status).toBe(404)
      expect((await ask(emulator, 'GET', `/v3/${noun}/${id}`)).status).toBe(404)
    },
  )

  it.each([
    ['users', many(3, user), ['unknown-user']],
    ['contacts', many(3, contact), ['unknown-user']],
    ['deals', many(3, deal), []],
  ] as const)(
    `of %s are deleted together, and the response about unknown ids is %j ${obeys('entities/delete-many', 'deals/delete-many', 'deals/delete-unknown')}`,
    async (noun, items, unknown) => {
      const emulator = createEmulator({ ...empty, [noun]: items })
      const erase = (...ids: string[]) => ask(emulator, 'PATCH', `/v3/${noun}/bulk_delete`, ids)
      expect(await erase('id-0000', 'id-0002')).toMatchObject({ status: 200, json: [] })
      expect([...emulator.state[noun].keys()]).toEqual(['id-0001'])
      expect(await erase('unknown-user', 'id-0001')).toMatchObject({ status: 200, json: unknown })
      expect(emulator.state[noun].size).toBe(0)
    },
  )

  it.each(['users', 'contacts', 'deals', 'pipelines'])(
    `of %s without an item are rejected ${obeys('users/empty', 'users/status', 'contacts/empty', 'entities/empty', 'pipelines/code', 'deals/code')}`,
    async (noun) => {
      for (const body of [[], {}, 'not JSON', undefined])
        expect(await ask(createEmulator(), 'POST', `/v3/${noun}`, body)).toMatchObject({
          status: 400,
          json: { error: `INVALID_${noun.toUpperCase()}_DATA`, data: [] },
        })
    },
  )

  it.each(['a/b', 'a%b', 'ä ö', '?', '#', '%2F', '..x'])('an id such as %s can be used in the path', async (id) => {
    const emulator = createEmulator({ users: [user(id)] })
    expect((await ask(emulator, 'GET', `/v3/users/${encodeURIComponent(id)}`)).json).toEqual(user(id))
  })

  it.each(['contacts', 'deals'])(
    `%s are listed in pages of 100, sorted by id ${obeys('access/offset')}`,
    async (noun) => {
      const seed = { contacts: many(150, contact).toReversed(), deals: many(150, deal).toReversed() }
      const emulator = createEmulator(seed)
      const page = async (query: string) => {
        const { json } = await ask(emulator, 'GET', `/v3/${noun}${query}`)
        return (json as { data: { id: string }[] }).data.map(({ id }) => id)
      }
      const ids = many(150, (id) => id)
      expect(await page('')).toEqual(ids.slice(0, 100))
      expect(await page('?offset=0')).toEqual(ids.slice(0, 100))
      expect(await page('?offset=100')).toEqual(ids.slice(100))
      expect(await page('?offset=150')).toEqual([])
    },
  )

  it.each(
    ['contacts', 'deals'].flatMap((noun) => ['-1', 'x', '1.5', ''].map((offset) => `/v3/${noun}?offset=${offset}`)),
  )(
    `%s is rejected ${obeys('access/offset', 'access/wrong-parameter', 'access/wrong-parameter-where')}`,
    async (path) => {
      const answer = await ask(createEmulator(), 'GET', path)
      expect(answer).toMatchObject({ status: 400, json: { error: 'VALIDATION_ERROR' } })
    },
  )
})

describe('pipelines', () => {
  it(`are rejected with an empty array of stages and accepted without stages ${obeys('pipelines/stages', 'access/null')}`, async () => {
    const emulator = createEmulator(empty)
    const answer = await ask(emulator, 'POST', '/v3/pipelines', [{ id: '1', name: 'Sales', stages: [] }])
    expect(answer.status).toBe(400)
    const body = [{ id: '1', name: 'Sales' }]
    expect((await ask(emulator, 'POST', '/v3/pipelines', [{ ...body[0], stages: null }])).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/pipelines')).json).toEqual(body)
    expect((await ask(emulator, 'POST', '/v3/pipelines', body)).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/pipelines')).json).toEqual(body)
  })

  it(`accept a number as id and return text ${obeys('pipelines/id', 'pipelines/id-text')}`, async () => {
    const emulator = createEmulator(empty)
    const body = [{ id: 12, name: 'Sales', stages: [{ id: 7, name: 'New' }] }]
    expect((await ask(emulator, 'POST', '/v3/pipelines', body)).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/pipelines')).json).toEqual([
      { id: '12', name: 'Sales', stages: [{ id: '7', name: 'New' }] },
    ])
  })

  const stage = { id: '1', name: 'New' }
  const full = { id: 'x'.repeat(100), name: 'x'.repeat(100) }
  it.each([
    [full, 'saved'],
    [{ ...stage, id: 'x'.repeat(101) }, 'refused'],
    [{ ...stage, name: 'x'.repeat(101) }, 'refused'],
    [{ id: '1' }, 'refused'],
    [{ name: 'New' }, 'refused'],
    ['New', 'refused'],
  ])(`with the stage %j are %s ${obeys('pipelines/fields', 'pipelines/code')}`, async (given, becomes) => {
    const body = [{ id: '1', name: 'Sales', stages: [stage, given] }]
    const answer = await ask(createEmulator(empty), 'POST', '/v3/pipelines', body)
    if (becomes === 'saved') expect(answer.status).toBe(200)
    else
      expect(answer).toMatchObject({
        status: 400,
        json: { error: 'INVALID_PIPELINES_DATA', data: [{ index: 0, fields: ['stages'] }] },
      })
  })
})

describe('undocumented behaviour', () => {
  it(`has no maximum batch for pipelines and for the deletion of users ${obeys('access/batch-others')}`, async () => {
    const emulator = createEmulator(empty)
    const pipelines = many(101, (id) => ({ id, name: id }))
    expect((await ask(emulator, 'POST', '/v3/pipelines', pipelines)).status).toBe(200)
    const ids = many(101, (id) => id)
    expect((await ask(emulator, 'PATCH', '/v3/users/bulk_delete', ids)).json).toEqual(ids)
  })

  it(`keeps the last item when one batch contains an id twice ${obeys('contacts/same-id')}`, async () => {
    const emulator = createEmulator(empty)
    await ask(emulator, 'POST', '/v3/contacts', [contact('1'), { ...contact('1'), name: 'Second' }])
    expect((await ask(emulator, 'GET', '/v3/contacts')).json).toMatchObject({ count: 1, data: [{ name: 'Second' }] })
  })

  it(`adds uploaded pipelines to the existing ones ${obeys('pipelines/merge')}`, async () => {
    const emulator = createEmulator({ ...empty, pipelines: [{ id: '1', name: 'Sales' }] })
    await ask(emulator, 'POST', '/v3/pipelines', [{ id: '2', name: 'Service' }])
    await ask(emulator, 'POST', '/v3/pipelines', [{ id: '1', name: 'Sales!', stages: [{ id: 's', name: 'New' }] }])
    expect((await ask(emulator, 'GET', '/v3/pipelines')).json).toEqual([
      { id: '1', name: 'Sales!', stages: [{ id: 's', name: 'New' }] },
      { id: '2', name: 'Service' },
    ])
  })
})

describe('fields', () => {
  const over = (length: number) => 'x'.repeat(length + 1)

  it.each([
    ['contacts', contact('1'), { id: 100, responsibleUserId: 100, name: 200, uri: 200 }],
    ['deals', deal('1'), { id: 100, responsibleUserId: 100, name: 200, uri: 200 }],
    ['users', user('1'), { id: 64, name: 150 }],
    ['pipelines', { id: '1', name: 'Sales' }, { id: 100, name: 100 }],
  ])(
    `%s have a maximum length ${obeys('contacts/fields', 'deals/fields', 'deals/code', 'users/fields', 'users/lengths', 'pipelines/fields')}`,
    async (noun, item, lengths) => {
      for (const [field, length] of Object.entries(lengths)) {
        const save = (value: string) => ask(createEmulator(empty), 'POST', `/v3/${noun}`, [{ ...item, [field]: value }])
        expect((await save('x'.repeat(length))).status).toBe(200)
        expect(await save(over(length))).toMatchObject({
          status: 400,
          json: { error: `INVALID_${noun.toUpperCase()}_DATA`, data: [{ index: 0, fields: [field] }] },
        })
      }
    },
  )

  it.each([
    ['contacts', contact('1'), ['id', 'responsibleUserId', 'name', 'contactData']],
    ['deals', deal('1'), ['id', 'responsibleUserId', 'name', 'uri', 'contacts', 'closed']],
    ['users', user('1'), ['id', 'name']],
    ['pipelines', { id: '1', name: 'Sales' }, ['id', 'name']],
  ])(
    `%s include required ones ${obeys('contacts/fields', 'deals/fields', 'deals/code', 'users/fields')}`,
    async (noun, _, required) => {
      const answer = await ask(createEmulator(empty), 'POST', `/v3/${noun}`, [{}])
      expect(answer.json).toMatchObject({ data: [{ index: 0, fields: required }] })
    },
  )
})

it(`the dialog of a contact remains after the contact was deleted ${obeys('contacts/dialog-stays')}`, async () => {
  const emulator = createEmulator()
  emulator.simulate.customer.send({ chatId: '79000000201', text: 'Still here' })
  expect((await ask(emulator, 'DELETE', '/v3/contacts/contact-1')).status).toBe(200)
  expect([...emulator.state.messages.values()]).toMatchObject([{ text: 'Still here' }])
  expect([...emulator.state.dialogs.values()].some(({ chatId }) => chatId === '79000000201')).toBe(true)
})

it(`roles of users are not part of any response ${obeys('users/roles')}`, async () => {
  const operators = [{ userId: 'user-1', role: 'head', newCustomers: 'receives' }] as const
  const { json } = await ask(createEmulator({ operators }), 'GET', '/v3/users/user-1')
  expect(json).toEqual({ id: 'user-1', name: 'Ann', phone: '79000000101' })
})
