import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { defaultSettings, settingChoices } from '../../account/settings.ts'
import { actions } from './actions.ts'
import { listenWithPage, type Listening } from '../page-api/test-page.ts'

let page: Listening
beforeAll(async () => void (page = await listenWithPage()))
afterAll(() => page.close())
beforeEach(() => page.emulator.reset())

async function result<Result>(verb: string, input?: object): Promise<Result> {
  const { status, text } = await page.act(verb, input)
  expect([status, text]).toEqual([200, text])
  return (JSON.parse(text) as { result: Result }).result
}

const { whatsapp, wapi, tgapi } = channelIds
const picture = `data:image/png;base64,${btoa('not really a picture')}`

describe('an invalid action', () => {
  it.each([
    ['a missing verb', {}, '"verb" must be one of'],
    ['an unknown verb', { verb: 'explode' }, '"verb" must be one of'],
    ['the name of an inherited property as verb', { verb: 'constructor' }, '"verb" must be one of'],
    ['an unknown field', { verb: 'clock.advance', input: { ms: 1, more: true } }, 'more'],
    ['a negative time for the clock', { verb: 'clock.advance', input: { ms: -1 } }, 'ms'],
    ['an unknown state', { verb: 'simulate.channel.setState', input: { channelId: whatsapp, state: 'ill' } }, 'state'],
    [
      'a header with a line break',
      { verb: 'faults.calls.respondWith', input: { code: 'SPAM', headers: { a: 'b\r\nc' } } },
      'headers.a',
    ],
    [
      'a header without a name',
      { verb: 'faults.calls.respondWith', input: { code: 'SPAM', headers: { '': 'b' } } },
      'headers',
    ],
    ['a webhook address of another kind', { verb: 'subscription.set', input: { webhooksUri: 'file:///etc' } }, 'http'],
    [
      'both kinds of file',
      {
        verb: 'simulate.customer.send',
        input: { file: { name: 'a', data: picture }, contentUri: 'https://a.example/b' },
      },
      '"file" and "contentUri"',
    ],
  ])('is rejected with the reason: %s', async (_, asked, problem) => {
    const { status, json } = await page.ask('POST', '/_emulator/do', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    expect([status, json]).toEqual([400, { problem: expect.stringContaining(problem) }])
  })

  it.each(['', 'no json', '[]', 'null', '"reset"'])('is rejected with a body such as %j', async (body) => {
    const headers = { 'content-type': 'application/json' }
    expect((await page.ask('POST', '/_emulator/do', { headers, body })).status).toBe(400)
  })

  it('is rejected with the emulator’s own reason when the message does not exist', async () => {
    const { status, json } = await page.act('simulate.customer.edit', { messageId: 'none', text: 'x' })
    expect([status, json]).toEqual([409, { problem: expect.stringContaining('none') }])
  })

  it('is rejected before it is read when it is over a megabyte', async () => {
    const text = 'x'.repeat(1024 * 1024)
    expect((await page.act('simulate.customer.send', { text })).status).toBe(413)
  })
})

describe('actions of a customer', () => {
  it('write, edit and delete messages', async () => {
    const { messageId } = await result<{ messageId: string }>('simulate.customer.send', { text: 'Hi' })
    await result('simulate.customer.edit', { messageId, text: 'Hi there' })
    expect(page.emulator.state.messages.get(messageId)).toMatchObject({ text: 'Hi there', isEcho: false })
    await result('simulate.customer.delete', { messageId })
    expect(page.emulator.state.messages.get(messageId)).toMatchObject({ isDeleted: true })
  })

  it('can come from a new customer, in the chat that a send to the same phone reaches', async () => {
    const from = { name: 'Eve', phone: '79001112233' }
    const eve = await result<object>('simulate.customer.send', { channelId: whatsapp, from, text: 'Hi' })
    expect(eve).toMatchObject({ chatId: '79001112233', contact: from })
    const { chatId } = await result<{ chatId: string }>('simulate.customer.send', { channelId: tgapi, from })
    const sent = await page.ask('POST', '/v3/message', {
      headers: { authorization: `Bearer ${page.emulator.keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channelId: tgapi, chatType: 'telegram', phone: from.phone, text: 'Hi' }),
    })
    expect(sent.json).toMatchObject({ chatId })
  })

  it('set a picture, send a poll and send a sticker', async () => {
    const avatarUri = 'https://example.com/eve.png'
    const from = { name: 'Eve', phone: '79001112233', avatarUri }
    const asked = await result('simulate.customer.send', { from, text: 'Well?', poll: ['Yes', 'No'] })
    expect(asked).toMatchObject({ type: 'text', text: 'Well?\n• Yes\n• No', contact: { avatarUri } })
    const { contentUri } = await result<{ contentUri: string }>('simulate.customer.send', {
      type: 'image',
      fileName: 'sticker.was',
    })
    expect(contentUri).toMatch(/\?filename=sticker\.was$/)
  })

  it('send a file that a bot can download', async () => {
    const file = { name: 'кот.png', data: picture }
    const { contentUri } = await result<{ contentUri: string }>('simulate.customer.send', { type: 'image', file })
    const answer = await fetch(contentUri)
    expect(await answer.text()).toBe('not really a picture')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    })
    await result('reset')
    expect((await fetch(contentUri)).status).toBe(404)
  })

  it.each(['text/html', 'image/svg+xml', 'application/javascript'])('reject a file of type %s', async (type) => {
    const file = { name: 'page.html', data: `data:${type};base64,${btoa('<script>alert(1)</script>')}` }
    const { contentUri } = await result<{ contentUri: string }>('simulate.customer.send', { type: 'document', file })
    const { headers } = await fetch(contentUri)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toBe('attachment')
  })

  it('press buttons: the result has the number on WABA, the payload, or the text of a template', async () => {
    const { chatId } = await result<{ chatId: string }>('simulate.customer.send', { channelId: wapi })
    async function send(message: object): Promise<string> {
      const { json } = await page.ask('POST', '/v3/message', {
        headers: { authorization: `Bearer ${page.emulator.keys.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channelId: wapi, chatType: 'whatsapp', chatId, ...message }),
      })
      return (json as { messageId: string }).messageId
    }
    const press = (messageId: string, button: number) =>
      result<{ text: string }>('simulate.customer.press', { messageId, button })
    const buttons = [
      { text: 'Yes', type: 'text' },
      { text: 'No', type: 'text', payload: 'refuse' },
    ]
    const asked = await send({ text: 'Well?', buttonsObject: { buttons } })
    expect((await press(asked, 0)).text).toBe('0')
    expect((await press(asked, 1)).text).toBe('refuse')
    expect((await page.act('simulate.customer.press', { messageId: asked, button: 2 })).status).toBe(409)
    const greeting = await send({ templateId: templateIds.greeting, templateValues: ['42', 'Dora'] })
    expect((await press(greeting, 0)).text).toBe('Thank you')
  })

  it('mark received messages as read', async () => {
    const { chatId } = await result<{ chatId: string }>('simulate.customer.send', { channelId: whatsapp })
    const { messageId } = await result<{ messageId: string }>('simulate.operator.send', { from: 'crm', chatId })
    expect(await result('simulate.customer.read', { chat: `${whatsapp}/whatsapp/${chatId}` })).toEqual({ read: 1 })
    expect(page.emulator.state.messages.get(messageId)?.status).toBe('read')
    expect(await result('simulate.customer.read', { chat: `${whatsapp}/whatsapp/${chatId}` })).toEqual({ read: 0 })
  })
})

