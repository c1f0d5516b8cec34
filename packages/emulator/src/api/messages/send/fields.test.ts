import { describe, expect, it } from 'vitest'
import { channelIds, chatIds } from '../../../account/entities/default-seed.ts'
import { createEmulator } from '../../../emulator/create-emulator.ts'
import { createSubscribedAccount } from '../../../testing/test-account.ts'
import { ask } from '../../../testing/test-client.ts'
import { obeys } from '../../../testing/test-rules.ts'

// Fields: the table of parameters on Wazzup's page on messages, https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const emulator = createEmulator()
const send = (body: unknown) => ask(emulator, 'POST', '/v3/message', body)
const refused = (...fields: string[]) => ({ status: 400, json: { error: 'INVALID_MESSAGE_DATA', data: { fields } } })

const whatsapp = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello' }
const { text: _, ...bare } = whatsapp
const to = (transport: keyof typeof channelIds, address: object, chatType: string = transport) => ({
  channelId: channelIds[transport],
  chatType,
  text: 'Hello',
  ...address,
})

describe('a field of a send', () => {
  it.each([
    ['text', 1],
    ['contentUri', 1],
    ['refMessageId', 1],
    ['crmUserId', 1],
    ['crmMessageId', 1],
    ['username', 1],
    ['phone', 79_999_999_999],
    ['clearUnanswered', 'no'],
    ['templateId', 1],
    ['templateValues', '17'],
    ['templateValues', [17]],
    ['buttonsObject', 'Yes'],
    ['buttonsObject', [{ text: 'Yes' }]],
  ])(`%s of the wrong type is named in the error: %j ${obeys('send/fields')}`, async (field, value) => {
    expect(await send({ ...whatsapp, [field]: value })).toMatchObject(refused(field))
  })

  it(`templateId of the wrong type is named when it is the only content ${obeys('send/fields')}`, async () => {
    expect(await send({ ...bare, templateId: 1 })).toMatchObject(refused('templateId'))
  })

  it(`is named together with all other invalid fields ${obeys('send/fields')}`, async () => {
    const wrong = { channelId: channelIds.whatsapp, chatType: 'whatsapp', text: 1, crmUserId: 2, clearUnanswered: 3 }
    expect(await send(wrong)).toMatchObject(refused('text', 'crmUserId', 'clearUnanswered', 'chatId'))
  })

  it('may be null or absent', async () => {
    const optional = ['contentUri', 'refMessageId', 'crmUserId', 'crmMessageId', 'username', 'phone', 'clearUnanswered']
    const nulls = Object.fromEntries([...optional, 'templateId', 'buttonsObject'].map((name) => [name, null]))
    expect((await send({ ...whatsapp, ...nulls })).status).toBe(201)
  })

  it.each(['a file', '/files/a.png', 'ftp://example.com/a.png', 'data:text/plain,hello'])(
    `contentUri must be an http(s) address; %j is rejected ${obeys('send/file-address')}`,
    async (contentUri) => {
      expect(await send({ ...bare, contentUri })).toMatchObject(refused('contentUri'))
    },
  )

  it.each(['http://example.com/a.png', 'https://example.com/фото?x=1#y'])(
    `contentUri may be %s ${obeys('send/file-address')}`,
    async (contentUri) => {
      expect((await send({ ...bare, contentUri })).status).toBe(201)
    },
  )

  it.each(['1', '4', '7'])(
    `channelId may be a UUID of version %s or any other version ${obeys('send/channel-id')}`,
    async (version) => {
      const channelId = `dffa1c7b-6db8-${version}b8f-b559-91166aba879e`
      expect(await send({ ...whatsapp, channelId })).toMatchObject({ json: { error: 'CHANNEL_NOT_FOUND' } })
      expect(await send({ ...whatsapp, channelId: channelId.slice(1) })).toMatchObject(refused('channelId'))
    },
  )

  it.each(['instacomment', 'wapi', 'tgapi', 'WhatsApp', ''])(
    `chatType must be documented; %j is rejected ${obeys('send/known-chat-types')}`,
    async (chatType) => {
      expect(await send({ ...whatsapp, chatType })).toMatchObject(refused('chatType'))
    },
  )
})

