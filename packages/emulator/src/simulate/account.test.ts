import { channelStates, channelTiers, transports } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, templateIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import { createSubscribedAccount, everything, subscribe, type Post } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// Expected values: https://wazzup24.ru/help/api-ru/webhooks-2/

describe('a channel', () => {
  it(`channel.setState posts the new state, with a timestamp in integer milliseconds ${obeys('channels/update', 'channels/qr')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount({ now: () => 1_700_000_000_000.5 })
    const { channel } = emulator.simulate
    channel.setState(channelIds.whatsapp, 'qr')
    channel.setState(channelIds.whatsapp, 'qr', { qr: 'data:image/png;base64,AAAA' })
    channel.setState(channelIds.wapi, 'notEnoughMoney', { tier: 'TIER_1K' })
    await emulator.settled()
    const timestamp = 1_700_000_000_000
    expect(bodies()).toEqual([
      {
        channelsUpdates: [
          {
            channelId: channelIds.whatsapp,
            state: 'qr',
            qr: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/) as string,
            timestamp,
          },
        ],
      },
      { channelsUpdates: [expect.objectContaining({ qr: 'data:image/png;base64,AAAA' })] },
      { channelsUpdates: [{ channelId: channelIds.wapi, state: 'notEnoughMoney', tier: 'TIER_1K', timestamp }] },
    ])
    const { json } = await ask(emulator, 'GET', '/v3/channels')
    expect(json).toContainEqual(expect.objectContaining({ channelId: channelIds.wapi, state: 'notEnoughMoney' }))
  })
})

describe('a new state of a channel', () => {
  it.each(channelStates)(
    `%s is posted in its documented spelling ${obeys('channels/update', 'channels/qr', 'channels/qridle')}`,
    async (state) => {
      const { emulator, bodies } = await createSubscribedAccount({ now: () => 5 })
      emulator.simulate.channel.setState(channelIds.tgapi, state)
      await emulator.settled()
      const qr = expect.stringMatching(/^data:image\/png;base64,/) as string
      const update = { channelId: channelIds.tgapi, state, ...(state === 'qr' && { qr }), timestamp: 5 }
      expect(bodies()).toEqual([{ channelsUpdates: [update] }])
    },
  )

  it(`may be given in any case, QR too, and only QR has a code ${obeys('channels/qr', 'channels/spelling')}`, async () => {
    const { emulator } = await createSubscribedAccount()
    const { setState: becomes } = emulator.simulate.channel
    expect(becomes(channelIds.whatsapp, 'QR')).toHaveProperty('qr')
    expect(() => becomes(channelIds.whatsapp, 'active', { qr: 'data:image/png;base64,AAAA' })).toThrow(
      'with the state qr only',
    )
    expect(emulator.state.channels.get(channelIds.whatsapp)?.state).toBe('QR')
  })

  it.each(channelTiers)(
    `includes the tier %s in each update of a WABA channel ${obeys('channels/tier', 'channels/tier-always')}`,
    async (tier) => {
      const { emulator, bodies } = await createSubscribedAccount({ now: () => 5 })
      const { setState: becomes } = emulator.simulate.channel
      const channelId = channelIds.wapi
      becomes(channelId, 'active')
      becomes(channelId, 'active', { tier })
      becomes(channelId, 'notEnoughMoney')
      await emulator.settled()
      expect(bodies().flatMap((body) => body.channelsUpdates ?? [])).toEqual([
        { channelId, state: 'active', timestamp: 5 },
        { channelId, state: 'active', tier, timestamp: 5 },
        { channelId, state: 'notEnoughMoney', tier, timestamp: 5 },
      ])
    },
  )

  it.each(transports.filter((transport) => transport !== 'wapi'))(
    `includes no tier on %s ${obeys('channels/tier')}`,
    async (transport) => {
      const { emulator } = await createSubscribedAccount()
      const { setState: becomes } = emulator.simulate.channel
      const channelId = channelIds[transport]
      expect(() => becomes(channelId, 'active', { tier: 'TIER_1K' })).toThrow('is not a WABA channel')
      emulator.state.channels.get(channelId)!.tier = 'TIER_1K'
      expect(becomes(channelId, 'disabled')).not.toHaveProperty('tier')
    },
  )
})

describe('a new status of a template', () => {
  // The five documented statuses, and the one of the documented sample.
  it.each(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'approved'])(
    `%s is posted in the same letters ${obeys('templates/status')}`,
    async (status) => {
      const { emulator, bodies } = await createSubscribedAccount()
      emulator.simulate.template.setStatus(templateIds.greeting, status)
      await emulator.settled()
      expect(bodies()).toEqual([{ templateStatus: { templateGuid: templateIds.greeting, name: 'greeting', status } }])
    },
  )

  it(`is posted as a single object ${obeys('templates/status', 'templates/moderation')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount()
    emulator.simulate.template.setStatus(templateIds.greeting, 'PAUSED')
    await emulator.settled()
    const said = { templateGuid: templateIds.greeting, name: 'greeting', status: 'PAUSED' }
    expect(bodies()).toEqual([{ templateStatus: said }])
    const send = { channelId: channelIds.wapi, chatType: 'whatsapp', chatId: '79', templateId: templateIds.greeting }
    expect((await ask(emulator, 'POST', '/v3/message', send)).json).toMatchObject({ error: 'TEMPLATE_REJECTED' })
  })
})

