import { chatTypes, deliveryErrors, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../../../account/entities/default-seed.ts'
import { createEmulator } from '../../../emulator/create-emulator.ts'
import { createSubscribedAccount } from '../../../testing/test-account.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// Expected values: https://wazzup24.com/help/api-en/sending-messages/ and its Russian, newer version.

const text = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello' }
const send = (emulator: ReturnType<typeof createEmulator>, body: unknown) => ask(emulator, 'POST', '/v3/message', body)

describe('an accepted send', () => {
  it(`returns 201 with messageId and chatId and is in the ledger ${obeys('send/accepted')}`, async () => {
    const emulator = createEmulator({ now: () => 1_700_000_000_000 })
    const answer = await send(emulator, { ...text, crmMessageId: 'my-1', crmUserId: 'user-1' })
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.json as object)).toEqual(['messageId', 'chatId'])
    expect(answer.json).toMatchObject({ chatId: '79999999999' })
    const { messageId } = answer.json as { messageId: string }
    expect(messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(emulator.ledger).toEqual([
      {
        messageId,
        crmMessageId: 'my-1',
        crmUserId: 'user-1',
        ...text,
        clearUnanswered: true,
        acceptedAt: 1_700_000_000_000,
        state: 'accepted',
      },
    ])
  })

  it(`clears the unanswered counter by default ${obeys('send/clear-unanswered', 'unanswered/red', 'unanswered/grey')}`, async () => {
    const waiting = [{ ...text, responsibleUserId: 'user-1', supervisorIds: ['user-2'], since: Date.now() }]
    const emulator = createEmulator({ waiting })
    const counter = async (user: string) => (await ask(emulator, 'GET', `/v3/unanswered/${user}`)).json
    expect(await counter('user-1')).toMatchObject({ counterV2: 1, type: 'red' })
    expect(await counter('user-2')).toMatchObject({ counterV2: 1, type: 'grey' })
    await send(emulator, { ...text, clearUnanswered: false })
    expect(await counter('user-1')).toMatchObject({ counterV2: 1 })
    await send(emulator, text)
    expect(await counter('user-1')).toMatchObject({ counterV2: 0, type: null })
  })
})

describe('the fully documented errors', () => {
  it(`INVALID_MESSAGE_DATA names the fields ${obeys('send/fields')}`, async () => {
    const emulator = createEmulator()
    const answer = await send(emulator, { ...text, channelId: 'not-a-uuid' })
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual({
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      error: 'INVALID_MESSAGE_DATA',
      description: 'Message data is invalid',
      data: { fields: ['channelId'] },
    })
  })

  it(`WRONG_TRANSPORT names the channel, transport and chat type ${obeys('send/wrong-transport')}`, async () => {
    const emulator = createEmulator()
    const answer = await send(emulator, { ...text, chatType: 'vk' })
    expect(answer.json).toEqual({
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      error: 'WRONG_TRANSPORT',
      description: "You can't send message to vk chat from whatsapp transport",
      data: { channelId: channelIds.whatsapp, transport: 'whatsapp', chatType: 'vk' },
    })
  })

  it(`REPEATED_CRM_MESSAGE_ID rejects the same id within 60 seconds, not from second 61 ${obeys('send/repeat')}`, async () => {
    const emulator = createEmulator({ now: () => 0 })
    const keyed = { ...text, crmMessageId: '1' }
    expect((await send(emulator, keyed)).status).toBe(201)
    emulator.clock.advance(59_999)
    expect((await send(emulator, keyed)).json).toEqual({
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      error: 'REPEATED_CRM_MESSAGE_ID',
      description: 'You have already sent message with same crmMessageId',
      data: { crmMessageId: '1' },
    })
    expect(emulator.ledger).toHaveLength(1)
    emulator.clock.advance(1)
    expect((await send(emulator, keyed)).status).toBe(201)
    expect(emulator.ledger).toHaveLength(2)
  })
})