describe('the recipient of a send', () => {
  it.each([
    ['WhatsApp by a number with signs', to('whatsapp', { chatId: '+7 999' }), ['chatId']],
    ['WABA by a name', to('wapi', { chatId: 'clara' }, 'whatsapp'), ['chatId']],
    ['Viber by a number with signs', to('viber', { chatId: '+79999999999' }), ['chatId']],
    ['Instagram with an @', to('instagram', { chatId: '@clara' }), ['chatId']],
    ['VK by nothing', to('vk', { chatId: '' }), ['chatId']],
    ['WhatsApp by phone', to('whatsapp', { phone: '79999999999' }), ['chatId']],
    ['Viber by phone', to('viber', { phone: '79999999999' }), ['chatId']],
    ['a group of Telegram by phone', to('tgapi', { phone: '79999999999' }, 'telegroup'), ['chatId']],
    ['MAX by username', to('max', { username: 'clara' }), ['chatId']],
    ['Telegram by a username with an @', to('tgapi', { username: '@clara' }, 'telegram'), ['username']],
    ['Telegram by a phone with signs', to('tgapi', { phone: '+7 (999)' }, 'telegram'), ['phone']],
    ['MAX by a phone with signs', to('max', { phone: '8-999' }), ['phone']],
    ['Telegram by nothing at all', to('tgapi', {}, 'telegram'), ['chatId']],
  ])(`is rejected: %s ${obeys('send/address')}`, async (_name, body, fields) => {
    expect(await send(body)).toMatchObject(refused(...fields))
  })

  it.each([
    ['a personal Telegram by phone', to('tgapi', { phone: '79999999999' }, 'telegram')],
    ['a personal Telegram by username', to('tgapi', { username: 'clara' }, 'telegram')],
    ['a personal MAX by phone', to('max', { phone: '79999999999' })],
  ])(
    `may be %s, and the response has an opaque chat id ${obeys('send/address', 'send/personal-only', 'send/same-chat-id', 'first/any-customer')}`,
    async (_name, body) => {
      const [first, second] = [await send(body), await send(body)]
      const { chatId } = first.json as { chatId: string }
      expect(first.status).toBe(201)
      expect(['79999999999', 'clara', '', undefined]).not.toContain(chatId)
      expect(second.json).toMatchObject({ chatId })
    },
  )

  it.each([
    ['a Telegram bot by phone', to('telegram', { phone: '79999999999' })],
    ['a Telegram bot by username', to('telegram', { username: 'clara' })],
    ['a MAX bot by phone', to('maxbot', { phone: '79999999999' }, 'max')],
  ])(`is rejected: %s ${obeys('send/personal-only')}`, async (_name, body) => {
    expect(await send(body)).toMatchObject(refused('chatId'))
  })

  it.each(['whatsapp', 'telegram', 'maxbot', 'tgapi'] as const)(
    `on %s may have a phone and a username beside the chat id ${obeys('send/address-twice')}`,
    async (transport) => {
      const { emulator: account, bodies } = await createSubscribedAccount({
        unreachable: ['79000000404', 'unknown-username'],
      })
      const chatType = { tgapi: 'telegram', maxbot: 'max' }[transport as string] ?? transport
      const both = { chatId: chatIds[transport], phone: '79000000404', username: 'unknown-username' }
      const answer = await ask(account, 'POST', '/v3/message', to(transport, both, chatType))
      expect(answer).toMatchObject({ status: 201, json: { chatId: chatIds[transport] } })
      await account.settled()
      const statuses = bodies().flatMap((body) => body.statuses ?? [])
      expect(statuses.map(({ status }) => status)).not.toContain('error')
    },
  )
})
