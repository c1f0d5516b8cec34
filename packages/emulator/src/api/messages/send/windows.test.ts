import { transports } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds, templateIds } from '../../../account/entities/default-seed.ts'
import { dialogKey } from '../../../account/dialogs.ts'
import type { EmulatorOptions } from '../../../emulator/emulator.ts'
import type { Transport } from '../../../account/entities/entities.ts'
import { createSubscribedAccount } from '../../../testing/test-account.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// Windows: Wazzup's page on webhooks, https://wazzup24.ru/help/api-ru/webhooks-2/ , and that on WABA's limits,
// https://wazzup24.ru/help/how-to-use/waba-limits/ ; who may begin, and tariffs: the page on messages.

const HOUR = 60 * 60 * 1_000
const chatTypes: Partial<Record<Transport, string>> = { wapi: 'whatsapp', tgapi: 'telegram', maxbot: 'max' }
const template = { templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }

async function start(options: EmulatorOptions = {}) {
  const { emulator, bodies } = await createSubscribedAccount({ now: () => 0, ...options })
  const chat = (transport: Transport, chatId = chatIds[transport]) => ({
    channelId: channelIds[transport],
    chatType: chatTypes[transport] ?? transport,
    chatId,
  })
  /** Sends a message. Returns the response, the number of webhooks and the error of the last one. */
  async function send(transport: Transport, more: object = { text: 'Hi' }, chatId?: string) {
    const before = bodies().length
    const { status, json } = await ask(emulator, 'POST', '/v3/message', { ...chat(transport, chatId), ...more })
    await emulator.settled()
    const told = bodies().slice(before)
    const last = told.flatMap(({ statuses = [] }) => statuses).at(-1)
    return { status, error: (json as { error?: string }).error, posts: told.length, fails: last?.error?.error }
  }
  return { emulator, chat, send, bodies }
}

describe('the window of a chat', () => {
  it(`is open for 24 hours on WABA, from the last message of the customer ${obeys('window/waba')}`, async () => {
    const { emulator, chat, send } = await start()
    emulator.clock.advance(24 * HOUR)
    expect(await send('wapi')).toEqual({ status: 201, posts: 3 })
    emulator.clock.advance(1)
    expect(await send('wapi')).toEqual({ status: 201, posts: 2, fails: '24_HOURS_EXCEEDED' })
    expect(emulator.ledger).toHaveLength(2)
    expect(emulator.state.messages.get(emulator.ledger[1]!.messageId)).toMatchObject({ status: 'error' })
    emulator.simulate.customer.send(chat('wapi'))
    expect(await send('wapi')).not.toHaveProperty('fails', expect.anything())
  })

  it(`is not required for a template ${obeys('window/waba-template')}`, async () => {
    const { emulator, send } = await start()
    emulator.clock.advance(25 * HOUR)
    expect(await send('wapi', template)).toEqual({ status: 201, posts: 3 })
    // Only a message of the customer opens the window.
    expect(await send('wapi')).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
    expect(await send('wapi', template, '79000000999')).toEqual({ status: 201, posts: 3 })
    expect(await send('wapi', { text: 'Hi' }, '79000000999')).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
  })

  it(`is also required for buttons and files ${obeys('window/waba-buttons')}`, async () => {
    const { emulator, send } = await start()
    emulator.clock.advance(25 * HOUR)
    const buttonsObject = { buttons: [{ text: 'Yes', type: 'text' }] }
    expect(await send('wapi', { text: 'Ready?', buttonsObject })).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
    expect(await send('wapi', { contentUri: 'https://example.com/a.png' })).toMatchObject({
      fails: '24_HOURS_EXCEEDED',
    })
  })

  it(`is open for 7 days on Instagram ${obeys('window/instagram')}`, async () => {
    const { emulator, send } = await start()
    emulator.clock.advance(7 * 24 * HOUR)
    expect((await send('instagram')).fails).toBeUndefined()
    emulator.clock.advance(1)
    expect(await send('instagram')).toEqual({ status: 201, posts: 2, fails: '7_DAYS_EXCEEDED' })
  })

  it(`is open for 24 hours on a MAX bot ${obeys('window/max-bot', 'window/max-bot-code')}`, async () => {
    const { emulator, send } = await start()
    emulator.clock.advance(24 * HOUR + 1)
    expect(await send('maxbot')).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
    expect((await send('max')).fails).toBeUndefined()
  })

  it(`rejects a send after it has closed, if the account is set so ${obeys('window/rejected')}`, async () => {
    const { emulator, send } = await start({ closedWindows: 'reject' })
    emulator.clock.advance(8 * 24 * HOUR)
    expect(await send('wapi')).toEqual({ status: 400, error: '24_HOURS_EXCEEDED', posts: 0 })
    expect(await send('instagram')).toEqual({ status: 400, error: '7_DAYS_EXCEEDED', posts: 0 })
    expect(emulator.ledger).toEqual([])
  })

  it(`drops a send without a webhook after it has closed, if the account is set so ${obeys('window/dropped')}`, async () => {
    const { emulator, send } = await start({ closedWindows: 'drop' })
    emulator.clock.advance(25 * HOUR)
    expect(await send('wapi')).toEqual({ status: 201, posts: 0 })
    expect(emulator.ledger).toHaveLength(1)
  })

  it(`is separate for each channel ${obeys('window/channel')}`, async () => {
    const { emulator, chat, send } = await start()
    emulator.clock.advance(25 * HOUR)
    emulator.simulate.customer.send(chat('whatsapp'))
    expect(await send('wapi')).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
  })

  it('is opened by messages in the seed', async () => {
    const incoming = [
      { messageId: '1', channelId: channelIds.wapi, chatType: 'whatsapp', chatId: '79', at: -25 * HOUR },
    ]
    const { send } = await start({ incoming })
    expect(await send('wapi', { text: 'Hi' }, '79')).toMatchObject({ fails: '24_HOURS_EXCEEDED' })
  })
})

