import { describe, expect, test } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createWazzup, getRaw } from '../index.ts'
import { createMarketplace } from '../marketplace.ts'

const apiKey = 'c8cf90444023482f909520d454368d27'
const api = 'https://api.wazzup24.com'

/** Returns the headers of a request. */
const headersOf = (request: { init: RequestInit } | undefined) => Object.fromEntries(new Headers(request!.init.headers))

/** Returns a client, and the requests that it makes. */
function open(response: Response) {
  const { fetch, requests } = scriptedFetch(response)
  return { wazzup: createWazzup({ apiKey, fetch, maxRetries: 0 }), requests }
}

describe('a request', () => {
  test('of a read has its fields in the query, and neither a body nor its type', async () => {
    const { wazzup, requests } = open(json(200, { data: [], count: 0 }))
    await wazzup.contacts.list({ offset: 100 })
    await wazzup.contacts.list({ offset: undefined })
    expect(requests.map(({ url }) => url)).toEqual([`${api}/v3/contacts?offset=100`, `${api}/v3/contacts`])
    expect(requests[0]!.init).toMatchObject({ method: 'GET' })
    expect(headersOf(requests[0])).toEqual({ accept: 'application/json', authorization: `Bearer ${apiKey}` })
    expect(requests[0]!.init.body).toBeUndefined()
  })

  test('of a write has the rest of its fields in the body', async () => {
    const { wazzup, requests } = open(json(200, {}))
    await wazzup.messages.edit({ messageId: 'm 1', text: 'New' })
    expect(requests[0]).toMatchObject({ url: `${api}/v3/message/m%201`, body: { text: 'New' } })
    expect(headersOf(requests[0])).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    })
  })

  test('of a deletion has no body', async () => {
    const { wazzup, requests } = open(json(200, {}))
    await wazzup.messages.delete({ messageId: 'm1' })
    expect(requests[0]).toMatchObject({ url: `${api}/v3/message/m1`, init: { method: 'DELETE' } })
    expect(requests[0]!.init.body).toBeUndefined()
  })

  test('of an endpoint without a key sends none, also from a client that has one', async () => {
    const { fetch, requests } = scriptedFetch(json(200, { data: 'the-key-of-the-account' }))
    const marketplace = createMarketplace({ partnerKey: 'p'.repeat(32), fetch })
    await marketplace.wauth.connect({ state: 's', secret: 'secret', crmKey: 'crm', name: 'n' })
    expect(headersOf(requests[0])).toEqual({ accept: 'application/json', 'content-type': 'application/json' })
  })
})

describe('a response', () => {
  test.each([
    '{"__proto__":{"isAdmin":true},"channelId":"c1"}',
    '{"\\u005f_proto__":{"isAdmin":true},"channelId":"c1"}',
  ])('does not change the prototype of what it is merged into: %s', async (body) => {
    const { wazzup } = open(new Response(`[${body}]`, { headers: { 'content-type': 'application/json' } }))
    const [channel] = await wazzup.channels.list()
    expect(channel).toMatchObject({ channelId: 'c1' })
    expect(Object.assign({}, channel)).not.toHaveProperty('isAdmin')
    expect(Object.keys(channel!)).not.toContain('__proto__')
  })

  test('can be read as Wazzup sent it', async () => {
    const sent = { counterV2: '3', type: 'red', lastMsgDateTime: null, later: true }
    const { wazzup } = open(json(200, sent))
    const counter = await wazzup.unanswered.get({ userId: 'u1' })
    expect(counter.counterV2).toBe(3)
    expect(getRaw(counter)).toEqual(sent)
  })
})

test('the cause of a network error is the failure of fetch itself', async () => {
  const { fetch } = scriptedFetch(connectionReset())
  const error = await createWazzup({ apiKey, fetch, maxRetries: 0 })
    .channels.list()
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ cause: { name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNRESET' } } })
})

test('a client with a store waits for its turn there before each request', async () => {
  const { fetch, requests } = scriptedFetch(json(200, []))
  let turns = 0
  const store = { waitForTurn: async () => void expect(requests).toHaveLength(turns++) }
  const wazzup = createWazzup({ apiKey, fetch, store })
  await wazzup.channels.list()
  await wazzup.channels.list()
  expect(turns).toBe(2)
})
