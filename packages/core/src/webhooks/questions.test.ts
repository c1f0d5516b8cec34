import { describe, expect, test } from 'vitest'
import { bodies, contactRequest, delivered, inbound } from '../../test/wire-items.ts'
import { createWebhooks, type ContactInput, type ReceiverOptions } from '../index.ts'

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

function asked(options: Partial<ReceiverOptions> = {}) {
  const told: { error: unknown; kind: string }[] = []
  const onError: ReceiverOptions['onError'] = (error, { kind }) => told.push({ error, kind })
  return { told, webhooks: createWebhooks({ secret: false, onError, ...options }) }
}

test('the created entity is the answer, sync or async', async () => {
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
  expect(await webhooks.receive({ body: bodies.createContact })).toEqual({ status: 200, body: contact })
  expect(await webhooks.receive({ body: bodies.createDeal })).toEqual({ status: 200, body: deal })
  expect(seen).toEqual([
    { kind: 'createContact', ...contactRequest },
    contactRequest,
    { kind: 'createDeal', ...bodies.createDeal.createDeal },
  ])
  expect(told).toEqual([])
})

describe('an answer that does not fit is a 500, and the field is named', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'entity'],
    ['null', null, 'entity'],
    ['a text', 'c1', 'entity'],
    ['an id alone', 'c1', 'entity'],
    ['true', true, 'entity'],
    ['a list', [contact], 'id'],
    ['an id that is a number', { ...contact, id: 5 }, 'id'],
    ['an empty id', { ...contact, id: '' }, 'id'],
    ['no name', { ...contact, name: undefined }, 'name'],
    ['a chat without a messenger', { ...contact, contactData: [{ chatId: '7' }] }, 'contactData[0].chatType'],
    ['a field that Wazzup does not know', { ...contact, phone: '7' }, 'phone'],
    ['a deal', deal, 'contactData'],
  ])('%s', async (_, answer, path) => {
    for (const handler of [() => answer, async () => answer]) {
      const { webhooks, told } = asked()
      webhooks.on('createContact', handler as () => ContactInput)
      const reply = await webhooks.receive({ body: bodies.createContact })
      expect(reply).toEqual({ status: 500, body: { error: 'the handler of createContact failed' } })
      expect(told).toMatchObject([{ kind: 'createContact', error: { name: 'WazzupValidationError' } }])
      expect((told[0]!.error as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path)
    }
  })

  test('without the value that did not fit', async () => {
    const { webhooks, told } = asked()
    webhooks.on('createDeal', (() => ({ ...deal, name: { secret: 'private words' } })) as never)
    await webhooks.receive({ body: bodies.createDeal })
    expect(JSON.stringify(told)).toContain('answer to createDeal')
    expect(JSON.stringify(told)).not.toContain('private words')
  })
})

test.each<[string, () => never | Promise<never>]>([
  ['throws', () => JSON.parse('nonsense')],
  ['rejects', () => Promise.reject(new Error('of the CRM'))],
])('a handler that %s is a 500, and is reported', async (_, handler) => {
  const { webhooks, told } = asked()
  webhooks.on('createContact', handler)
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(500)
  expect(told).toMatchObject([{ kind: 'createContact', error: expect.any(Error) }])
})

test('a handler that hangs is a 504 before Wazzup gives up', async () => {
  const { webhooks } = asked({ timeout: 20 })
  webhooks.on('createContact', () => new Promise(() => {}))
  expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(504)
})

test('nobody to ask is a 501', async () => {
  const { webhooks } = asked()
  webhooks.on('message', () => {}).on('createDeal', () => deal)
  const reply = await webhooks.receive({ body: bodies.createContact })
  expect(reply).toEqual({ status: 501, body: { error: 'nobody answers createContact' } })
})

test('a second handler is refused, because only one can answer', () => {
  for (const kind of ['createContact', 'createDeal'] as const) {
    const { webhooks } = asked()
    webhooks.on(kind, (() => contact) as never)
    expect(() => webhooks.on(kind, (() => contact) as never)).toThrow(`event ${kind} has a handler already`)
  }
})

describe('beside notifications', () => {
  const body = { messages: [inbound], createContact: contactRequest, statuses: [delivered] }

  test('both are handled, and the answer is the entity', async () => {
    const { webhooks } = asked()
    const notes: string[] = []
    webhooks
      .on('message', async () => notes.push('message'))
      .on('status', () => notes.push('status'))
      .on('createContact', () => contact)
    expect(await webhooks.receive({ body })).toEqual({ status: 200, body: contact })
    expect(notes).toEqual(['message', 'status'])
  })

  test('a failing notification is reported and does not spoil the answer', async () => {
    for (const fail of [() => JSON.parse('at once'), () => Promise.reject(new Error('later'))]) {
      const { webhooks, told } = asked()
      webhooks.on('message', fail).on('createContact', () => contact)
      expect(await webhooks.receive({ body })).toEqual({ status: 200, body: contact })
      expect(told).toMatchObject([{ kind: 'message' }])
    }
  })

  test('a failing answer does not spoil the notifications', async () => {
    const { webhooks, told } = asked()
    const notes: string[] = []
    webhooks.on('message', () => notes.push('message')).on('status', () => notes.push('status'))
    webhooks.on('createContact', () => Promise.reject(new Error('of the CRM')))
    expect((await webhooks.receive({ body })).status).toBe(500)
    expect([notes, told.map(({ kind }) => kind)]).toEqual([['message', 'status'], ['createContact']])
  })

  test('of two questions the first is answered and the other reported', async () => {
    const { webhooks, told } = asked()
    let deals = 0
    webhooks.on('createContact', () => contact)
    webhooks.on('createDeal', () => {
      deals++
      return deal
    })
    const both = { ...bodies.createContact, ...bodies.createDeal }
    expect(await webhooks.receive({ body: both })).toEqual({ status: 200, body: contact })
    expect(deals).toBe(0)
    expect(told).toMatchObject([
      { kind: 'createDeal', error: { message: expect.stringContaining('another question') } },
    ])
    const twice = { createContact: [contactRequest, contactRequest] }
    expect(await webhooks.receive({ body: twice })).toEqual({ status: 200, body: contact })
    expect(told).toHaveLength(2)
  })
})
