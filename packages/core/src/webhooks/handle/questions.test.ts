import { describe, expect, test } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { bodies, contactRequest, delivered, inbound } from '../../../test/wire-items.ts'
import { createWebhooks, type ContactInput, type ReceiverOptions, type Webhooks } from '../../index.ts'

// Wazzup asks the CRM to create a contact or a deal and wants the created one for an answer, within 30 seconds.
// https://wazzup24.ru/help/api-ru/webhooks-2/

const contact = {
  id: 'c1',
  responsibleUserId: 'user-7',
  name: 'Anna',
  contactData: [{ chatType: 'whatsapp', chatId: '79011112233' }],
  uri: 'https://crm.example/c1',
}
const deal = {
  id: 'd1',
  responsibleUserId: 'user-7',
  name: 'Order',
  uri: 'https://crm.example/d1',
  contacts: ['c1'],
  closed: false,
}

/** Fields as some ORMs have them: getters of the class. */
class Entity {
  readonly #fields: Record<string, unknown>
  constructor(fields: Record<string, unknown>) {
    this.#fields = fields
  }
  get id() {
    return this.#fields.id
  }
  get responsibleUserId() {
    return this.#fields.responsibleUserId
  }
  get name() {
    return this.#fields.name
  }
  get contactData() {
    return this.#fields.contactData
  }
  get uri() {
    return this.#fields.uri
  }
}

function asked(options: Partial<ReceiverOptions> = {}) {
  const told: { error: unknown; kind: string }[] = []
  const onError: ReceiverOptions['onError'] = (error, { kind }) => told.push({ error, kind })
  return { told, webhooks: createWebhooks({ secret: false, onError, ...options }) }
}

test('the returned entity is the response, sync or async', async () => {
  const { webhooks, told } = asked()
  const seen: unknown[] = []
  webhooks.on('createContact', (event, { raw }) => {
    seen.push(event, raw)
    return contact
  })
  webhooks.on('createDeal', async (event) => {
    seen.push(event)
    return deal
  })
  expect(readResponse(await webhooks.receive({ body: bodies.createContact }))).toEqual({ status: 200, body: contact })
  expect(readResponse(await webhooks.receive({ body: bodies.createDeal }))).toEqual({ status: 200, body: deal })
  expect(seen).toEqual([
    { kind: 'createContact', ...contactRequest },
    contactRequest,
    { kind: 'createDeal', ...bodies.createDeal.createDeal },
  ])
  expect(told).toEqual([])
})

describe('an invalid entity makes the response a 500, and the field is named', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'entity'],
    ['null', null, 'entity'],
    ['a text', 'c1', 'entity'],
    ['an id alone', 'c1', 'entity'],
    ['true', true, 'entity'],
    ['a list', [contact], 'id'],
    ['an id that is no whole number', { ...contact, id: 5.5 }, 'id'],
    ['an id that a number cannot hold', { ...contact, id: 2 ** 53 }, 'id'],
    ['an id that is null', { ...contact, id: null }, 'id'],
    ['an id that is a flag', { ...contact, id: true }, 'id'],
    ['an empty id', { ...contact, id: '' }, 'id'],
    ['no name', { ...contact, name: undefined }, 'name'],
    ['a chat without a messenger', { ...contact, contactData: [{ chatId: '7' }] }, 'contactData[0].chatType'],
    ['a field that Wazzup does not know', { ...contact, phone: '7' }, 'phone'],
    ['a deal', deal, 'contactData'],
  ])('%s', async (_, answer, path) => {
    for (const handler of [() => answer, async () => answer]) {
      const { webhooks, told } = asked()
      webhooks.on('createContact', handler as () => ContactInput)
      const response = readResponse(await webhooks.receive({ body: bodies.createContact }))
      expect(response).toEqual({ status: 500, body: { error: 'the handler of createContact failed' } })
      expect(told).toMatchObject([{ kind: 'createContact', error: { name: 'WazzupValidationError' } }])
      expect((told[0]!.error as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path)
    }
  })

  test('without the invalid value', async () => {
    const { webhooks, told } = asked()
    webhooks.on('createDeal', (() => ({ ...deal, name: { secret: 'private words' } })) as never)
    await webhooks.receive({ body: bodies.createDeal })
    expect(JSON.stringify(told)).toContain('response to createDeal')
    expect(JSON.stringify(told)).not.toContain('private words')
  })
})

