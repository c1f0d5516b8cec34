import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator } from '../emulator/emulator.ts'
import { listenTogether } from '../emulator/listen-together.ts'
import { ask } from '../testing/test-client.ts'

const json = { 'content-type': 'application/json' }
const text = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233', text: 'Hi' }

let moscow: Emulator
let omsk: Emulator
let server: ListeningEmulator
beforeEach(async () => {
  moscow = createEmulator({ account: 'moscow' })
  omsk = createEmulator({ account: 'omsk', apiKey: 'key-of-omsk' })
  server = await listenTogether([moscow, omsk])
})
afterEach(() => server.close())

const texts = (): (string | undefined)[][] => [moscow, omsk].map(({ ledger }) => ledger.map((entry) => entry.text))

/** Calls the control API of the port. */
async function control(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    headers: { ...(body && json), ...headers },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const said = await response.text()
  return { status: response.status, text: said, json: said.startsWith('{') ? JSON.parse(said) : said }
}

describe('a call of the API', () => {
  it('goes to the account whose key it has, also where the ids are equal', async () => {
    const send = (key: string, more: object) =>
      ask(moscow, 'POST', '/v3/message', { ...text, ...more }, { key, url: server.url })
    const one = await send('moscow-api-key', { text: 'To Moscow', crmMessageId: 'order-1' })
    const two = await send('key-of-omsk', { text: 'To Omsk', crmMessageId: 'order-1' })
    expect([one.status, two.status, two.json]).toEqual([201, 201, one.json])
    expect(texts()).toEqual([['To Moscow'], ['To Omsk']])
    const edit = await ask(
      moscow,
      'PATCH',
      `/v3/message/${moscow.ledger[0]!.messageId}`,
      { text: 'Edited' },
      { key: 'key-of-omsk', url: server.url },
    )
    expect([edit.status < 300, texts()]).toEqual([true, [['To Moscow'], ['Edited']]])
  })

  it('goes to that account by each of its keys, and by the key in the path', async () => {
    const status = async (key: string) =>
      (await ask(omsk, 'GET', '/v3/channels', undefined, { key, url: server.url })).status
    expect([await status('omsk-sidecar-key'), await status('omsk-partner-key')]).toEqual([200, 403])
    await ask(omsk, 'GET', '/counters/ws_host/api_v3/key-of-omsk', undefined, { key: 'none', url: server.url })
    expect(omsk.requests.map((request) => [request.key, request.status])).toEqual([
      ['sidecar', 200],
      ['partner', 403],
      ['missing', 200],
    ])
    expect(moscow.requests).toEqual([])
  })

  it('without a key goes to the account whose secret it has', async () => {
    const entry = { crmCode: 'crm', secret: 'secret-of-omsk', authRedirectUri: 'https://crm.example/auth' }
    await ask(omsk, 'POST', '/v3/marketplace', entry, { key: 'omsk-partner-key', url: server.url })
    await ask(omsk, 'POST', '/v3/wauth', { type: 'crm' }, { key: 'omsk-partner-key', url: server.url })
    const { state } = omsk.state.installations[0]!
    const connected = { state, secret: entry.secret, crmKey: 'crm-key', name: 'CRM' }
    const answer = await ask(omsk, 'POST', '/v3/connect', connected, { key: 'none', url: server.url })
    expect([answer.json, omsk.state.crmKey, moscow.state.crmKey]).toEqual([{ data: 'key-of-omsk' }, 'crm-key', null])
  })

  it('with an unknown key is rejected', async () => {
    for (const key of ['another', 'none'])
      expect((await ask(omsk, 'GET', '/v3/channels', undefined, { key, url: server.url })).status).toBe(401)
  })

  it('may have the address of an account, whose keys are then the only ones', async () => {
    const status = async (key: string) =>
      (await ask(omsk, 'GET', '/accounts/omsk/v3/channels?limit=1', undefined, { key, url: server.url })).status
    expect([await status('key-of-omsk'), await status('moscow-api-key')]).toEqual([200, 401])
    expect(omsk.requests[0]).toMatchObject({ path: '/v3/channels', query: { limit: '1' } })
  })
})

