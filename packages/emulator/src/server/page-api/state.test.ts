import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import { listenWithPage, type Listening } from './test-page.ts'
import type { LogDetail, MessagePage, Snapshot } from './page-types.ts'

let page: Listening
beforeAll(async () => void (page = await listenWithPage()))
afterAll(() => page.close())
beforeEach(() => page.emulator.reset())

const { whatsapp, wapi } = channelIds
const dora = '79000000301'
const key = `${whatsapp}/whatsapp/${dora}`

const state = async (): Promise<Snapshot> => (await page.ask('GET', '/_emulator/state')).json
async function messages(chat: string, before?: number): Promise<MessagePage> {
  const query = before === undefined ? '' : `?before=${before}`
  return (await page.ask('GET', `/_emulator/chats/${encodeURIComponent(chat)}/messages${query}`)).json
}
async function call(method: string, path: string, body: object): Promise<{ messageId: string }> {
  const headers = { authorization: `Bearer ${page.emulator.keys.apiKey}`, 'content-type': 'application/json' }
  return (await page.ask(method, path, { headers, body: JSON.stringify(body) })).json
}
const send = (message: object) => call('POST', '/v3/message', { chatType: 'whatsapp', chatId: dora, ...message })

describe('the state of the page', () => {
  it('contains chats with the customer, the last message and the unread count', async () => {
    const { simulate } = page.emulator
    simulate.customer.send({ text: 'Is it ready?' })
    simulate.operator.send({ from: 'wazzup', chatId: dora, text: 'Soon' })
    await send({ channelId: whatsapp, text: 'It is!' })
    await expect
      .poll(async () => (await state()).chats)
      .toMatchObject([
        {
          key,
          name: 'Dora',
          account: dora,
          unread: 2,
          count: 3,
          last: { text: 'It is!', from: 'app', status: 'delivered' },
        },
      ])
  })

  it('contains the default API key but no key that was set', async () => {
    expect((await state()).apiKey).toBe('emulator-api-key')
    const own = await listenWithPage({ apiKey: 'canary-key', sidecarKey: 'canary-side', partnerKey: 'canary-partner' })
    own.emulator.state.crmKey = 'canary-crm'
    Object.assign(own.emulator.state.subscriptions.api, { webhooksUri: 'http://127.0.0.1:9/?key=canary-hook' })
    const { text } = await own.ask('GET', '/_emulator/state')
    await own.close()
    expect(JSON.parse(text)).toMatchObject({
      apiKey: null,
      subscription: { webhooksUri: 'http://127.0.0.1:9/?key=[secret]' },
    })
    expect(text).not.toContain('canary')
  })

  it('lists the channel states and how a send on each channel is rejected', async () => {
    const { channels } = page.emulator.state
    channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
    for (const transport of ['wapi', 'viber'] as const) channels.get(channelIds[transport])!.state = 'blocked'
    const told = await state()
    expect(told.states).toEqual(expect.arrayContaining(['active', 'blocked', 'notEnoughMoney']))
    const rejectionOf = (transport: string) =>
      told.channels.find((channel) => channel.transport === transport)?.rejection
    expect(rejectionOf('whatsapp')).toMatchObject({
      code: 'CHANNEL_NO_MONEY',
      actor: 'account owner',
      meaning: expect.any(String),
      docUrl: expect.stringMatching(/^https:\/\/wazzup24\./),
      entry: { table: 'api', name: 'CHANNEL_NO_MONEY' },
    })
    expect(rejectionOf('wapi')?.code).toBe('CHANNEL_WAPI_REJECTED')
    expect(rejectionOf('viber')?.code).toBe('CHANNEL_BLOCKED')
    expect(rejectionOf('vk')).toBeUndefined()
  })
})

