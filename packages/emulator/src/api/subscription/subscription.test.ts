import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import { createSubscribedAccount, everything, hook, subscribe } from '../../testing/test-account.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Expected values: https://wazzup24.com/help/api-en/webhooks/ ; flag names of GET as observed in production.

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
  it(`pings the address with a malformed Content-Type and returns text that is not JSON ${obeys('subscription/ping', 'subscription/response', 'subscription/read', 'delivery/post', 'subscription/template-flag')}`, async () => {
    const got: { method?: string; type?: string; authorization?: string; body: string }[] = []
    const webhooksUri = await receiver((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const { authorization, 'content-type': type } = request.headers
        got.push(JSON.parse(JSON.stringify({ method: request.method, type, authorization, body })))
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

  it(`treats a missing flag as false, so each call replaces the previous one ${obeys('subscription/replaces')}`, async () => {
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
    `rejects an address that responds to the ping with %i ${obeys('subscription/ping-status', 'subscription/ping-data')}`,
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

  it(`the error has no data when the address does not respond ${obeys('subscription/ping-data')}`, async () => {
    const emulator = createEmulator({ webhookFetch: () => Promise.reject(new TypeError('fetch failed')) })
    const body = { webhooksUri: 'https://example.com/', subscriptions: {} }
    const answer = await ask(emulator, 'PATCH', '/v3/webhooks', body)
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: 'testPostNotPassed', description: 'URI does not return 200 OK on test request' },
    ])
  })

  it(`rejects an address that does not respond to the ping within 30 seconds ${obeys('delivery/timeout')}`, async () => {
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
    `rejects %j as uriNotValid, without a ping ${obeys('subscription/address')}`,
    async (webhooksUri) => {
      const webhookFetch = vi.fn<typeof fetch>(async () => new Response())
      const emulator = createEmulator({ webhookFetch })
      const answer = await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: {} })
      expect(answer).toMatchObject({ status: 400, json: { error: 'uriNotValid' } })
      expect(webhookFetch).not.toHaveBeenCalled()
    },
  )

  it('accepts an address of 200 characters', async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    const webhooksUri = `https://example.com/${'x'.repeat(180)}`
    expect((await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri, subscriptions: {} })).status).toBe(200)
  })

  it.each([
    [{ templateStatus: true }, true],
    [{ wabaTemplatesStatus: true }, true],
    [{ tepmplateStatus: true }, false],
    [{ templateStatus: false }, false],
    [{}, false],
  ])(
    `accepts %j; the flag of templates is then %j ${obeys('subscription/template-flag')}`,
    async (subscriptions, read) => {
      const { emulator, posts } = await createSubscribedAccount()
      await ask(emulator, 'PATCH', '/v3/webhooks', { webhooksUri: 'https://example.com/', subscriptions })
      posts.length = 0
      expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({
        subscriptions: { ...none, wabaTemplatesStatus: read },
      })
      emulator.simulate.template.setStatus(templateIds.greeting, 'PAUSED')
      await emulator.settled()
      expect(posts).toHaveLength(read ? 1 : 0)
    },
  )

  it(`is returned in the form of the printed documentation, if the account is set so ${obeys('subscription/printed', 'subscription/printed-off')}`, async () => {
    const { emulator } = await createSubscribedAccount({ subscriptionForm: 'printed' })
    await subscribe(emulator, { subscriptions: { ...everything, channelsUpdates: false } })
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toEqual({
      webhooksUri: hook,
      subscriptions: {
        messagesAndStatuses: 'true',
        contactsAndDealsCreation: 'true',
        channelsUpdates: 'false',
        templateStatus: 'true',
      },
    })
  })

  it(`with all flags off causes no deliveries and cannot be removed otherwise ${obeys('subscription/off')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount()
    const happen = async () => {
      posts.length = 0
      emulator.simulate.customer.send()
      emulator.simulate.channel.setState(channelIds.vk, 'disabled')
      emulator.simulate.template.setStatus(templateIds.greeting, 'PAUSED')
      const asked = await emulator.simulate.contact.askFor({ chatType: 'vk', chatId: '301' })
      await emulator.settled()
      return { posts: posts.length, asked: asked.outcome }
    }
    expect(await ask(emulator, 'DELETE', '/v3/webhooks')).toMatchObject({ status: 404, text: '' })
    expect(await happen()).toEqual({ posts: 4, asked: 'no json' })
    const off = Object.fromEntries(Object.keys(everything).map((name) => [name, false])) as typeof everything
    await subscribe(emulator, { subscriptions: off })
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toEqual({ webhooksUri: hook, subscriptions: none })
    expect(await happen()).toEqual({ posts: 0, asked: 'not subscribed' })
  })

  it(`does not store unknown fields, which could be secrets ${obeys('subscription/foreign-fields')}`, async () => {
    const { emulator, posts } = await createSubscribedAccount()
    const body = { webhooksUri: hook, subscriptions: everything, crmKey: 'mine', webhooksAuthToken: 'mine' }
    expect((await ask(emulator, 'PATCH', '/v3/webhooks', body)).status).toBe(200)
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(posts).toHaveLength(2)
    expect(posts.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
    expect(emulator.state.crmKey).toBeNull()
  })

  it(`is stored separately for each key ${obeys('subscription/one-each')}`, async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    const { sidecarKey } = emulator.keys
    const body = { webhooksUri: 'https://example.com/sidecar', subscriptions: {} }
    await ask(emulator, 'PATCH', '/v3/webhooks', body, { key: sidecarKey })
    expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({ webhooksUri: null })
    const own = await ask(emulator, 'GET', '/v3/webhooks', undefined, { key: sidecarKey })
    expect(own.json).toMatchObject({ webhooksUri: body.webhooksUri })
  })
})

it(`another integration can replace the webhook address ${obeys('subscription/overwritten')}`, async () => {
  const { emulator, posts } = await createSubscribedAccount()
  emulator.state.subscriptions.api.webhooksUri = 'https://other.example/webhooks'
  expect((await ask(emulator, 'GET', '/v3/webhooks')).json).toMatchObject({
    webhooksUri: 'https://other.example/webhooks',
  })
  emulator.simulate.customer.send()
  await emulator.settled()
  expect(posts.map(({ address }) => address)).toEqual(['https://other.example/webhooks'])
})
