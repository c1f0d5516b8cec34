import { describe, expect, it } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, EmulatorOptions } from '../emulator/emulator.ts'
import { createSubscribedAccount, everything, subscribe } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'

// No log of the emulator contains a key, the secret of a webhook address or the address of a chat window.

/** Returns both logs as `--json` writes them. */
const logOf = ({ requests, deliveries }: Emulator): string => JSON.stringify([requests, deliveries])

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000301' }

describe('the secret of a webhook address', () => {
  // The address, the path that the app returns, and a pattern that no log may match.
  it.each([
    ['https://crm.example?key=canary-1', '/?key=canary-1', /canary/],
    ['HTTPS://CRM.example:443/a/../hook?key=canary 1', '/hook?key=canary%201', /canary/],
    ['https://crm.example/?key=c%61nary%2F1', '/?key=c%61nary%2F1', /c(a|%61)nary/i],
    ['https://crm.example/?key=canary+1', '/?key=canary 1', /canary/],
    ['https://crm.example/?key=канарейка', `/?key=${encodeURIComponent('канарейка')}`, /канар|%D0%BA/i],
    ['https://crm.example/?a=1&canary-1', '/?a=1&canary-1', /canary/],
    ['https://crm.example/?key=abc', '/?key=abc', /abc/],
    ['https://user:canary-1@crm.example/', 'user:canary-1', /canary/],
  ])('%s is in no log, although the app returns %s', async (webhooksUri, seen, canary) => {
    const answers = [seen, seen.replaceAll('&', '&amp;'), encodeURIComponent(seen), JSON.stringify({ url: seen })]
    const { emulator } = await createSubscribedAccount({}, () => {
      const answer = answers.shift() ?? ''
      return new Response(`Cannot POST ${answer}`, { status: 404 })
    })
    await subscribe(emulator, { webhooksUri, subscriptions: everything }).catch(() => {})
    emulator.state.subscriptions.api = { webhooksUri, subscriptions: { ...everything } }
    await ask(emulator, 'GET', '/v3/webhooks')
    for (let time = 0; time < 4; time += 1) emulator.simulate.customer.send()
    await emulator.settled()
    expect(emulator.deliveries).toHaveLength(4)
    expect(logOf(emulator)).not.toMatch(canary)
    expect(logOf(emulator)).toContain('[secret]')
  })

  const inUnits = (text: string): string =>
    Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const inEntities = (text: string): string => Array.from(text, (letter) => `&#${letter.charCodeAt(0)};`).join('')
  const encode = encodeURIComponent

  it.each<[string, (path: string) => string]>([
    ['with slashes as PHP escapes them', (path) => JSON.stringify({ path }).replaceAll('/', '\\/')],
    ['with ampersands as .NET escapes them', (path) => JSON.stringify({ path }).replaceAll('&', '\\u0026')],
    ['as letters of JSON', (path) => `{"path":"${inUnits(path)}"}`],
    ['as JSON in JSON', (path) => JSON.stringify({ log: `{"path":"${inUnits(path)}"}` })],
    ['as HTML entities', inEntities],
    ['as HTML entities in JSON', (path) => JSON.stringify({ page: inEntities(path) })],
    ['encoded twice', (path) => encode(encode(path))],
    ['encoded three times', (path) => encode(encode(encode(path)))],
    ['as text', (path) => path],
  ])('is hidden in the response of the app %s', async (_, write) => {
    const key = 'canary/<1>&"2"'
    const { emulator } = await createSubscribedAccount(
      {},
      () => new Response(write(`/?a=1&key=${key}`), { status: 404 }),
    )
    emulator.state.subscriptions.api.webhooksUri = `https://crm.example/?a=1&key=${encode(key)}`
    emulator.simulate.customer.send()
    await emulator.settled()
    const { text = '', json } = emulator.deliveries[0]!.response!
    expect(text).toContain('[secret]')
    for (const shown of [text, JSON.stringify(json ?? '')]) {
      const read = decodeURIComponent(decodeURIComponent(decodeURIComponent(shown)))
        .replace(/\\+u(....)/g, (_unit, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)))
      expect(read).not.toMatch(/canary|<1>|"2"/)
    }
  })

  it('is hidden in the response of the app in linear time', async () => {
    const hostile = ['\\', '%25', '&#0', '\\u00', 'c'].map((piece) => piece.repeat(50_000)).join(' ')
    const { emulator } = await createSubscribedAccount({}, () => new Response(hostile))
    emulator.state.subscriptions.api.webhooksUri = 'https://crm.example/?key=canary-1'
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(emulator.deliveries[0]?.response?.text).toBe(hostile)
  })

  it('is hidden in requests to the emulator: in any path, any header and any body', async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    await subscribe(emulator, { webhooksUri: 'https://crm.example/?key=canary-1' })
    const send = (path: string, init: RequestInit = {}) =>
      emulator.fetch(`https://api.wazzup24.com${path}`, { method: 'POST', ...init })
    await send('/?key=canary-1')
    await send('/webhooks?other=canary-2&canary-3')
    await send('/v3/channels?key=canary-1&offset=canary-2&limit=7', { method: 'GET' })
    await send('/v3/message', { headers: { referer: 'https://crm.example/?key=canary-1', cookie: 'session=canary-2' } })
    await send('/hook/canary-1')
    await send('/v3/webhooks', { method: 'PATCH', body: '{"webhooksUri":"https://crm.example/?key=canary-4' })
    await send('/v3/webhook', {
      body: JSON.stringify({ data: [{ webhooksUri: 'https://crm.example/?key=canary-5' }] }),
    })
    await send('/v3/webhooks', { method: 'PATCH', body: JSON.stringify({ webhooksUri: 'canary-6' }) })
    expect(logOf(emulator)).not.toContain('canary')
    expect(emulator.requests[3]?.query).toEqual({ key: '[secret]', offset: '[secret]', limit: '7' })
    expect(emulator.requests.at(-2)?.body).toEqual({ data: [{ webhooksUri: 'https://crm.example/?key=[secret]' }] })
  })

  it.each([
    ['127.0.0.1:3000/hook?key=canary-1', '127.0.0.1:3000/hook?key=[secret]'],
    ['localhost:3000/hook?canary-1', 'localhost:3000/hook?[secret]'],
    ['crm.example/hook?key=canary-1', 'crm.example/hook?key=[secret]'],
    ['/hook?key=canary-1', '/hook?key=[secret]'],
    ['canary-1', '[secret]'],
    ['canary-1/canary-2', '[secret]'],
  ])('is hidden in the rejected address %s, which is shown as %s', async (webhooksUri, shown) => {
    const emulator = createEmulator()
    await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: everything })
    expect(emulator.requests[0]?.body).toMatchObject({ webhooksUri: shown })
    expect(logOf(emulator)).not.toContain('canary')
  })

  it('is hidden when the ping fails, after it was replaced, and when a delivery was posted to another address', async () => {
    let status = 200
    const emulator = createEmulator({
      webhookFetch: async (address) => new Response(`Route POST ${String(address)} not found`, { status }),
    })
    await subscribe(emulator, { webhooksUri: 'https://crm.example/?key=canary-1' })
    await emulator.deliver({}, { address: 'https://crm.example/?key=canary-2' })
    await subscribe(emulator, { webhooksUri: 'https://crm.example/?key=canary-3' })
    status = 404
    await subscribe(emulator, { webhooksUri: 'https://crm.example/?key=canary-4' }).catch(() => {})
    await emulator.deliver({})
    await emulator.fetch('https://any/v3/nothing', { headers: { via: 'canary-1 canary-2 canary-3 canary-4' } })
    expect(logOf(emulator)).not.toContain('canary')
  })

  it('is not searched in message texts or in responses to questions', async () => {
    const { emulator } = await createSubscribedAccount({}, ({ text }) => {
      const { createContact } = JSON.parse(text) as { createContact?: object }
      return createContact ? Response.json({ ...createContact, id: 'acme' }) : new Response('acme')
    })
    emulator.state.subscriptions.api.webhooksUri = 'https://crm.example/?tenant=acme'
    emulator.simulate.customer.send({ text: 'Is acme open?' })
    const asked = await emulator.simulate.contact.askFor(chat)
    expect(asked).toMatchObject({ outcome: 'created', entity: { id: 'acme' } })
    await ask(emulator, 'POST', '/v3/message', { ...chat, text: 'acme is open' })
    await emulator.settled()
    expect(emulator.deliveries[0]).toMatchObject({
      url: 'https://crm.example/?tenant=[secret]',
      body: { messages: [{ text: 'Is acme open?' }] },
      response: { text: '[secret]' },
    })
    expect(emulator.requests.at(-1)?.body).toMatchObject({ text: 'acme is open' })
  })
})