describe('a tier of WABA', () => {
  it.each([
    ['TIER_0', 250],
    ['TIER_1K', 1_000],
    ['TIER_10K', 10_000],
    ['TIER_100K', 100_000],
    ['TIER_UNLIMITED', undefined],
    [undefined, undefined],
  ])(
    `%s allows %s conversations and not one more ${obeys('window/tier', 'window/tier-figures')}`,
    async (tier, most) => {
      const { emulator, chat, send } = await start()
      emulator.state.channels.get(channelIds.wapi)!.tier = tier
      for (let index = 1; index < (most ?? 100_001); index += 1) {
        const begun = chat('wapi', `7900${1_000_000 + index}`)
        emulator.state.dialogs.set(dialogKey(begun), { ...begun, begunAt: 0 })
      }
      expect(await send('wapi', template, '79000000998')).toEqual({ status: 201, posts: 3 })
      const fails = most === undefined ? undefined : 'TOO_MANY_EXT_REQS'
      expect((await send('wapi', template, '79000000999')).fails).toBe(fails)
    },
  )

  it(`limits the conversations that are begun in 24 hours ${obeys('window/tier-counted')}`, async () => {
    const { emulator, chat, send } = await start({ rateLimit: 'off' })
    emulator.simulate.channel.setState(channelIds.wapi, 'active', { tier: 'TIER_0' })
    for (let index = 0; index < 250; index += 1)
      await ask(emulator, 'POST', '/v3/message', { ...chat('wapi', `7900000${1_000 + index}`), ...template })
    await emulator.settled()
    expect(await send('wapi', template, '79000009999')).toMatchObject({ status: 201, fails: 'TOO_MANY_EXT_REQS' })
    // A conversation that is open already and a reply to a customer do not count.
    expect((await send('wapi', template, '79000001000')).fails).toBeUndefined()
    expect((await send('wapi', template)).fails).toBeUndefined()
    emulator.clock.advance(24 * HOUR + 1)
    expect((await send('wapi', template, '79000009999')).fails).toBeUndefined()
  })
})