describe('messages', () => {
  it('are returned in pages of 50, the newest page first', async () => {
    for (let count = 1; count <= 120; count += 1) page.emulator.simulate.customer.send({ text: `${count}` })
    const texts = ({ messages }: MessagePage) => [messages.at(0)?.text, messages.at(-1)?.text, messages.length]
    const newest = await messages(key)
    expect([newest.first, ...texts(newest)]).toEqual([70, '71', '120', 50])
    const older = await messages(key, newest.first)
    expect([older.first, ...texts(older)]).toEqual([20, '21', '70', 50])
    expect(texts(await messages(key, older.first))).toEqual(['1', '20', 20])
    expect(await messages('unknown-chat')).toEqual({ messages: [], first: 0 })
  })

  it('contain author, quote, edit, deletion and error', async () => {
    const { simulate } = page.emulator
    const asked = simulate.customer.send({ text: 'Is it redy?' })
    simulate.customer.edit(asked.messageId, 'Is it ready?')
    const quoting = simulate.customer.send({ text: 'Well?', quotes: asked.messageId })
    simulate.customer.delete(quoting.messageId)
    for (const from of ['wazzup', 'crm', 'phone'] as const) simulate.operator.send({ from, chatId: dora, text: from })
    const { messageId } = await send({ channelId: whatsapp, text: 'It is' })
    await page.emulator.settled()
    simulate.message.fail(messageId, 'BAD_CONTACT')
    await expect
      .poll(async () => (await messages(key)).messages)
      .toMatchObject([
        { text: 'Is it ready?', from: 'customer', edited: true },
        { from: 'customer', deleted: true, quoted: { messageId: asked.messageId, text: 'Is it ready?' } },
        { from: 'wazzup', author: 'Ann' },
        { from: 'crm', author: 'Ann' },
        { from: 'phone' },
        {
          from: 'app',
          status: 'error',
          error: {
            code: 'BAD_CONTACT',
            actor: 'recipient',
            remedy: expect.any(String),
            entry: { table: 'delivery', name: 'BAD_CONTACT' },
          },
        },
      ])
  })

  it('contain a template as the customer sees it, and buttons', async () => {
    page.emulator.simulate.customer.send({ channelId: wapi })
    const buttonsObject = { buttons: [{ text: 'Yes', type: 'text' }] }
    await send({ channelId: wapi, templateId: templateIds.greeting, templateValues: ['42', 'Dora'] })
    await send({ channelId: wapi, text: 'Sure?', buttonsObject })
    const shown = await messages(`${wapi}/whatsapp/${dora}`)
    expect(shown.messages.slice(1)).toMatchObject([
      {
        type: 'wapi_template',
        text: 'Order 42\n\nHello Dora, your order is ready.',
        buttons: [[{ text: 'Thank you' }]],
      },
      { text: 'Sure?', buttons: [[{ text: 'Yes' }]] },
    ])
  })
})

describe('the log', () => {
  it('explains a rejection and names the chat of a send', async () => {
    await send({ channelId: whatsapp, text: 'Hi', crmMessageId: 'a' })
    await send({ channelId: whatsapp, text: 'Hi', crmMessageId: 'a' })
    const { log } = await state()
    expect(log.find(({ number }) => number === 2)).toMatchObject({
      kind: 'request',
      method: 'POST',
      path: '/v3/message',
      about: 'messages.send',
      status: 400,
      chat: key,
      says: 'Hi',
      error: { code: 'REPEATED_CRM_MESSAGE_ID', meaning: expect.any(String), remedy: expect.any(String) },
    })
    const detail: LogDetail = (await page.ask('GET', '/_emulator/log/request/2')).json
    expect(detail).toMatchObject({
      body: { text: 'Hi', crmMessageId: 'a' },
      response: { error: 'REPEATED_CRM_MESSAGE_ID', data: { crmMessageId: 'a' } },
    })
    expect(JSON.stringify(detail)).not.toContain(page.emulator.keys.apiKey)
    expect((await page.ask('GET', '/_emulator/log/request/3')).status).toBe(404)
    expect((await page.ask('GET', '/_emulator/log/nothing/1')).status).toBe(404)
  })

  it('contains responses without keys', async () => {
    const emulator = createEmulator({ apiKey: 'canary-key' })
    await emulator.fetch('http://any/v3/iframe', {
      method: 'POST',
      headers: { authorization: 'Bearer canary-key', 'content-type': 'application/json' },
      body: JSON.stringify({ user: { id: 'user-1', name: 'Ann' }, scope: 'global' }),
    })
    expect(emulator.requests[0]).toMatchObject({
      status: 200,
      response: expect.stringContaining('https://[secret].wazzup24.com/chat/[secret]?token=[secret]'),
    })
    expect(emulator.requests[0]?.milliseconds).toBeGreaterThanOrEqual(0)
  })
})