describe('the address of a chat window', () => {
  const open = async (emulator: Emulator): Promise<string> => {
    const body = { user: { id: 'user-1', name: 'Ann' }, scope: 'global' }
    return ((await ask(emulator, 'POST', '/v3/iframe', body)).json as { url: string }).url
  }

  it('is in no log: not in its response, a message, a header or a delivery', async () => {
    const { emulator } = await createSubscribedAccount()
    const url = await open(emulator)
    const { host, pathname, searchParams } = new URL(url)
    await ask(emulator, 'POST', '/v3/message', { ...chat, text: `Open ${url} please` })
    emulator.simulate.customer.send({ text: `${url} ${JSON.stringify({ url }).replaceAll('/', '\\/')}` })
    const headers = { referer: url, 'x-from': encodeURIComponent(url) }
    await emulator.fetch(`https://any/v3/open?url=${encodeURIComponent(url)}`, { headers })
    await emulator.settled()
    for (const part of [host, pathname.split('/').at(-1)!, searchParams.get('token')!])
      expect(logOf(emulator)).not.toContain(part)
    expect(emulator.requests.find(({ route }) => route === 'messages.send')?.body).toMatchObject({
      text: 'Open https://[secret].wazzup24.com/chat/[secret]?token=[secret] please',
    })
  })

  it('is in no log when it is a page of the emulator, also after the state was saved and continued', async () => {
    const { emulator } = await createSubscribedAccount()
    const server = await emulator.listen()
    try {
      const url = await open(emulator)
      const continued = createEmulator({ saved: emulator.save(), webhookFetch: async () => new Response() })
      for (const each of [emulator, continued]) {
        await ask(each, 'POST', '/v3/message', { ...chat, text: `Open ${url} please` })
        each.simulate.customer.send({ text: JSON.stringify({ url }).replaceAll('/', '\\/') })
        await each.fetch(`https://any/v3/open?url=${encodeURIComponent(url)}`, {
          headers: { referer: url, 'x-token': new URL(url).searchParams.get('token')! },
        })
        await each.settled()
        for (const part of [new URL(url).pathname.split('/').at(-1)!, new URL(url).searchParams.get('token')!])
          expect(logOf(each)).not.toContain(part)
        expect(each.requests.find(({ route }) => route === 'messages.send')?.body).toMatchObject({
          text: `Open ${server.url}/chat/[secret]?token=[secret] please`,
        })
      }
    } finally {
      await server.close()
    }
  })
})

