import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../emulator.ts'
import { createSubscribedAccount } from '../test-account.ts'
import { ask } from '../test-client.ts'
import { obeys } from '../test-rules.ts'

// Expected values: https://wazzup24.com/help/api-en/webhooks/ ; flag names of GET as seen live.

let server: Server | undefined
afterEach(() => {
  vi.useRealTimers()
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

async function receiver(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=secret`
}

const none = {
  messagesAndStatuses: false,
  contactsAndDealsCreation: false,
  channelsUpdates: false,
  wabaTemplatesStatus: false,
}

describe('subscription', () => {
  it(`pings the address with a malformed Content-Type and answers text that is no JSON ${obeys('subscription/ping', 'subscription/answer', 'subscription/read', 'delivery/post', 'subscription/template-flag')}`, async () => {
    const got: { method?: string; type?: string; authorization?: string; body: string }[] = []
    const webhooksUri = await receiver((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const { authorization, 'content-type': type } = request.headers
        got.push({ method: request.method, type, authorization, body })
        response.end()
      })
    })
    const emulator = createEmulator()
    const body = { webhooksUri, subscriptions: { messagesAndStatuses: true, templateStatus: true } }
    const answer = await ask(emulator, 'PATCH', '/v3/webhooks', body)
    expect(answer).toMatchObject({ status: 200, text: '{ ok }', json: undefined })
    expect(got).toEqual([
      { method: 'POST', type: 'application/json; charset-utf-8', authorization: undefined, body: '{"test":true}' },
    ])
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toEqual({
      webhooksUri,
      subscriptions: { ...none, messagesAndStatuses: true, wabaTemplatesStatus: true },
    })
  })

  it(`counts a missing flag as false, so that a call replaces the one before ${obeys('subscription/replaces')}`, async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    const webhooksUri = 'https://example.com/webhooks'
    await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: { messagesAndStatuses: true } })
    await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: { channelsUpdates: true } })
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toEqual({
      webhooksUri,
      subscriptions: { ...none, channelsUpdates: true },
    })
  })

  it.each([201, 302, 404, 500])(
    `refuses an address that answers the ping with %i ${obeys('subscription/ping-status')}`,
    async (status) => {
      const webhookFetch = async () => new Response(null, { status })
      const emulator = createEmulator({ webhookFetch })
      const answer = await ask(emulator, 'PATCH', '/v3/webhooks', {
        webhooksUri: 'https://example.com/',
        subscriptions: {},
      })
      expect(answer.status).toBe(400)
      expect(answer.json).toEqual({
        error: 'testPostNotPassed',
        description: 'URI does not return 200 OK on test request',
        data: String(status),
      })
      expect(emulator.state.subscriptions.api.webhooksUri).toBeNull()
    },
  )

  it(`gives up on the ping after 30 seconds ${obeys('delivery/timeout')}`, async () => {
    vi.useFakeTimers()
    const emulator = createEmulator({ webhookFetch: () => new Promise(() => {}) })
    const asked = ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri: 'https://example.com/', subscriptions: {} })
    let answered = false
    void asked.then(() => (answered = true))
    await vi.advanceTimersByTimeAsync(29_999)
    expect(answered).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect((await asked).json).toMatchObject({ error: 'testPostNotPassed' })
  })

  it.each(['', 'not an address', 'ftp://example.com', `https://example.com/${'x'.repeat(181)}`])(
    `refuses %j as uriNotValid, without a ping ${obeys('subscription/address')}`,
    async (webhooksUri) => {
      const webhookFetch = vi.fn<typeof fetch>(async () => new Response())
      const emulator = createEmulator({ webhookFetch })
      const answer = await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: {} })
      expect(answer).toMatchObject({ status: 400, json: { error: 'uriNotValid' } })
      expect(webhookFetch).not.toHaveBeenCalled()
    },
  )

  it('takes an address of 200 characters', async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    const webhooksUri = `https://example.com/${'x'.repeat(180)}`
    expect((await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: {} })).status).toBe(200)
  })

  it(`keeps one address for each key ${obeys('subscription/one-each')}`, async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    const { sidecarKey } = emulator.keys
    const body = { webhooksUri: 'https://example.com/sidecar', subscriptions: {} }
    await ask(emulator, 'PATCH', '/v3/webhooks', body, { key: sidecarKey })
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({ webhooksUri: null })
    const own = await ask(emulator, 'GET', '/v3/webhooks', undefined, { key: sidecarKey })
    expect(own.json).toMatchObject({ webhooksUri: body.webhooksUri })
  })
})

it(`another integration may replace the address ${obeys('subscription/overwritten')}`, async () => {
  const { emulator, posts } = await createSubscribedAccount()
  emulator.state.subscriptions.api.webhooksUri = 'https://somebody.example/else'
  expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({
    webhooksUri: 'https://somebody.example/else',
  })
  emulator.simulate.client.writes()
  await emulator.settled()
  expect(posts.map(({ address }) => address)).toEqual(['https://somebody.example/else'])
})

describe('marketplace', () => {
  // https://wazzup24.com/help/api-en/wauth/
  it(`installs: entry, simulated installation, connect; then webhooks carry the crmKey ${obeys('wauth/entry', 'wauth/describe', 'wauth/redirect', 'wauth/connect', 'wauth/wrong-secret', 'wauth/crm-key', 'wauth/answers', 'access/no-header')}`, async () => {
    const authorizations: (string | null)[] = []
    const emulator = createEmulator({
      webhookFetch: async (_, init) => {
        authorizations.push(new Headers(init?.headers).get('authorization'))
        return new Response()
      },
    })
    const partner = { key: emulator.keys.partnerKey }
    const entry = { crmCode: 'my-crm', secret: 'canary-secret', authRedirectUri: 'https://crm.example/auth' }
    expect((await ask(emulator, 'POST', '/v3/marketplace', entry, partner)).status).toBe(200)
    expect((await ask(emulator, 'PATCH', '/v3/marketplace', { crmName: 'My-CRM' }, partner)).status).toBe(200)
    expect((await ask(emulator, 'POST', '/v3/wauth', { type: 'my-crm' }, partner)).status).toBe(200)
    const redirectUri = new URL(emulator.state.installations[0]!.redirectUri)
    const state = redirectUri.searchParams.get('state')
    const connect = { state, secret: 'canary-secret', crmKey: 'crm-key', name: 'Customer' }
    const wrong = await ask(emulator, 'POST', '/v3/connect', { ...connect, secret: 'guessed' }, { key: 'none' })
    expect(wrong.status).toBe(401)
    const connected = await ask(emulator, 'POST', '/v3/connect', connect, { key: 'none' })
    expect(connected.json).toEqual({ data: emulator.keys.apiKey })
    await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri: 'https://example.com/', subscriptions: {} })
    expect(authorizations).toEqual(['Bearer crm-key'])
    expect(JSON.stringify(emulator.requests)).not.toContain('canary-secret')
  })

  it(`moves a customer ${obeys('migration/moves')}`, async () => {
    const emulator = createEmulator()
    const body = {
      clientApiKey: emulator.keys.apiKey,
      webhooksUri: 'https://example.com/',
      subscriptions: { messagesAndStatuses: true, contactsAndDealsCreation: false },
    }
    expect((await ask(emulator, 'POST', '/v3/migration', body, { key: emulator.keys.partnerKey })).status).toBe(200)
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({ webhooksUri: 'https://example.com/' })
  })
})