describe('a body without fields', () => {
  it.each([[{}], ['no JSON at all'], [[]]])(`is rejected: %j ${obeys('send/fields')}`, async (body) => {
    const fields = ['channelId', 'chatType', 'chatId']
    expect((await send(createEmulator(), body)).json).toMatchObject({ error: 'INVALID_MESSAGE_DATA', data: { fields } })
  })
})

describe('the content of a send', () => {
  const { text: _, ...bare } = text
  it.each([
    [{ ...text, contentUri: 'https://example.com/a.png' }, 'INVALID_MESSAGE_DATA'],
    [{ ...bare, text: '', contentUri: 'https://example.com/a.png' }, 'INVALID_MESSAGE_DATA'],
    [{ ...text, contentUri: '' }, 'INVALID_MESSAGE_DATA'],
    [bare, 'MESSAGE_NOTHING_TO_SEND'],
    [{ ...bare, text: null, contentUri: null, templateId: null }, 'MESSAGE_NOTHING_TO_SEND'],
    [{ ...bare, text: '' }, 'MESSAGES_TEXT_CAN_NOT_BE_BLANK'],
    [{ ...bare, contentUri: '' }, 'MESSAGES_CONTENT_CAN_NOT_BE_BLANK'],
    [{ ...text, refMessageId: 'f66c53a6-957a-46b2-b41b-5a2ef4844bcb' }, 'REFERENCE_MESSAGE_NOT_FOUND'],
    [{ ...text, channelId: 'dffa1c7b-6db8-4b8f-b559-91166aba879e' }, 'CHANNEL_NOT_FOUND'],
  ])(
    `%j is %s ${obeys('send/one-content', 'send/one-content-first', 'access/null', 'send/nothing', 'send/empty-text', 'send/empty-file', 'send/quote', 'channels/unknown')}`,
    async (body, error) => {
      const emulator = createEmulator()
      const answer = await send(emulator, body)
      expect(answer.status).toBe(400)
      expect(answer.json).toMatchObject({ error })
      expect(emulator.ledger).toHaveLength(0)
    },
  )

  it(`the error names text and contentUri when both are given; the documented code comes on command ${obeys('send/one-content-code', 'send/one-content-fields')}`, async () => {
    const emulator = createEmulator()
    const both = { ...text, contentUri: 'https://example.com/a.png' }
    expect((await send(emulator, both)).json).toMatchObject({ data: { fields: ['text', 'contentUri'] } })
    emulator.faults.calls.respondWith('MESSAGES_ONLY_TEXT_OR_CONTENT')
    expect((await send(emulator, both)).json).toMatchObject({ status: 400, error: 'MESSAGES_ONLY_TEXT_OR_CONTENT' })
  })

  // The error table: 10 000, 10 000, 4096, 4096, 1000, 6999, 4096.
  it.each([
    ['whatsapp', 'whatsapp', 10_000, 'MESSAGE_TEXT_TOO_LONG'],
    ['instagram', 'instagram', 10_000, 'MESSAGES_TOO_LONG_INSTAGRAM'],
    ['tgapi', 'telegram', 4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
    ['telegram', 'telegram', 4_096, 'MESSAGES_TOO_LONG_TELEGRAM'],
    ['wapi', 'whatsapp', 4_096, 'MESSAGES_TOO_LONG_WABA'],
    ['vk', 'vk', 4_096, 'MESSAGES_TOO_LONG_VK'],
    ['avito', 'avito', 1_000, 'MESSAGES_TOO_LONG_AVITO'],
    ['viber', 'viber', 6_999, 'MESSAGES_TOO_LONG_VIBER'],
  ] as const)(
    `%s (%s) accepts %i characters and not one more ${obeys('send/length', 'send/length-strict', 'send/length-header')}`,
    async (transport, chatType, longest, error) => {
      const emulator = createEmulator()
      const body = { channelId: channelIds[transport], chatType, chatId: chatIds[transport] }
      expect((await send(emulator, { ...body, text: 'x'.repeat(longest) })).status).toBe(201)
      expect((await send(emulator, { ...body, text: 'x'.repeat(longest + 1) })).json).toMatchObject({ error })
    },
  )

  it(`characters are counted in UTF-16 units: an emoji is two ${obeys('send/length-counted')}`, async () => {
    const emulator = createEmulator()
    const avito = { channelId: channelIds.avito, chatType: 'avito', chatId: chatIds.avito }
    expect((await send(emulator, { ...avito, text: '👋'.repeat(500) })).status).toBe(201)
    expect((await send(emulator, { ...avito, text: '👋'.repeat(501) })).json).toMatchObject({
      error: 'MESSAGES_TOO_LONG_AVITO',
    })
    // 2000 bytes in 1000 characters.
    expect((await send(emulator, { ...avito, text: 'я'.repeat(1_000) })).status).toBe(201)
  })

  it(`a send can quote a received message and a sent one ${obeys('send/quote')}`, async () => {
    const emulator = createEmulator()
    const [incoming] = emulator.state.incoming.keys()
    expect((await send(emulator, { ...text, refMessageId: incoming })).status).toBe(201)
    expect((await send(emulator, { ...text, refMessageId: emulator.ledger[0]?.messageId })).status).toBe(201)
  })
})

describe('a send of a template', () => {
  const waba = { channelId: channelIds.wapi, chatType: 'whatsapp', chatId: '79999999999' }

  it.each([
    [{ ...waba, templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }],
    [{ ...waba, text: `@template: ${templateIds.greeting} { [[17]]; [[Clara]] }` }],
  ])(`is accepted: %# ${obeys('templates/by-id', 'templates/by-code')}`, async (body) => {
    expect((await send(createEmulator(), body)).status).toBe(201)
  })

  it.each([
    [{ ...waba, templateId: templateIds.rejected }, 'TEMPLATE_REJECTED'],
    [
      { ...waba, templateId: templateIds.greeting, templateValues: ['1'.repeat(60), 'C'] },
      'MESSAGES_TOO_LONG_WABA_HEADER',
    ],
    [
      { ...waba, text: `@template: ${templateIds.greeting} { [[17]]; [[${'C'.repeat(1_024)}]] }` },
      'MESSAGES_TOO_LONG_WABA_TEMPLATE',
    ],
    [{ ...waba, templateId: 'unknown' }, 'INVALID_MESSAGE_DATA'],
    [
      { ...text, text: undefined, templateId: templateIds.greeting, templateValues: ['1', 'C'] },
      'INVALID_MESSAGE_DATA',
    ],
  ])(
    `is rejected: %# ${obeys('templates/moderation', 'templates/length', 'templates/unknown')}`,
    async (body, error) => {
      expect((await send(createEmulator(), body)).json).toMatchObject({ error })
    },
  )
})

describe('the content of a template', () => {
  const waba = { channelId: channelIds.wapi, chatType: 'whatsapp', chatId: '79999999999' }

  // The header "Order {{1}}" has 6 characters plus its value, the body "Hello {{1}}, your order is ready." 28 plus its
  // value.
  it.each([
    [54, 996, undefined],
    [55, 996, 'MESSAGES_TOO_LONG_WABA_HEADER'],
    [54, 997, 'MESSAGES_TOO_LONG_WABA_TEMPLATE'],
  ])(
    `filled with %i and %i characters is within 60 and 1024, or one too long: %s ${obeys('templates/length', 'send/length-strict')}`,
    async (header, body, error) => {
      const templateValues = ['1'.repeat(header), 'C'.repeat(body)]
      const answer = await send(createEmulator(), { ...waba, templateId: templateIds.greeting, templateValues })
      expect(answer.status).toBe(error ? 400 : 201)
      expect(answer.json).toMatchObject(error ? { error } : { chatId: waba.chatId })
    },
  )

  it.each([
    [{ templateId: templateIds.greeting }, ['templateValues']],
    [{ templateId: templateIds.greeting, templateValues: ['17'] }, ['templateValues']],
    [{ templateId: templateIds.greeting, templateValues: ['17', 'Clara', 'more'] }, ['templateValues']],
    [{ text: `@template: ${templateIds.greeting} { [[17]] }` }, ['text']],
  ])(`with other values than its code has is rejected: %j ${obeys('templates/values')}`, async (content, fields) => {
    const answer = await send(createEmulator(), { ...waba, ...content })
    expect(answer.json).toMatchObject({ error: 'INVALID_MESSAGE_DATA', data: { fields } })
  })

  it.each(['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'archived'])(
    `with the status %s is rejected until it is approved ${obeys('templates/approved-only', 'templates/moderation', 'templates/moderation-applies')}`,
    async (status) => {
      const emulator = createEmulator()
      const body = { ...waba, templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }
      emulator.simulate.template.setStatus(templateIds.greeting, status)
      expect((await send(emulator, body)).json).toMatchObject({ error: 'TEMPLATE_REJECTED' })
      emulator.simulate.template.setStatus(templateIds.greeting, 'approved')
      expect((await send(emulator, body)).status).toBe(201)
    },
  )
})

describe('undocumented behaviour of sends', () => {
  it(`rejects a template beside a text or a file ${obeys('send/template-alone')}`, async () => {
    const waba = { ...text, channelId: channelIds.wapi, templateId: templateIds.greeting }
    expect((await send(createEmulator(), waba)).json).toMatchObject({ data: { fields: ['templateId'] } })
  })

  // https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ names the chat types; the transport of each follows from its
  // name.
  it.each([
    ['whatsapp', ['whatsapp', 'whatsgroup']],
    ['wapi', ['whatsapp']],
    ['instagram', ['instagram']],
    ['tgapi', ['telegram', 'telegroup']],
    ['telegram', ['telegram', 'telegroup']],
    ['vk', ['vk']],
    ['avito', ['avito']],
    ['viber', ['viber']],
    ['max', ['max', 'maxgroup']],
    ['maxbot', ['max', 'maxgroup']],
  ] as const)(
    `accepts on %s the chat types %j ${obeys('send/chat-types', 'send/wrong-transport')}`,
    async (transport, taken) => {
      const emulator = createEmulator({ firstContact: 'accept' })
      const carried: string[] = []
      for (const chatType of chatTypes) {
        const { status, json } = await send(emulator, { ...text, channelId: channelIds[transport], chatType })
        if (status === 201) carried.push(chatType)
        else expect(json).toMatchObject({ error: 'WRONG_TRANSPORT', data: { transport, chatType } })
      }
      expect(carried.sort()).toEqual([...taken].sort())
    },
  )

  it(`remembers the id of an accepted send for all channels ${obeys('send/repeat-memory')}`, async () => {
    const emulator = createEmulator()
    const keyed = { ...text, crmMessageId: '1' }
    emulator.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
    expect((await send(emulator, keyed)).json).toMatchObject({ error: 'CHANNEL_NO_MONEY' })
    emulator.state.channels.get(channelIds.whatsapp)!.state = 'active'
    expect((await send(emulator, keyed)).status).toBe(201)
    const elsewhere = { ...keyed, channelId: channelIds.viber, chatType: 'viber' }
    expect((await send(emulator, elsewhere)).json).toMatchObject({ error: 'REPEATED_CRM_MESSAGE_ID' })
  })

  it.each(['max', 'maxbot'] as const)(
    `fails on %s by webhook beyond 4096 characters ${obeys('send/length-max')}`,
    async (transport) => {
      const { emulator, bodies } = await createSubscribedAccount()
      const max = { channelId: channelIds[transport], chatType: 'max', chatId: chatIds[transport] }
      expect((await send(emulator, { ...max, text: 'x'.repeat(4_096) })).status).toBe(201)
      expect((await send(emulator, { ...max, text: 'x'.repeat(4_097) })).status).toBe(201)
      await emulator.settled()
      const failures = bodies().flatMap(({ statuses = [] }) => statuses.filter(({ status }) => status === 'error'))
      expect(failures).toMatchObject([{ error: { error: 'TOO_LONG_TEXT' } }])
    },
  )

  it(`ignores buttons on other transports ${obeys('send/buttons-elsewhere')}`, async () => {
    const buttonsObject = { buttons: 'whatever' }
    expect((await send(createEmulator(), { ...text, buttonsObject })).status).toBe(201)
  })
})

it.each(['*bold* _italic_ ~strike~ ```code```', '<b>bold</b> & <not a tag>', 'a\u0000b 👋🏽'])(
  `keeps the text %j unchanged on all transports ${obeys('send/formatting', 'send/formatting-kept')}`,
  async (words) => {
    const emulator = createEmulator({ firstContact: 'accept' })
    for (const [transport, channelId] of Object.entries(channelIds)) {
      const chatType = { wapi: 'whatsapp', tgapi: 'telegram', maxbot: 'max' }[transport] ?? transport
      expect((await send(emulator, { channelId, chatType, chatId: '79', text: words })).status).toBe(201)
    }
    expect(new Set(emulator.ledger.map((entry) => entry.text))).toEqual(new Set([words]))
  },
)

it(`a quote is accepted on WABA ${obeys('send/quote-waba')}`, async () => {
  const emulator = createEmulator()
  const [refMessageId] = [...emulator.state.incoming.values()].flatMap(({ channelId, messageId }) =>
    channelId === channelIds.wapi ? [messageId] : [],
  )
  expect((await send(emulator, { ...text, channelId: channelIds.wapi, refMessageId })).status).toBe(201)
})

it(`an empty balance rejects all sends on WABA, also templates, and no others ${obeys('channels/balance')}`, async () => {
  const emulator = createEmulator({ wabaBalance: 'empty' })
  const waba = { ...text, channelId: channelIds.wapi }
  expect((await send(emulator, waba)).json).toMatchObject({ error: 'BALANCE_IS_EMPTY' })
  const template = { ...waba, text: undefined, templateId: templateIds.greeting, templateValues: ['1', 'C'] }
  expect((await send(emulator, template)).json).toMatchObject({ error: 'BALANCE_IS_EMPTY' })
  expect((await send(emulator, text)).status).toBe(201)
})

describe('a next send with a predefined outcome', () => {
  const codes = Object.keys(deliveryErrors) as DeliveryErrorCode[]

  it.each(codes)(
    `fails with %s ${obeys('echo/failure-inside', 'echo/on-command', 'first/comments', 'send/file-too-big-later')}`,
    async (code) => {
      const { emulator, bodies } = await createSubscribedAccount()
      emulator.simulate.message.failNext(code)
      emulator.simulate.message.failNext(code, { inside: 'messages' })
      for (const _ of [1, 2, 3]) expect((await send(emulator, text)).status).toBe(201)
      await emulator.settled()
      const [first, second] = emulator.ledger.map(({ messageId }) => messageId)
      const error = { error: code, description: code }
      expect(bodies().slice(0, 3)).toMatchObject([
        { messages: [{ messageId: first, status: 'sent' }] },
        { statuses: [{ messageId: first, status: 'error', error }] },
        { messages: [{ messageId: second, status: 'error', error }] },
      ])
      expect(bodies().slice(3)).toHaveLength(3)
    },
  )

  it(`is dropped: 201 and no webhook afterwards ${obeys('echo/nothing')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount()
    emulator.simulate.message.dropNext({ times: 2 })
    // A rejected send does not use up a predefined outcome.
    expect((await send(emulator, {})).status).toBe(400)
    for (const _ of [1, 2]) expect((await send(emulator, text)).status).toBe(201)
    await emulator.settled()
    expect(posts).toEqual([])
    await send(emulator, text)
    await emulator.settled()
    expect(posts).toHaveLength(3)
    expect(emulator.ledger).toHaveLength(3)
  })
})
