import { describe, expect, test } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { bodies, contactRequest, delivered, inbound } from '../../../test/wire-items.ts'
import { createWebhooks, type ContactInput, type ReceiverOptions, type Webhooks } from '../../index.ts'

// Wazzup asks the CRM to create a contact or a deal, and expects the created entity in the response within 30 seconds.
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

/** An entity whose fields are getters of the class, as in some ORMs. */
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
  const reported: { error: unknown; kind: string }[] = []
  const onError: ReceiverOptions['onError'] = (error, { kind }) => reported.push({ error, kind })
  return { reported, webhooks: createWebhooks({ secret: false, onError, ...options }) }
}

test('the returned entity is the response, sync or async', async () => {
  const { webhooks, reported } = asked()
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
    { kind: 'createContact', id: expect.any(String), at: expect.any(Number), ...contactRequest },
    contactRequest,
    { kind: 'createDeal', id: expect.any(String), at: expect.any(Number), ...bodies.createDeal.createDeal },
  ])
  expect(reported).toEqual([])
})

const [chat] = contactRequest.contactData

describe('an invalid entity makes the response a 500, and the field is named', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'entity'],
    ['null', null, 'entity'],
    ['a text', 'c1', 'entity'],
    ['an id alone', 'c1', 'entity'],
    ['true', true, 'entity'],
    ['a list', [contact], 'id'],
    ['an id that is not an integer', { ...contact, id: 5.5 }, 'id'],
    ['an id that a number cannot hold', { ...contact, id: 2 ** 53 }, 'id'],
    ['an id that is null', { ...contact, id: null }, 'id'],
    ['an id that is a flag', { ...contact, id: true }, 'id'],
    ['an empty id', { ...contact, id: '' }, 'id'],
    ['no name', { ...contact, name: undefined }, 'name'],
    ['a chat without a messenger', { ...contact, contactData: [{ chatId: '7' }] }, 'contactData[0].chatType'],
    ['a deal', deal, 'contactData'],
    [
      'a field of a chat that Wazzup does not know',
      { ...contact, contactData: [{ ...chat, note: 'x' }] },
      'contactData[0].note',
    ],
  ])('%s', async (_, entity, path) => {
    for (const handler of [() => entity, async () => entity]) {
      const { webhooks, reported } = asked()
      webhooks.on('createContact', handler as () => ContactInput)
      const response = readResponse(await webhooks.receive({ body: bodies.createContact }))
      expect(response).toEqual({ status: 500, body: { error: 'the handler of createContact failed' } })
      expect(reported).toMatchObject([{ kind: 'createContact', error: { name: 'WazzupValidationError' } }])
      expect((reported[0]!.error as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path)
    }
  })

  test.each([2, -1, 'yes', null])('a flag that is %j', async (closed) => {
    const { webhooks, reported } = asked()
    webhooks.on('createDeal', (() => ({ ...deal, closed })) as never)
    expect((await webhooks.receive({ body: bodies.createDeal })).status).toBe(500)
    expect(reported).toMatchObject([{ error: { issues: [{ path: 'closed' }] } }])
  })

  test('and the invalid value is not quoted', async () => {
    const { webhooks, reported } = asked()
    webhooks.on('createDeal', (() => ({ ...deal, name: { secret: 'private words' } })) as never)
    await webhooks.receive({ body: bodies.createDeal })
    expect(JSON.stringify(reported)).toContain('response to createDeal')
    expect(JSON.stringify(reported)).not.toContain('private words')
  })
})

test.each<[string, () => never | Promise<never>]>([
  ['throws', () => JSON.parse('nonsense')],
  ['rejects', () => Promise.reject(new Error('of the CRM'))],
])('a handler that %s makes the response a 500, and is reported', async (_, handler) => {
  const { webhooks, reported } = asked()
  webhooks.on('createContact', handler)
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(500)
  expect(reported).toMatchObject([{ kind: 'createContact', error: expect.any(Error) }])
})

test('a handler that hangs makes the response a 504, before Wazzup stops waiting', async () => {
  const { webhooks } = asked({ timeout: 20 })
  webhooks.on('createContact', () => new Promise(() => {}))
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(504)
})