test.each<[string, () => never | Promise<never>]>([
  ['throws', () => JSON.parse('nonsense')],
  ['rejects', () => Promise.reject(new Error('of the CRM'))],
])('a handler that %s makes the response a 500, and is reported', async (_, handler) => {
  const { webhooks, told } = asked()
  webhooks.on('createContact', handler)
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(500)
  expect(told).toMatchObject([{ kind: 'createContact', error: expect.any(Error) }])
})

test('a handler that hangs makes the response a 504, before the time of Wazzup is over', async () => {
  const { webhooks } = asked({ timeout: 20 })
  webhooks.on('createContact', () => new Promise(() => {}))
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(504)
})

test('returns 501 without a handler, and reports it', async () => {
  const { webhooks, told } = asked()
  webhooks.on('message', () => {}).on('createDeal', () => deal)
  const response = readResponse(await webhooks.receive({ body: bodies.createContact }))
  expect(response).toEqual({ status: 501, body: { error: 'createContact has no handler' } })
  expect(told).toMatchObject([{ kind: 'createContact', error: { message: expect.stringContaining('has no handler') } }])
})

describe('a row of a database is a valid entity', () => {
  test.each<[string, 'createContact' | 'createDeal', object, object]>([
    ['uri: null', 'createContact', { ...contact, uri: null }, { ...contact, uri: undefined }],
    [
      'ids as numbers',
      'createContact',
      { ...contact, id: 0, responsibleUserId: 7n },
      { ...contact, id: '0', responsibleUserId: '7' },
    ],
    [
      'chats with numbers and null',
      'createContact',
      { ...contact, contactData: [{ chatType: 'telegram', chatId: 79011112233, username: null, phone: undefined }] },
      { ...contact, contactData: [{ chatType: 'telegram', chatId: '79011112233' }] },
    ],
    ['unknown columns that hold nothing', 'createContact', { ...contact, deletedAt: null, note: undefined }, contact],
    ['an object of a class', 'createContact', new Entity(contact), contact],
    ['a deal without an address', 'createDeal', { ...deal, uri: null }, { ...deal, uri: undefined }],
    [
      'contacts as numbers',
      'createDeal',
      { ...deal, id: 1, contacts: [1, 2n, '3'] },
      { ...deal, id: '1', contacts: ['1', '2', '3'] },
    ],
  ])('%s', async (_, kind, row, expected) => {
    const { webhooks, told } = asked()
    webhooks.on(kind, (() => row) as never)
    expect(readResponse(await webhooks.receive({ body: bodies[kind] }))).toEqual({ status: 200, body: expected })
    expect(told).toEqual([])
  })
})