const chat = { chatType: 'vk', chatId: '301' }
const contact = { id: 'c-1', responsibleUserId: 'user-2', name: 'Dora', contactData: [chat] }
const deal = { id: 7, responsibleUserId: 'user-2', name: 'Deal', uri: 'https://crm.example/7', contacts: ['c-1'] }

/** Responds as a CRM that creates each requested contact or deal. */
function crm({ text }: Post): Response {
  return Response.json(text.includes('createContact') ? contact : { ...deal, closed: false })
}

describe('a contact', () => {
  it(`is requested from the CRM, and the response is saved ${obeys('create/by-user', 'create/response', 'create/once')}`, async () => {
    const { emulator, bodies } = await createSubscribedAccount({}, crm)
    const { askFor } = emulator.simulate.contact
    expect(await askFor({ ...chat, name: 'Dora' })).toEqual({ outcome: 'created', entity: contact })
    expect(bodies()).toEqual([
      { createContact: { responsibleUserId: 'user-1', name: 'Dora', contactData: [chat], source: 'byUser' } },
    ])
    expect((await ask(emulator, 'GET', '/v3/contacts/c-1')).json).toEqual(contact)
    // As documented, Wazzup does not ask again.
    expect(await askFor(chat)).toEqual({ outcome: 'already there', entity: contact })
    expect(bodies()).toHaveLength(1)
  })

  it('is requested with the name of the customer', async () => {
    const { emulator, bodies } = await createSubscribedAccount({}, crm)
    emulator.simulate.customer.send()
    const wanted = { chatType: 'whatsapp', chatId: '79000000301', responsibleUserId: 'user-2', source: 'auto' } as const
    await emulator.simulate.contact.askFor(wanted)
    expect(bodies()[1]?.createContact).toMatchObject({ name: 'Dora', responsibleUserId: 'user-2', source: 'auto' })
  })

  it.each([
    ['a wrong status', () => new Response(null, { status: 201 }), { outcome: 'wrong status', status: 201 }],
    ['nothing', () => new Response(), { outcome: 'no json', text: '' }],
    ['no JSON', () => new Response('OK'), { outcome: 'no json', text: 'OK' }],
    [
      'no id',
      () => Response.json({ ...contact, id: undefined }),
      { outcome: 'wrong fields', fields: ['id'], response: { ...contact, id: undefined } },
    ],
    ['an array', () => Response.json([contact]), expect.objectContaining({ outcome: 'wrong fields' })],
    ['a broken connection', () => Promise.reject(new TypeError('fetch failed')), { outcome: 'no response' }],
  ])('is not saved when the response is %s', async (_, answer, expected) => {
    const { emulator } = await createSubscribedAccount({}, answer)
    expect(await emulator.simulate.contact.askFor(chat)).toEqual(expected)
    expect(emulator.state.contacts.size).toBe(1)
  })

  it('is not requested without a subscription, and a lost question has no response', async () => {
    const { emulator, posts } = await createSubscribedAccount({}, crm)
    emulator.faults.deliveries.next('lost')
    expect(await emulator.simulate.contact.askFor(chat)).toEqual({ outcome: 'no response' })
    await subscribe(emulator, { subscriptions: { ...everything, contactsAndDealsCreation: false } })
    posts.length = 0
    expect(await emulator.simulate.contact.askFor(chat)).toEqual({ outcome: 'not subscribed' })
    expect(posts).toEqual([])
  })
})