test('a question without a handler gets 501, and is reported', async () => {
  const { webhooks, reported } = asked()
  webhooks.on('message', () => {}).on('createDeal', () => deal)
  const response = readResponse(await webhooks.receive({ body: bodies.createContact }))
  expect(response).toEqual({ status: 501, body: { error: 'createContact has no handler' } })
  expect(reported).toMatchObject([
    { kind: 'createContact', error: { message: expect.stringContaining('has no handler') } },
  ])
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
    [
      'unknown columns that are null or undefined',
      'createContact',
      { ...contact, deletedAt: null, note: undefined },
      contact,
    ],
    [
      'columns that are no fields of a contact',
      'createContact',
      { ...contact, phone: '7', createdAt: new Date(), tags: [{ id: 1 }] },
      contact,
    ],
    ['a flag that is 0', 'createDeal', { ...deal, closed: 0 }, { ...deal, closed: false }],
    ['a flag that is 1', 'createDeal', { ...deal, closed: 1, createdAt: new Date() }, { ...deal, closed: true }],
    ['an object of a class', 'createContact', new Entity(contact), contact],
    ['a deal without an address', 'createDeal', { ...deal, uri: null }, { ...deal, uri: undefined }],
    [
      'contacts as numbers',
      'createDeal',
      { ...deal, id: 1, contacts: [1, 2n, '3'] },
      { ...deal, id: '1', contacts: ['1', '2', '3'] },
    ],
  ])('%s', async (_, kind, row, expected) => {
    const { webhooks, reported } = asked()
    webhooks.on(kind, (() => row) as never)
    expect(readResponse(await webhooks.receive({ body: bodies[kind] }))).toEqual({ status: 200, body: expected })
    expect(reported).toEqual([])
  })
})

describe('a question without a chat or contact gets 400, is reported once, and reaches no handler', () => {
  const chats: [string, unknown][] = [
    ['null', null],
    ['an empty list', []],
    ['a text', 'x'],
    ['a number', 5],
    ['an empty object', {}],
    ['a list with null', [null]],
    ['no chats', { ...contactRequest, contactData: undefined }],
    ['an empty list of chats', { ...contactRequest, contactData: [] }],
    ['chats that cannot be read', { ...contactRequest, contactData: [null, 5, 'x', []] }],
    ['a chat without an id', { ...contactRequest, contactData: [{ chatType: 'whatsapp' }] }],
    ['a chat with an empty id', { ...contactRequest, contactData: [{ chatType: 'whatsapp', chatId: '' }] }],
    ['a chat with a blank id', { ...contactRequest, contactData: [{ chatType: 'whatsapp', chatId: ' ' }] }],
    ['a chat without a messenger', { ...contactRequest, contactData: [{ chatId: '79011112233' }] }],
  ]
  const contacts: [string, unknown][] = [
    ['null', null],
    ['an empty list', []],
    ['a text', 'x'],
    ['an empty object', {}],
    ['no contacts', { responsibleUserId: 'user-7', contacts: [] }],
    ['contacts that cannot be read', { responsibleUserId: 'user-7', contacts: [null, true, ''] }],
    ['a blank contact', { responsibleUserId: 'user-7', contacts: [' '] }],
  ]
  test.each([
    ...chats.map(([title, value]) => ['createContact', title, value] as const),
    ...contacts.map(([title, value]) => ['createDeal', title, value] as const),
  ])('%s: %s', async (kind, _, value) => {
    for (const listen of [() => {}, (webhooks: Webhooks) => void webhooks.on('unrecognized', () => {})]) {
      const { webhooks, reported } = asked()
      webhooks.on(kind, () => expect.unreachable() as never)
      listen(webhooks)
      expect(readResponse(await webhooks.receive({ body: { [kind]: value } }))).toEqual({
        status: 400,
        body: { error: expect.stringContaining(kind) },
      })
      expect(reported).toMatchObject([
        { error: { name: 'WazzupValidationError', message: expect.stringContaining(kind) } },
      ])
    }
  })

  test.each([
    ['createContact', { ...contactRequest, contactData: [] }, 'names no chat in contactData'],
    ['createDeal', { responsibleUserId: 'user-7', contacts: [' '] }, 'names no contact in contacts'],
    ['createDeal', 'x', 'cannot be read: it must be an object'],
    [
      'createContact',
      { ...contactRequest, responsibleUserId: { id: 1 }, contactData: 5 },
      'names no chat in contactData',
    ],
  ] as const)('and says why: %s %j', async (kind, value, why) => {
    const { webhooks, reported } = asked()
    webhooks.on(kind, () => expect.unreachable() as never)
    await webhooks.receive({ body: { [kind]: value } })
    expect(reported).toMatchObject([
      {
        error: {
          message: expect.stringMatching(
            new RegExp(`${kind}:? ${why}.*the handler was not called, and Wazzup gets 400`),
          ),
        },
      },
    ])
  })

  test('also when other events are handled, or another question is readable', async () => {
    const { webhooks, reported } = asked()
    const notes: string[] = []
    webhooks.on('message', ({ messageId }) => notes.push(messageId)).on('createContact', () => contact)
    expect((await webhooks.receive({ body: { createContact: {}, messages: [inbound] } })).status).toBe(400)
    const both = { createContact: [null, contactRequest], messages: [inbound] }
    expect(readResponse(await webhooks.receive({ body: both }))).toEqual({ status: 200, body: contact })
    expect([notes.length, reported.length]).toEqual([2, 2])
  })

  test('but null next to events is ignored', async () => {
    const { webhooks, reported } = asked()
    const body = { messages: [inbound], createContact: null, createDeal: [] }
    expect(await webhooks.receive({ body })).toEqual({ status: 200 })
    expect(reported).toEqual([])
  })
})

