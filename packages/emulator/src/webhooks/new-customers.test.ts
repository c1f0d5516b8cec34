import { describe, expect, it } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import type { EmulatorOptions } from '../emulator/emulator.ts'
import { createSubscribedAccount, everything, subscribe, type Post } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// Wazzup's page on webhooks, https://wazzup24.ru/help/api-ru/webhooks-2/ : when the CRM is asked for contacts and
// deals.

/** Responds as a CRM that creates each requested contact or deal. */
function crm({ text }: Post): Response {
  const { createContact, createDeal } = JSON.parse(text) as Record<string, object | undefined>
  if (createContact) return Response.json({ id: 'c-new', ...createContact })
  const deal = { id: 'd-new', name: 'Deal', uri: 'https://crm.example/d', closed: false }
  return createDeal ? Response.json({ ...deal, ...createDeal }) : new Response()
}

const stranger = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000777' }
const wanted = { name: '79000000777', contactData: [{ chatType: 'whatsapp', chatId: '79000000777' }], source: 'auto' }

async function start(options: EmulatorOptions) {
  const account = await createSubscribedAccount(options, crm)
  const { emulator, bodies } = account
  const questions = () => bodies().filter((body) => body.createContact ?? body.createDeal)
  async function send(more: object = {}): Promise<void> {
    const body = { ...stranger, text: 'Hi', ...more }
    expect((await ask(emulator, 'POST', '/v3/message', body)).status).toBe(201)
    await emulator.settled()
  }
  return { ...account, questions, send }
}

describe('new customers set to "first to reply"', () => {
  const newCustomers = 'first to reply'

  it(`assigns the customer: Wazzup asks for a contact, then for a deal ${obeys('create/first-to-reply', 'create/after-contact')}`, async () => {
    const { emulator, bodies, send } = await start({ newCustomers })
    await send({ crmUserId: 'user-2' })
    // After the echo and its statuses.
    expect(bodies().map((body) => Object.keys(body)[0])).toEqual([
      'messages',
      'statuses',
      'statuses',
      'createContact',
      'createDeal',
    ])
    expect(bodies()[3]).toEqual({ createContact: { responsibleUserId: 'user-2', ...wanted } })
    expect(bodies()[4]).toEqual({ createDeal: { responsibleUserId: 'user-2', contacts: ['c-new'], source: 'auto' } })
    expect(emulator.state.contacts.get('c-new')).toMatchObject({ responsibleUserId: 'user-2' })
    expect(emulator.state.deals.get('d-new')).toMatchObject({ contacts: ['c-new'] })
  })

  it(`requires a known operator: a reply without an id or by an unknown user assigns nothing ${obeys('create/first-to-reply', 'create/author')}`, async () => {
    const { emulator, questions, send } = await start({ newCustomers })
    await send()
    await send({ crmUserId: 'unknown-user' })
    emulator.simulate.operator.send({ from: 'phone', ...stranger })
    emulator.simulate.customer.send(stranger)
    await emulator.settled()
    expect(questions()).toEqual([])
    emulator.simulate.operator.send({ from: 'crm', ...stranger })
    await emulator.settled()
    expect(questions()).toMatchObject([{ createContact: { responsibleUserId: 'user-1' } }, { createDeal: {} }])
  })

  it(`assigns a customer once, and none that the CRM already has ${obeys('create/once', 'create/new-customer')}`, async () => {
    const { questions, send } = await start({ newCustomers })
    await send({ crmUserId: 'user-2' })
    await send({ crmUserId: 'user-1' })
    expect(questions()).toHaveLength(2)
    await send({ crmUserId: 'user-2', chatId: '79000000201' })
    expect(questions()).toHaveLength(2)
  })

  it.each([
    ['pipelines', []],
    ['stages', [{ id: 'p-1', name: 'Sales' }]],
  ])(`asks for neither contact nor deal without %s ${obeys('create/pipelines')}`, async (_, pipelines) => {
    const { questions, send } = await start({ newCustomers, pipelines })
    await send({ crmUserId: 'user-2' })
    expect(questions()).toEqual([])
  })

  it.each([
    ['does not receive', { newCustomers: 'does not receive', role: 'manager' }],
    ['has no role', { newCustomers: 'receives', role: 'none' }],
  ] as const)(
    `assigns nothing to an operator who %s ${obeys('create/receivers', 'users/roles')}`,
    async (_, operator) => {
      const { questions, send } = await start({ newCustomers, operators: [{ userId: 'user-2', ...operator }] })
      await send({ crmUserId: 'user-2' })
      expect(questions()).toEqual([])
      await send({ crmUserId: 'user-1' })
      expect(questions()).toHaveLength(2)
    },
  )
})

describe('new customers set to "in turn"', () => {
  const newCustomers = 'in turn'
  const from = (chatId: string) => ({ ...stranger, chatId })

  it(`assigns each new customer to the next operator, with the first message ${obeys('create/in-turn')}`, async () => {
    const { emulator, questions } = await start({ newCustomers })
    for (const chatId of ['791', '792', '793', '791']) emulator.simulate.customer.send(from(chatId))
    await emulator.settled()
    const asked = questions().flatMap(({ createContact }) => createContact ?? [])
    expect(asked).toMatchObject([
      { responsibleUserId: 'user-1', contactData: [{ chatId: '791' }], source: 'auto' },
      { responsibleUserId: 'user-2', contactData: [{ chatId: '792' }] },
      { responsibleUserId: 'user-1', contactData: [{ chatId: '793' }] },
    ])
  })

  it(`skips operators who receive no customers, and a reply causes no question ${obeys('create/in-turn', 'create/receivers')}`, async () => {
    const operators = [{ userId: 'user-1', role: 'head', newCustomers: 'does not receive' }] as const
    const { emulator, questions, send } = await start({ newCustomers, operators })
    await send({ crmUserId: 'user-2' })
    expect(questions()).toEqual([])
    for (const chatId of ['791', '792']) emulator.simulate.customer.send(from(chatId))
    await emulator.settled()
    expect(questions()).toMatchObject([
      { createContact: { responsibleUserId: 'user-2' } },
      { createContact: { responsibleUserId: 'user-2' } },
      { createDeal: { responsibleUserId: 'user-2' } },
      { createDeal: { responsibleUserId: 'user-2' } },
    ])
  })
})

it('Wazzup asks for no contact by default, and not without the flag of the subscription', async () => {
  const { emulator, questions, send } = await start({})
  await send({ crmUserId: 'user-2' })
  emulator.simulate.customer.send(stranger)
  emulator.state.settings.newCustomers = 'in turn'
  await subscribe(emulator, { subscriptions: { ...everything, contactsAndDealsCreation: false } })
  emulator.simulate.customer.send({ ...stranger, chatId: '79000000778' })
  await emulator.settled()
  expect(questions()).toEqual([])
})
