import { chatTypes } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { channelIds, chatIds } from '../account/entities/default-seed.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'
import type { CustomerMessage } from './customer-message.ts'

// The table of fields on Wazzup's page on webhooks, https://wazzup24.ru/help/api-ru/webhooks-2/

/** Returns an account with functions that send as a customer and return the posted messages. */
async function start() {
  const account = await createSubscribedAccount({ now: () => Date.UTC(2026, 10, 22, 12, 0, 30, 250) })
  const { emulator } = account
  async function told() {
    await emulator.settled()
    return account.bodies().flatMap(({ messages = [] }) => messages)
  }
  const writes = (message: CustomerMessage) => emulator.simulate.customer.send(message)
  return { ...account, told, writes }
}

it('customer.send treats an undefined field as absent', async () => {
  const { told, writes } = await start()
  const undefinedFields = {
    channelId: undefined,
    chatId: undefined,
    messageId: undefined,
    text: undefined,
    type: undefined,
  }
  writes(undefinedFields)
  writes({})
  const [given, none] = await told()
  for (const field of ['channelId', 'chatId', 'text', 'type'] as const) expect(given![field]).toBe(none![field])
  expect(given!.messageId).toMatch(/-/)
})

describe('the chat id', () => {
  it(`on Avito is different for each chat, while the customer has one account ${obeys('customer/avito')}`, async () => {
    const { emulator, told, writes } = await start()
    const avito = { channelId: channelIds.avito, chatType: 'avito' }
    writes({ ...avito, from: { name: 'Eve' } })
    writes({ ...avito, from: { name: 'Frank' } })
    emulator.simulate.operator.send({ ...avito, from: 'phone', chatId: chatIds.avito })
    await ask(emulator, 'POST', '/v3/message', { ...avito, chatId: chatIds.avito, text: 'Hi' })
    const messages = await told()
    expect(messages.map(({ isEcho }) => isEcho)).toEqual([false, false, true, true])
    const { plainId } = emulator.state.channels.get(channelIds.avito)!
    expect(messages.map(({ avitoProfileId }) => avitoProfileId)).toEqual(Array.from(messages, () => plainId))
    expect(new Set(messages.map(({ chatId }) => chatId)).size).toBe(3)
    writes({})
    expect((await told()).at(-1)).not.toHaveProperty('avitoProfileId')
  })

  it.each([
    ['whatsapp', 'whatsgroup'],
    ['tgapi', 'telegroup'],
    ['maxbot', 'maxgroup'],
  ] as const)(
    `of a group on %s does not depend on who writes ${obeys('customer/chat-id')}`,
    async (transport, chatType) => {
      const { writes } = await start()
      const group = { channelId: channelIds[transport], chatType }
      const customers = [undefined, { phone: '79001112233' }, { phone: '79004445566', username: 'eve' }]
      const ids = customers.map((from) => writes({ ...group, ...(from && { from }) }).chatId)
      expect(new Set(ids).size).toBe(1)
      const alone = writes({ channelId: channelIds[transport], from: { phone: '79001112233' } })
      expect(alone.chatId).not.toBe(ids[0])
      expect(chatTypes).toContain(chatType)
    },
  )

  it(`of a Telegram group belongs to the group, and the author is given by username ${obeys('customer/group')}`, async () => {
    const { emulator, told, writes } = await start()
    const group = { channelId: channelIds.tgapi, chatType: 'telegroup' }
    const { chatId } = writes({ ...group, contact: { name: 'Buyers', username: 'eve' } })
    writes({ ...group, from: { name: 'Frank', username: 'frank', phone: '79000000777' } })
    writes({ ...group, from: { name: 'Grace' } })
    writes(group)
    await ask(emulator, 'POST', '/v3/message', { ...group, chatId, text: 'Hi' })
    expect((await told()).map(({ contact }) => contact)).toEqual([
      { name: 'Buyers', username: 'eve' },
      { name: 'Buyers', username: 'frank' },
      { name: 'Buyers' },
      { name: 'Buyers', username: 'dora' },
      { name: 'Buyers' },
    ])
    const { contact } = writes({ ...group, chatId: 'another', from: { username: 'eve' } })
    expect(contact).toEqual({ name: 'Group another', username: 'eve' })
  })

  it.each([
    ['whatsapp', 'whatsgroup'],
    ['maxbot', 'maxgroup'],
  ] as const)(
    `of a group on %s belongs to the group, and the message names the author ${obeys('customer/group-elsewhere')}`,
    async (transport, chatType) => {
      const { writes } = await start()
      const { contact } = writes({ channelId: channelIds[transport], chatType, from: { name: 'Eve', username: 'eve' } })
      expect(contact).toEqual({ name: 'Eve' })
    },
  )

  it.each(['tgapi', 'telegram', 'max', 'maxbot'] as const)(
    `on %s is not the phone number, and is the same each time ${obeys('customer/chat-id')}`,
    async (transport) => {
      const { writes } = await start()
      const message = { channelId: channelIds[transport], from: { phone: '79001112233' } }
      const [first, second] = [writes(message), writes(message)]
      expect(first.chatId).not.toContain('79001112233')
      expect(second.chatId).toBe(first.chatId)
    },
  )
})