test('a second handler of a question is rejected, because only one can return the entity', () => {
  for (const kind of ['createContact', 'createDeal'] as const) {
    const { webhooks } = asked()
    webhooks.on(kind, (() => contact) as never)
    expect(() => webhooks.on(kind, (() => contact) as never)).toThrow(`event ${kind} already has a handler`)
  }
})

describe('a question with other events', () => {
  const body = { messages: [inbound], createContact: contactRequest, statuses: [delivered] }

  test('is handled with them, and the response is the entity', async () => {
    const { webhooks } = asked()
    const notes: string[] = []
    webhooks
      .on('message', async () => notes.push('message'))
      .on('status', () => notes.push('status'))
      .on('createContact', () => contact)
    expect(readResponse(await webhooks.receive({ body }))).toEqual({ status: 200, body: contact })
    expect(notes).toEqual(['message', 'status'])
  })

  test('keeps its response when the handler of another event fails, which is reported', async () => {
    for (const fail of [() => JSON.parse('at once'), () => Promise.reject(new Error('later'))]) {
      const { webhooks, reported } = asked()
      webhooks.on('message', fail).on('createContact', () => contact)
      expect(readResponse(await webhooks.receive({ body }))).toEqual({ status: 200, body: contact })
      expect(reported).toMatchObject([{ kind: 'message' }])
    }
  })

  test('does not stop them when it fails', async () => {
    const { webhooks, reported } = asked()
    const notes: string[] = []
    webhooks.on('message', () => notes.push('message')).on('status', () => notes.push('status'))
    webhooks.on('createContact', () => Promise.reject(new Error('of the CRM')))
    expect((await webhooks.receive({ body })).status).toBe(500)
    expect([notes, reported.map(({ kind }) => kind)]).toEqual([['message', 'status'], ['createContact']])
  })

  test('gets its response when it is the first of two, and the second is reported', async () => {
    const { webhooks, reported } = asked()
    let deals = 0
    webhooks.on('createContact', () => contact)
    webhooks.on('createDeal', () => {
      deals++
      return deal
    })
    const both = { ...bodies.createContact, ...bodies.createDeal }
    expect(readResponse(await webhooks.receive({ body: both }))).toEqual({ status: 200, body: contact })
    expect(deals).toBe(0)
    expect(reported).toMatchObject([
      { kind: 'createDeal', error: { message: expect.stringContaining('another question') } },
    ])
    const twice = { createContact: [contactRequest, contactRequest] }
    expect(readResponse(await webhooks.receive({ body: twice }))).toEqual({ status: 200, body: contact })
    expect(reported).toHaveLength(2)
  })
})
