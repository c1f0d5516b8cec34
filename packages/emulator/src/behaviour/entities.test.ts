import { describe, expect, it } from 'vitest'
import { channelIds } from '../default-seed.ts'
import { createEmulator } from '../emulator.ts'
import type { Emulator } from '../emulator-api.ts'
import { ask } from '../test-client.ts'
import { obeys } from '../test-rules.ts'

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

  it(`lose a malformed phone without a word and may not share one ${obeys('users/phone-dropped', 'users/phone-twice', 'access/error-shapes')}`, async () => {
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

  it(`answers 500 to the same id twice and USER_LIMIT_EXCEEDED beyond 1000 ${obeys('users/same-id', 'users/limit')}`, async () => {
    const emulator = createEmulator({ users: many(1_000, user) })
    expect(await ask(emulator, 'POST', '/v3/users', [user('x'), user('x')])).toMatchObject({ status: 500, text: '' })
    expect((await ask(emulator, 'POST', '/v3/users', [user('id-0000')])).status).toBe(200)
    expect((await ask(emulator, 'POST', '/v3/users', [user('x')])).json).toMatchObject({
      error: 'USER_LIMIT_EXCEEDED',
    })
  })

  it(`names the index and fields of each bad one and saves none ${obeys('users/fields')}`, async () => {
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
  it(`are paged by 100, sorted by id, with the total as count ${obeys('contacts/count', 'access/offset')}`, async () => {
    const emulator = createEmulator({ contacts: many(150, contact).toReversed() })
    const second = (await ask(emulator, 'GET', '/v3/contacts?offset=100')).json as {
      count: number
      data: { id: string }[]
    }
    expect(second.count).toBe(150)
    expect(second.data.map(({ id }) => id)).toEqual(many(150, (id) => id).slice(100))
  })

  it(`keep of a chat its type and id only ${obeys('contacts/chat')}`, async () => {
    const emulator = createEmulator(empty)
    const telegram = { chatType: 'telegram', username: 'ann' }
    const body = [{ ...contact('1'), contactData: [{ chatType: 'telegram', chatId: '5', username: 'ann' }, telegram] }]
    expect((await ask(emulator, 'POST', '/v3/contacts', body)).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/contacts/1')).json).toMatchObject({
      contactData: [{ chatType: 'telegram', chatId: '5' }, { chatType: 'telegram' }],
    })
  })

  it.each([[[]], [{}], ['not JSON']])(`refuse an empty body: %j ${obeys('contacts/fields')}`, async (body) => {
    const answer = await ask(createEmulator(), 'POST', '/v3/contacts', body)
    expect(answer.json).toMatchObject({ error: 'INVALID_CONTACTS_DATA' })
  })

  it(`refuse the whole batch for one bad item ${obeys('contacts/upsert', 'contacts/fields')}`, async () => {
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
  it(`are listed without closed and with at most 10 contacts, and read in full ${obeys('deals/list', 'deals/count', 'deals/closed')}`, async () => {
    const emulator = createEmulator({ deals: [deal('1')] })
    const { closed: _, ...shown } = deal('1')
    expect((await ask(emulator, 'GET', '/v3/deals')).json).toEqual({
      count: 1,
      data: [{ ...shown, contacts: shown.contacts.slice(0, 10) }],
    })
    expect((await ask(emulator, 'GET', '/v3/deals/1')).json).toEqual(deal('1'))
  })

  it(`take a number as id and answer it as text ${obeys('deals/upsert')}`, async () => {
    const emulator = createEmulator(empty)
    expect((await ask(emulator, 'POST', '/v3/deals', [{ ...deal('1'), id: 7 }])).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/deals/7')).json).toMatchObject({ id: '7' })
  })
})

describe('all batches', () => {
  it.each([
    ['POST', '/v3/users', many(101, user)],
    ['POST', '/v3/contacts', many(101, contact)],
    ['POST', '/v3/deals', many(101, deal)],
    ['PATCH', '/v3/contacts/bulk_delete', many(101, (id) => id)],
    ['PATCH', '/v3/deals/bulk_delete', many(101, (id) => id)],
  ])(`%s %s refuses 101 ${obeys('access/batch')}`, async (method, path, body) => {
    const answer = await ask(createEmulator(), method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ error: 'TOO_MANY_ENTITIES', data: { count: 101, limit: 100 } })
  })

  it.each([
    ['users', 'user-1'],
    ['contacts', 'contact-1'],
    ['deals', 'deal-1'],
  ])(
    `%s: 404 for an unknown one, deletion once, unknown ids come back ${obeys('entities/absent', 'entities/delete-many')}`,
    async (noun, id) => {
      const emulator = createEmulator()
      expect(await ask(emulator, 'GET', `/v3/${noun}/nobody`)).toMatchObject({ status: 404, text: '' })
      expect((await ask(emulator, 'PATCH', `/v3/${noun}/bulk_delete`, ['nobody'])).json).toEqual(['nobody'])
      expect((await ask(emulator, 'DELETE', `/v3/${noun}/${id}`)).status).toBe(200)
      expect((await ask(emulator, 'DELETE', `/v3/${noun}/${id}`)).status).toBe(404)
    },
  )

  it.each(['a/b', 'a%b', 'ä ö', '?', '#', '%2F', '..x'])('an id like %s survives the path', async (id) => {
    const emulator = createEmulator({ users: [user(id)] })
    expect((await ask(emulator, 'GET', `/v3/users/${encodeURIComponent(id)}`)).json).toEqual(user(id))
  })

  it.each(['-1', 'x', '1.5'])(
    `an offset of %s is refused ${obeys('access/offset', 'access/wrong-parameter')}`,
    async (offset) => {
      expect((await ask(createEmulator(), 'GET', `/v3/contacts?offset=${offset}`)).json).toMatchObject({
        error: 'VALIDATION_ERROR',
      })
    },
  )
})

describe('pipelines', () => {
  it(`refuse an empty array of stages and take none at all ${obeys('pipelines/stages')}`, async () => {
    const emulator = createEmulator(empty)
    const answer = await ask(emulator, 'POST', '/v3/pipelines', [{ id: '1', name: 'Sales', stages: [] }])
    expect(answer.status).toBe(400)
    const body = [{ id: '1', name: 'Sales' }]
    expect((await ask(emulator, 'POST', '/v3/pipelines', body)).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/pipelines')).json).toEqual(body)
  })
})

describe('templates', () => {
  it(`come in pages and with their status in lower case ${obeys('templates/list', 'templates/lower-case')}`, async () => {
    const emulator = createEmulator()
    const all = (await ask(emulator, 'GET', '/v3/templates/whatsapp')).json as { name: string; status: string }[]
    expect(all.map(({ status }) => status)).toEqual(['approved', 'rejected'])
    const second = await ask(emulator, 'GET', '/v3/templates/whatsapp?limit=1&offset=1')
    expect(second.json).toEqual([all[1]])
  })
})

describe('chat window', () => {
  it(`answers a link to a host of eight digits ${obeys('chat-window/url')}`, async () => {
    const answer = await ask(createEmulator(), 'POST', '/v3/iframe', { user: { id: 'user-1' }, scope: 'global' })
    expect(answer.json).toEqual({
      url: expect.stringMatching(/^https:\/\/\d{8}\.wazzup24\.com\/chat\/[0-9a-f-]{36}\?token=/),
    })
  })

  it(`wants a filter for a card ${obeys('chat-window/scope')}`, async () => {
    const answer = await ask(createEmulator(), 'POST', '/v3/iframe', { user: { id: 'user-1' }, scope: 'card' })
    expect(answer).toMatchObject({ status: 400, json: { error: 'VALIDATION_ERROR' } })
  })

  it(`answers the nested shape on command ${obeys('chat-window/errors', 'access/error-shapes')}`, async () => {
    const emulator = createEmulator()
    emulator.faults.answer('NO_SUCH_ACCOUNT', { route: 'chatWindow.get' })
    const answer = await ask(emulator, 'POST', '/v3/iframe', { user: { id: 'user-1' }, scope: 'global' })
    expect(answer.json).toEqual({ error: { code: 'NO_SUCH_ACCOUNT' } })
  })
})

describe('what the pages leave out', () => {
  it(`no largest batch is known of pipelines and of the deletion of users ${obeys('access/batch-others')}`, async () => {
    const emulator = createEmulator(empty)
    const pipelines = many(101, (id) => ({ id, name: id }))
    expect((await ask(emulator, 'POST', '/v3/pipelines', pipelines)).status).toBe(200)
    const ids = many(101, (id) => id)
    expect((await ask(emulator, 'PATCH', '/v3/users/bulk_delete', ids)).json).toEqual(ids)
  })

  it(`of one id twice the last one stays ${obeys('contacts/same-id')}`, async () => {
    const emulator = createEmulator(empty)
    await ask(emulator, 'POST', '/v3/contacts', [contact('1'), { ...contact('1'), name: 'Second' }])
    expect((await ask(emulator, 'GET', '/v3/contacts')).json).toMatchObject({ count: 1, data: [{ name: 'Second' }] })
  })

  it(`pipelines are saved beside those that are there ${obeys('pipelines/merge')}`, async () => {
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
    `%s have a length ${obeys('contacts/fields', 'deals/fields', 'deals/code', 'users/fields', 'pipelines/fields')}`,
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
    `%s need some ${obeys('contacts/fields', 'deals/fields', 'deals/code', 'users/fields')}`,
    async (noun, _, required) => {
      const answer = await ask(createEmulator(empty), 'POST', `/v3/${noun}`, [{}])
      expect(answer.json).toMatchObject({ data: [{ index: 0, fields: required }] })
    },
  )
})

it(`the dialog of a contact that was deleted stays ${obeys('contacts/dialog-stays')}`, async () => {
  const emulator = createEmulator()
  emulator.simulate.client.writes({ chatId: '79000000201', text: 'Still here' })
  expect((await ask(emulator, 'DELETE', '/v3/contacts/contact-1')).status).toBe(200)
  expect([...emulator.state.messages.values()]).toMatchObject([{ text: 'Still here' }])
  expect([...emulator.state.dialogs.values()].some(({ chatId }) => chatId === '79000000201')).toBe(true)
})

it(`roles stand in no answer ${obeys('users/roles')}`, async () => {
  const employees = [{ userId: 'user-1', role: 'head', newClients: 'receives' }] as const
  const { json } = await ask(createEmulator({ employees }), 'GET', '/v3/users/user-1')
  expect(json).toEqual({ id: 'user-1', name: 'Ann', phone: '79000000101' })
})

describe('opening a chat window', () => {
  const open = (emulator: Emulator, body: object) => ask(emulator, 'POST', '/v3/iframe', body)

  it(`gives an unknown client a contact ${obeys('chat-window/contact')}`, async () => {
    const emulator = createEmulator()
    const filter = [
      { chatType: 'whatsapp', chatId: '791', name: 'Fay' },
      { chatType: 'vk', chatId: '792' },
    ]
    expect((await open(emulator, { user: { id: 'user-1' }, scope: 'card', filter })).status).toBe(200)
    expect(Object.fromEntries(emulator.state.clients)).toEqual({
      'whatsapp/791': { name: 'Fay' },
      'vk/792': { name: '792' },
    })
    const activeChat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '791' }
    await open(emulator, { user: { id: 'user-1' }, scope: 'global', activeChat })
    expect(emulator.state.clients.get('whatsapp/791')).toEqual({ name: 'Fay' })
  })

  it(`wants a user who was uploaded, or a name ${obeys('chat-window/user', 'access/error-shapes')}`, async () => {
    const emulator = createEmulator()
    const answer = await open(emulator, { user: { id: 'nobody' }, scope: 'global' })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'INVALID_USER' } } })
    expect((await open(emulator, { user: { id: 'nobody', name: 'New' }, scope: 'global' })).status).toBe(200)
  })
})