describe('a question without a chat or contact gets 400, is reported once, and reaches no handler', () => {
  const chats: [string, unknown][] = [
    ['null', null],
    ['an empty list', []],
    ['a text', 'x'],
    ['a number', 5],
    ['nothing in it', {}],
    ['a list of nothing', [null]],
    ['no chats', { ...contactRequest, contactData: undefined }],
    ['an empty list of chats', { ...contactRequest, contactData: [] }],
    ['chats that cannot be read', { ...contactRequest, contactData: [null, 5, 'x', []] }],
    ['a chat without an id', { ...contactRequest, contactData: [{ chatType: 'whatsapp' }] }],
    ['a chat with an empty id', { ...contactRequest, contactData: [{ chatType: 'whatsapp', chatId: '' }] }],
    ['a chat whose id is blank', { ...contactRequest, contactData: [{ chatType: 'whatsapp', chatId: ' ' }] }],
    ['a chat without a messenger', { ...contactRequest, contactData: [{ chatId: '79011112233' }] }],
  ]
  const contacts: [string, unknown][] = [
    ['null', null],
    ['an empty list', []],
    ['a text', 'x'],
    ['nothing in it', {}],
    ['no contacts', { responsibleUserId: 'user-7', contacts: [] }],
    ['contacts that cannot be read', { responsibleUserId: 'user-7', contacts: [null, true, ''] }],
    ['contacts that are blank', { responsibleUserId: 'user-7', contacts: [' '] }],
  ]
  test.each([
    ...chats.map(([title, value]) => ['createContact', title, value] as const),
    ...contacts.map(([title, value]) => ['createDeal', title, value] as const),
  ])('%s: %s', async (kind, _, value) => {
    for (const listen of [() => {}, (webhooks: Webhooks) => void webhooks.on('unrecognized', () => {})]) {
      const { webhooks, told } = asked()
      webhooks.on(kind, () => expect.unreachable() as never)
      listen(webhooks)
      expect(readResponse(await webhooks.receive({ body: { [kind]: value } }))).toEqual({
        status: 400,
        body: { error: expect.stringContaining(kind) },
      })
      expect(told).toMatchObject([{ error: { name: 'WazzupValidationError', message: expect.stringContaining(kind) } }])
    }
  })

  test('handles the other events, and responds to a readable question', async () => {
    const { webhooks, told } = asked()
    const notes: string[] = []
    webhooks.on('message', ({ messageId }) => notes.push(messageId)).on('createContact', () => contact)
    expect((await webhooks.receive({ body: { createContact: {}, messages: [inbound] } })).status).toBe(400)
    const both = { createContact: [null, contactRequest], messages: [inbound] }
    expect(readResponse(await webhooks.receive({ body: both }))).toEqual({ status: 200, body: contact })
    expect([notes.length, told.length]).toEqual([2, 2])
  })

  test('ignores null next to events', async () => {
    const { webhooks, told } = asked()
    const body = { messages: [inbound], createContact: null, createDeal: [] }
    expect(await webhooks.receive({ body })).toEqual({ status: 200 })
    expect(told).toEqual([])
  })
})

test('rejects a second handler, because only one can return the entity', () => {
  for (const kind of ['createContact', 'createDeal'] as const) {
    const { webhooks } = asked()
    webhooks.on(kind, (() => contact) as never)
    expect(() => webhooks.on(kind, (() => contact) as never)).toThrow(`event ${kind} already has a handler`)
  }
})

describe('a question with other events', () => {
  const body = { messages: [inbound], createContact: contactRequest, statuses: [delivered] }

  test('handles both, and the response is the entity', async () => {
    const { webhooks } = asked()
    const notes: string[] = []
    webhooks
      .on('message', async () => notes.push('message'))
      .on('status', () => notes.push('status'))
      .on('createContact', () => contact)
    expect(readResponse(await webhooks.receive({ body }))).toEqual({ status: 200, body: contact })
    expect(notes).toEqual(['message', 'status'])
  })

  test('a failing handler of another event is reported and does not change the response', async () => {
    for (const fail of [() => JSON.parse('at once'), () => Promise.reject(new Error('later'))]) {
      const { webhooks, told } = asked()
      webhooks.on('message', fail).on('createContact', () => contact)
      expect(readResponse(await webhooks.receive({ body }))).toEqual({ status: 200, body: contact })
      expect(told).toMatchObject([{ kind: 'message' }])
    }
  })

  test('a failing question does not stop the other events', async () => {
    const { webhooks, told } = asked()
    const notes: string[] = []
    webhooks.on('message', () => notes.push('message')).on('status', () => notes.push('status'))
    webhooks.on('createContact', () => Promise.reject(new Error('of the CRM')))
    expect((await webhooks.receive({ body })).status).toBe(500)
    expect([notes, told.map(({ kind }) => kind)]).toEqual([['message', 'status'], ['createContact']])
  })

  test('responds to the first of two questions and reports the other', async () => {
    const { webhooks, told } = asked()
    let deals = 0
    webhooks.on('createContact', () => contact)
    webhooks.on('createDeal', () => {
      deals++
      return deal
    })
    const both = { ...bodies.createContact, ...bodies.createDeal }
    expect(readResponse(await webhooks.receive({ body: both }))).toEqual({ status: 200, body: contact })
    expect(deals).toBe(0)
    expect(told).toMatchObject([
      { kind: 'createDeal', error: { message: expect.stringContaining('another question') } },
    ])
    const twice = { createContact: [contactRequest, contactRequest] }
    expect(readResponse(await webhooks.receive({ body: twice }))).toEqual({ status: 200, body: contact })
    expect(told).toHaveLength(2)
  })
})