describe('a deal', () => {
  it(`of a chat without a contact is requested after the response about the contact, with its id ${obeys('create/after-contact', 'create/by-user')}`, async () => {
    let answerContact = (): void => {}
    const answered = new Promise<void>((resolve) => {
      answerContact = resolve
    })
    const { emulator, bodies, posts } = await createSubscribedAccount({}, async (post) => {
      if (post.text.includes('createContact')) await answered
      return crm(post)
    })
    const asked = emulator.simulate.deal.askFor(chat)
    await expect.poll(() => posts.length, { timeout: 10_000 }).toBe(1)
    answerContact()
    await emulator.settled()
    expect(bodies().map((body) => Object.keys(body))).toEqual([['createContact'], ['createDeal']])
    expect(bodies()[1]).toEqual({
      createDeal: { responsibleUserId: 'user-2', contacts: ['c-1'], source: 'byUser' },
    })
    expect(await asked).toEqual({ outcome: 'created', entity: { ...deal, id: '7', closed: false } })
    expect((await ask(emulator, 'GET', '/v3/deals/7')).status).toBe(200)
    expect(await emulator.simulate.deal.askFor(chat)).toMatchObject({ outcome: 'already there' })
  })

  it('is not requested when the CRM rejected the contact', async () => {
    const { emulator, bodies } = await createSubscribedAccount({}, () => new Response(null, { status: 500 }))
    expect(await emulator.simulate.deal.askFor(chat)).toEqual({
      outcome: 'no contact',
      contact: { outcome: 'wrong status', status: 500 },
    })
    expect(bodies()).toHaveLength(1)
  })

  it(`is not requested automatically without pipelines ${obeys('create/pipelines')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount({ pipelines: [] }, crm)
    const asked = emulator.simulate.deal.askFor({ contacts: ['c-1'], source: 'auto' })
    expect(await asked).toEqual({ outcome: 'no pipelines' })
    const contact = emulator.simulate.contact.askFor({ chatType: 'whatsapp', chatId: '791', source: 'auto' })
    expect(await contact).toEqual({ outcome: 'no pipelines' })
    expect(posts).toEqual([])
  })

  it(`is requested by hand without pipelines too ${obeys('create/pipelines-by-hand')}`, async () => {
    const { emulator } = await createSubscribedAccount({ pipelines: [] }, crm)
    expect(await emulator.simulate.deal.askFor({ contacts: ['c-1'], source: 'byUser' })).toMatchObject({
      outcome: 'created',
    })
  })

  it(`is not requested when one exists, closed or not ${obeys('create/once', 'deals/closed')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount({}, crm)
    emulator.state.deals.get('deal-1')!.closed = true
    const asked = await emulator.simulate.deal.askFor({ contacts: ['contact-1'] })
    expect(asked).toMatchObject({ outcome: 'already there', entity: { id: 'deal-1' } })
    expect(posts).toEqual([])
  })
})

describe('an outcome that does not exist is rejected when it is asked for', () => {
  it.each([
    ['failNext', ['BAD_CONTCT'], 'simulate.message.failNext: code: '],
    ['failNext', ['SPAM', { times: 0 }], 'simulate.message.failNext: times: '],
    ['failNext', ['SPAM', { insid: 'messages' }], 'simulate.message.failNext: insid: there is no such field'],
    ['fail', ['some-id', 'BAD_CONTCT'], 'simulate.message.fail: code: '],
    ['echoNextAs', ['reed'], 'simulate.message.echoNextAs: status: '],
    ['dropNext', [{ times: Infinity }], 'simulate.message.dropNext: times: '],
  ] as const)('simulate.message.%s(...%j)', (name, given, problem) => {
    const { simulate, state } = createEmulator()
    expect(() => (simulate.message[name] as (...input: unknown[]) => unknown)(...given)).toThrow(problem)
    expect(state.nextOutcomes).toEqual([])
  })

  it('the state of a channel and the status of a template', () => {
    const { simulate } = createEmulator()
    const { channel, template } = simulate
    expect(() => channel.setState(channelIds.vk, 'notEnoughMony')).toThrow('simulate.channel.setState: state: ')
    expect(() => template.setStatus(templateIds.greeting, 'PAUSD')).toThrow('simulate.template.setStatus: status: ')
  })
})