describe('the first message of a chat', () => {
  it.each(['instagram', 'telegram', 'maxbot', 'vk', 'avito'] as const)(
    `on %s must come from the customer ${obeys('first/instagram', 'first/bots', 'first/avito', 'first/code')}`,
    async (transport) => {
      const { emulator, chat, send } = await start()
      const refused = { status: 400, error: 'MESSAGES_NOT_TEXT_FIRST', posts: 0 }
      expect(await send(transport, { text: 'Hi' }, 'stranger')).toEqual(refused)
      emulator.simulate.customer.send(chat(transport, 'stranger'))
      expect(await send(transport, { text: 'Hi' }, 'stranger')).toMatchObject({ status: 201, fails: undefined })
      emulator.state.settings.firstContact = 'accept'
      expect((await send(transport, { text: 'Hi' }, 'another')).status).toBe(201)
    },
  )

  it.each(['whatsapp', 'viber', 'tgapi', 'max'] as const)(
    `on %s may be sent by the app ${obeys('first/any-customer', 'first/by-phone', 'first/unknown-chat')}`,
    async (transport) => {
      const { send } = await start()
      const answer = await send(transport, { text: 'Hi' }, '79000000999')
      expect(answer).toMatchObject({ status: 201, fails: undefined })
      if (transport === 'tgapi' || transport === 'max')
        expect(await send(transport, { text: 'Hi', chatId: undefined, phone: '79000000999' })).toMatchObject({
          status: 201,
        })
    },
  )

  it.each(transports)(
    `must come from the customer on the Inbox tariff, also on %s ${obeys('first/inbox-tariff')}`,
    async (transport) => {
      const { send } = await start({ tariff: 'inbox', firstContact: 'accept' })
      const content = transport === 'wapi' ? template : { text: 'Hi' }
      expect(await send(transport, content, '79000000999')).toMatchObject({ error: 'MESSAGES_NOT_TEXT_FIRST' })
      expect((await send(transport, content)).status).toBe(201)
    },
  )
})

describe('a send to a recipient who is unknown to the messenger', () => {
  it.each([
    ['whatsapp', { chatId: '79000000404' }, 'BAD_CONTACT'],
    ['tgapi', { chatId: undefined, phone: '79000000404' }, 'BAD_CONTACT'],
    ['tgapi', { chatId: undefined, username: 'unknown' }, 'BAD_CONTACT'],
  ] as const)(
    `on %s fails: %j ${obeys('first/unreachable', 'first/unreachable-phone')}`,
    async (transport, to, fails) => {
      const { send } = await start()
      expect(await send(transport, { text: 'Hi', ...to })).toEqual({ status: 201, posts: 2, fails })
    },
  )

  it.each(['viber', 'vk', 'avito', 'max', 'maxbot'] as const)(
    `on %s fails with the same code ${obeys('first/unreachable-elsewhere')}`,
    async (transport) => {
      const { emulator, send } = await start()
      emulator.state.unreachable.add(chatIds[transport])
      expect(await send(transport)).toEqual({ status: 201, posts: 2, fails: 'BAD_CONTACT' })
    },
  )

  it(`on Instagram fails with a code of its own, even if the customer wrote before ${obeys('first/unreachable-instagram')}`, async () => {
    const { emulator, send } = await start()
    emulator.state.unreachable.add(chatIds.instagram)
    expect(await send('instagram')).toMatchObject({ status: 201, fails: 'CHATID_IGSID_MISMATCH' })
  })
})

it(`the eleventh identical message in 100 seconds fails as spam ${obeys('window/spam', 'window/spam-counted')}`, async () => {
  const { emulator, send } = await start({ spamFilter: 'on' })
  for (let index = 0; index < 10; index += 1)
    expect((await send('whatsapp', { text: 'Buy!' }, `79${index}`)).fails).toBeUndefined()
  // The text is new on this channel.
  expect((await send('viber', { text: 'Buy!' })).fails).toBeUndefined()
  expect(await send('whatsapp', { text: 'Buy!' })).toMatchObject({ status: 201, fails: 'SPAM' })
  expect((await send('whatsapp', { text: 'Hello' })).fails).toBeUndefined()
  emulator.clock.advance(100_001)
  expect((await send('whatsapp', { text: 'Buy!' })).fails).toBeUndefined()
})