describe('the control API', () => {
  it('has the name of the account before its path', async () => {
    expect((await control('/accounts/omsk/_emulator/do/simulate.customer.send', { text: 'Hi' })).status).toBe(200)
    expect([moscow.state.messages.size, omsk.state.messages.size]).toEqual([0, 1])
    const { key } = (await control('/accounts/omsk/_emulator/state')).json.chats[0]
    expect(
      (await control(`/accounts/omsk/_emulator/chats/${encodeURIComponent(key)}/messages`)).json.messages,
    ).toHaveLength(1)
    expect((await control('/accounts/moscow/_emulator/state')).json).toMatchObject({
      chats: [],
      apiKey: 'moscow-api-key',
    })
  })

  it('says which accounts there are when the path names none, or an unknown one', async () => {
    const those = 'begin the path with /accounts/moscow or /accounts/omsk'
    expect(await control('/_emulator/state')).toMatchObject({
      status: 400,
      json: { problem: `Several accounts use this port: ${those}` },
    })
    expect(await control('/_emulator/do/reset', {})).toMatchObject({ status: 400 })
    for (const path of [
      '/accounts/perm/_emulator/state',
      '/accounts/perm/',
      '/accounts/perm',
      '/accounts/perm/v3/channels',
    ])
      expect(await control(path)).toMatchObject({
        status: 404,
        json: { problem: `There is no account "perm": ${those}` },
      })
  })

  it('is used by the page of an account without the name, and the browser says which page it is', async () => {
    const referer = `${server.url}/accounts/omsk/?chat=1`
    expect((await control('/_emulator/do/simulate.customer.send', {}, { referer })).status).toBe(200)
    expect([moscow.state.messages.size, omsk.state.messages.size]).toEqual([0, 1])
    const elsewhere = 'http://evil.example/accounts/omsk/'
    expect((await control('/_emulator/do/simulate.customer.send', {}, { referer: elsewhere })).status).toBe(400)
    const page = await fetch(`${server.url}/accounts/omsk/`)
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'same-origin'])
  })

  it('has one health address and one set of documents, and a list of the pages', async () => {
    for (const path of ['/_emulator/health', '/_emulator/emulator.json', '/accounts/omsk/_emulator/health'])
      expect([path, (await control(path)).status]).toEqual([path, 200])
    const list = await fetch(server.url)
    expect(await list.text()).toContain('<a href="/accounts/omsk/">omsk</a>')
    expect(list.headers.get('x-frame-options')).toBe('DENY')
  })
})

it('a file is fetched without the name of its account, and deliveries go to the subscriber of the account', async () => {
  const posts: string[] = []
  const app = createServer((request, response) => {
    posts.push(request.url!)
    response.end()
  })
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
  try {
    for (const name of ['moscow', 'omsk']) {
      const webhooksUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/${name}`
      await control(`/accounts/${name}/_emulator/do/subscription.set`, { webhooksUri })
    }
    const file = { name: 'a.png', data: `data:image/png;base64,${btoa('picture')}` }
    const { json: sent } = await control('/accounts/omsk/_emulator/do/simulate.customer.send', { type: 'image', file })
    expect(sent.result.contentUri).toMatch(new RegExp(`^${server.url}/[0-9a-f]{32}/\\?filename=a.png$`))
    expect(await (await fetch(sent.result.contentUri)).text()).toBe('picture')
    await control('/accounts/omsk/_emulator/do/settled', {})
    expect(posts).toEqual(['/omsk'])
  } finally {
    app.closeAllConnections()
    app.close()
  }
})

it('a token protects all accounts, and opens the page of one', async () => {
  await server.close()
  server = await listenTogether([moscow, omsk], { access: { token: 'a-long-token' } })
  for (const path of ['/', '/_emulator/state', '/accounts/omsk/_emulator/state', '/accounts/perm/_emulator/state'])
    expect([path, (await control(path)).status]).toEqual([path, 401])
  const opened = await fetch(`${server.url}/accounts/omsk/?token=a-long-token`, { redirect: 'manual' })
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/accounts/omsk/'])
})

describe('emulators cannot listen together', () => {
  it.each([
    ['without a name', {}, 'needs the option "account"'],
    [
      'with the name of another one',
      { account: 'moscow', apiKey: 'a', sidecarKey: 'b', partnerKey: 'c' },
      'Two accounts have the name "moscow"',
    ],
    ['with a name that is no part of an address', { account: 'a/b' }, 'The account "a/b" needs a name'],
    [
      'with the key of another one',
      { account: 'perm', sidecarKey: 'moscow-api-key' },
      'The accounts "moscow" and "perm" have the same key: give one of them another "sidecarKey"',
    ],
  ])('%s', async (_, options, problem) => {
    await expect(listenTogether([moscow, createEmulator(options)])).rejects.toThrow(problem)
  })
})