describe('the contact of a message', () => {
  const name = 'Eve'
  const phone = '79001112233'
  const username = 'eve'
  const avatarUri = 'https://example.com/eve.png'

  it.each([
    ['whatsapp', { name, avatarUri, phone }],
    ['wapi', { name, avatarUri, phone }],
    ['viber', { name, avatarUri }],
    ['instagram', { name, avatarUri }],
    ['tgapi', { name, avatarUri, username, phone }],
    ['telegram', { name, avatarUri, username, phone }],
    ['max', { name, avatarUri, phone }],
    ['maxbot', { name, avatarUri, phone }],
    ['vk', { name, avatarUri }],
    ['avito', { name, avatarUri }],
  ] as const)(`on %s has %j ${obeys('customer/contact', 'customer/phone')}`, async (transport, contact) => {
    const { told, writes } = await start()
    const channelId = channelIds[transport]
    writes({ channelId, from: { name, phone, username, avatarUri } })
    // An unknown picture is absent; a known one is remembered.
    writes({ channelId, from: { name, phone, username } })
    writes({ channelId, from: { name: 'Frank', phone: '79004445566', username: 'frank' } })
    const contacts = (await told()).map((message) => message.contact)
    expect(contacts.slice(0, 2)).toEqual([contact, contact])
    expect(contacts[2]).not.toHaveProperty('avatarUri')
  })
})

describe('the content of a message', () => {
  it.each([
    ['image', undefined, 'picture.jpg'],
    ['audio', undefined, 'voice.ogg'],
    ['video', undefined, 'video.mp4'],
    ['document', undefined, 'document.pdf'],
    ['document', 'счёт & акт.pdf', 'счёт & акт.pdf'],
  ] as const)(
    `of type %s (%s) is a link to the store with the name %s ${obeys('customer/file-link', 'customer/file-host')}`,
    async (type, fileName, name) => {
      const { told, writes } = await start()
      writes({ type, fileName })
      const { hostname, pathname, searchParams } = new URL((await told())[0]!.contentUri!)
      expect(hostname).toBe('store.emulator.invalid')
      expect(pathname).toMatch(/^\/[0-9a-f]{32}\/$/)
      expect([...searchParams]).toEqual([['filename', name]])
    },
  )

  it(`of a sticker is an image with a .was file ${obeys('customer/sticker')}`, async () => {
    const { told, writes } = await start()
    writes({ type: 'image', fileName: 'sticker.was' })
    const [sticker] = await told()
    expect(sticker).toMatchObject({ type: 'image', contentUri: expect.stringMatching(/\?filename=sticker\.was$/) })
    expect(sticker).not.toHaveProperty('text')
  })

  it.each([
    [{ poll: ['Tea', 'Coffee'] }, '• Tea\n• Coffee'],
    [{ poll: ['Tea', 'Coffee'], text: 'What to drink?' }, 'What to drink?\n• Tea\n• Coffee'],
  ])(`of the poll %j is a text ${obeys('customer/poll', 'customer/poll-question')}`, async (poll, text) => {
    const { told, writes } = await start()
    writes(poll)
    const [message] = await told()
    expect(message).toMatchObject({ type: 'text', text })
    expect(message).not.toHaveProperty('poll')
  })

  it(`in the rare fields is posted as given ${obeys('customer/further-fields', 'customer/further-given')}`, async () => {
    const { told, writes } = await start()
    const given = {
      instPost: {
        id: '1',
        src: 'https://instagram.example/p/1',
        sha1: 'a9993e36',
        likes: 3,
        author: 'shop',
        comments: 2,
        timestamp: 1_700_000_000_000,
        updatedAt: 1_700_000_000_001,
        authorName: 'The shop',
        authorId: '7',
        description: 'New!',
        previewSha1: 'a9993e37',
        imageSrc: 'https://instagram.example/p/1.jpg',
        previewSrc: 'https://instagram.example/p/1s.jpg',
      },
      interactive: [{ text: 'Yes' }],
      advert: { id: '1' },
    }
    for (const channelId of Object.values(channelIds)) writes({ channelId })
    for (const message of await told()) for (const name of Object.keys(given)) expect(message).not.toHaveProperty(name)
    writes({ channelId: channelIds.instagram, ...given })
    expect((await told()).at(-1)).toMatchObject(given)
  })
})

it(`the date of a message is in UTC, and may be posted without a time zone ${obeys('customer/date', 'customer/date-zone')}`, async () => {
  const { emulator, bodies, writes } = await start()
  const chat = { channelId: channelIds.tgapi, chatType: 'telegram', chatId: chatIds.tgapi }
  async function dates(): Promise<unknown[]> {
    const before = bodies().length
    writes(chat)
    await ask(emulator, 'POST', '/v3/message', { ...chat, text: 'Hi' })
    await emulator.settled()
    const told = bodies().slice(before)
    return told.flatMap(({ messages = [], statuses = [] }) => [
      ...messages.map(({ dateTime }) => dateTime),
      ...statuses.map(({ timestamp }) => timestamp),
    ])
  }
  expect(await dates()).toEqual(Array.from({ length: 3 }, () => '2026-11-22T12:00:30.250Z'))
  emulator.faults.deliveries.next('broken', { form: 'no time zone', times: 3 })
  expect(await dates()).toEqual(Array.from({ length: 3 }, () => '2026-11-22T12:00:30.250'))
})