describe('keys and the secrets of the marketplace', () => {
  const keys: EmulatorOptions = { apiKey: 'canary-api', sidecarKey: 'canary/key', partnerKey: 'canary-partner' }

  it('are in no log, wherever a program sends them', async () => {
    const emulator = createEmulator(keys)
    const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      emulator.fetch(`https://any${path}`, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    emulator.state.crmKey = 'canary-crm'
    emulator.state.marketplace = { crmCode: 'crm', secret: 'canary-secret', authRedirectUri: '' }
    await send('/v3/message', { apiKey: 'canary-wrong', text: 'canary-api' }, { authorization: 'Bearer canary-wrong' })
    await send('/v3/message', { text: 'Hi' }, { 'x-api-key': 'canary-api', 'x-crm-key': 'canary-crm' })
    for (const name of ['x-api-key', 'x-auth-token', 'apikey', 'Token'])
      await send('/v3/message', { text: 'Hi' }, { [name]: 'canary-of-another-system' })
    await send('/v3/message', {
      token: 'canary-1',
      key: 'canary-2',
      Authorization: 'Bearer canary-3',
      api_key: 'canary-4',
    })
    await send('/v3/message', 'token=canary-1&key=canary-2&authorization=canary-3')
    await send('/v3/message', { text: 'encoded' }, { via: encodeURIComponent('canary/key') })
    await send('/v3/connect', '{"state":"canary-state","secret":"canary-sec')
    await send('/v3/connect', 'secret=canary-secret&crmKey=canary-crm')
    await send('/v3/connect/', { nested: [{ secret: 'canary-x', crmKey: ['canary-y'] }] })
    await send('/v3/conect', { state: 'canary-state', clientApiKey: 'canary-client' })
    await send('/counters/ws_host/api_v3/canary-api/more', '')
    await send('/counters/ws_host/api_v3/canary-wrong/more', '')
    emulator.faults.calls.respondWith('BAD_CONTACT', { data: { key: 'canary-api', secret: 'canary-secret' } })
    await ask(emulator, 'GET', '/v3/channels')
    expect(logOf(emulator)).not.toContain('canary')
  })

  it('a body nested a thousand levels deep is logged down to the readable depth', async () => {
    const emulator = createEmulator()
    const deep = `${'['.repeat(20_000)}"canary-1"${']'.repeat(20_000)}`
    expect((await ask(emulator, 'POST', '/v3/message', deep)).status).toBe(400)
    expect(logOf(emulator)).not.toContain('canary')
  })
})