describe('other actions', () => {
  it('change channels, templates, the clock and the subscription', async () => {
    const { state, clock } = page.emulator
    await result('simulate.channel.setState', { channelId: whatsapp, state: 'notEnoughMoney' })
    await result('simulate.template.setStatus', { templateGuid: templateIds.greeting, status: 'PAUSED' })
    const before = clock.now()
    await result('clock.advance', { ms: 61_000 })
    await result('subscription.set', { webhooksUri: 'http://127.0.0.1:9/hook' })
    expect(state.channels.get(whatsapp)?.state).toBe('notEnoughMoney')
    expect(state.templates.get(templateIds.greeting)?.status).toBe('PAUSED')
    expect(clock.now()).toBeGreaterThanOrEqual(before + 61_000)
    expect(state.subscriptions.api).toMatchObject({
      webhooksUri: 'http://127.0.0.1:9/hook',
      subscriptions: { messagesAndStatuses: true, templateStatus: true },
    })
  })

  it('change only the given settings of the account', async () => {
    const { settings } = page.emulator.state
    await result('settings.set', { tariff: 'inbox', editingTime: 60_000 })
    const now = await result('settings.set', { webhookContentType: 'application/json', deletionTime: 'unlimited' })
    const changed = { tariff: 'inbox', editingTime: 60_000, webhookContentType: 'application/json' }
    expect(now).toEqual({ ...defaultSettings, ...changed })
    expect(settings).toEqual(now)
  })

  it.each([
    [{ tariff: 'free' }, 'tariff'],
    [{ editingTime: -1 }, 'editingTime'],
    [{ webhookContentType: 'text/plain\r\nx-more: 1' }, 'webhookContentType'],
    [{ colour: 'red' }, 'colour'],
  ])('reject the settings %j', async (input, field) => {
    const { status, json } = await page.act('settings.set', input)
    expect([status, json]).toEqual([400, { problem: expect.stringContaining(field) }])
    expect(page.emulator.state.settings).toEqual(defaultSettings)
  })

  it('exist for every setting and accept every choice that the page offers', async () => {
    expect(Object.keys(settingChoices)).toEqual(Object.keys(defaultSettings))
    for (const [name, choices] of Object.entries(settingChoices)) {
      for (const choice of choices)
        expect(await result('settings.set', { [name]: choice })).toMatchObject({ [name]: choice })
      expect({ [name]: choices[0] }).toEqual({ [name]: defaultSettings[name as keyof typeof defaultSettings] })
    }
  })

  it('make requests fail with a given status, header, page and error shape', async () => {
    const list = () =>
      page.ask('GET', '/v3/channels', { headers: { authorization: `Bearer ${page.emulator.keys.apiKey}` } })
    await result('faults.calls.next', { kind: 'too many requests', retryAfter: 'seconds', ms: 3_000 })
    expect((await list()).headers['retry-after']).toBe('3')
    await result('faults.calls.next', { kind: 'server error', status: 503, html: '<h1>Down</h1>' })
    expect(await list()).toMatchObject({ status: 503, text: '<h1>Down</h1>' })
    const headers = { 'Trace-Id': 'abc' }
    await result('faults.calls.respondWith', {
      code: 'UNKNOWN_ERROR',
      status: 418,
      shape: 'nested',
      spelling: 'camelCase',
      headers,
    })
    const answer = await list()
    expect(answer).toMatchObject({ status: 418, json: { error: { code: 'unknownError' } } })
    expect(answer.headers['trace-id']).toBe('abc')
  })

  it('set the outcome of the next sends, with description and data', async () => {
    const why = { code: 'TOO_BIG_CONTENT', description: 'Too big', data: { limit: 50 } }
    await result('simulate.message.echoNextAs', { status: 'read', times: 2 })
    await result('simulate.message.failNext', why)
    const read = { end: 'arrives', echoes: 'read' }
    expect(page.emulator.state.nextOutcomes).toEqual([read, read, { end: 'fails', inside: 'statuses', ...why }])
    const { chatId } = await result<{ chatId: string }>('simulate.customer.send')
    const { messageId } = await result<{ messageId: string }>('simulate.operator.send', { from: 'crm', chatId })
    const failed = await result('simulate.message.fail', { messageId, ...why })
    expect(failed).toMatchObject({ error: { error: why.code, description: why.description, data: why.data } })
  })

  it('set the tier of a WABA channel', async () => {
    const update = await result('simulate.channel.setState', { channelId: wapi, state: 'active', tier: 'TIER_1K' })
    expect(update).toMatchObject({ tier: 'TIER_1K' })
    expect(page.emulator.state.channels.get(wapi)?.tier).toBe('TIER_1K')
  })

  it('switch faults on and off, one or all', async () => {
    const { faults } = page.emulator
    await result('faults.calls.next', { kind: 'response lost', route: 'messages.send', times: 'all' })
    await result('faults.calls.mix', { kinds: ['server error'], probability: 0.5 })
    await result('faults.calls.respondWith', { code: 'MESSAGES_IS_SPAM', times: 2 })
    await result('faults.deliveries.next', { kind: 'late', about: 'messages', ms: 5_000 })
    expect(faults.calls.active.map(({ number, kinds, only, left }) => ({ number, kinds, only, left }))).toEqual([
      { number: 1, kinds: ['response lost'], only: ['messages.send'], left: Number.POSITIVE_INFINITY },
      { number: 2, kinds: ['server error'], only: undefined, left: Number.POSITIVE_INFINITY },
      { number: 3, kinds: ['api error'], only: undefined, left: 2 },
    ])
    expect(faults.deliveries.active).toMatchObject([{ kinds: ['late'], only: ['messages'] }])
    await result('faults.calls.clear', { number: 2 })
    expect(faults.calls.active.map(({ number }) => number)).toEqual([1, 3])
    await result('faults.calls.clear')
    await result('faults.deliveries.clear')
    expect([...faults.calls.active, ...faults.deliveries.active]).toEqual([])
  })

  it('exist for every function of simulate', () => {
    const played = Object.entries(page.emulator.simulate).flatMap(([who, what]) =>
      Object.keys(what as object).map((does) => `simulate.${who}.${does}`),
    )
    expect(Object.keys(actions)).toEqual(expect.arrayContaining(played))
  })
})
