import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answer,
  cut,
  reset,
  silence,
  stall,
  startScriptedServer,
  type ScriptedServer,
} from '../../../test/scripted-server.ts'
import {
  createWazzup,
  getRaw,
  WazzupApiError,
  WazzupNetworkError,
  type ApiKey,
  type ClientOptions,
} from '../../index.ts'
import { createMarketplace } from '../../marketplace.ts'

// Each case tests behaviour of ofetch 1.5.1 that the transport has to correct.

let server: ScriptedServer
let trap: ScriptedServer

beforeAll(async () => {
  server = await startScriptedServer()
  trap = await startScriptedServer()
})
afterAll(async () => {
  await server.close()
  await trap.close()
})

const apiKey = 'c8cf90444023482f909520d454368d27'
const client = (options: Partial<ClientOptions & { apiKey: ApiKey }> = {}) =>
  createWazzup({ apiKey, baseUrl: server.url, ...options })
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('timeouts', () => {
  test('the timeout applies also when the caller passes a signal', async () => {
    server.script(silence)
    const error = await caught(
      client({ maxRetries: 0 }).channels.list({}, { timeout: 200, signal: new AbortController().signal }),
    )
    expect(error).toMatchObject({ name: 'WazzupNetworkError', reason: 'timeout', effect: 'none' })
  })

  test('a body that stalls causes a timeout', async () => {
    server.script(stall(200, '[{"channelId":'))
    const error = await caught(client({ maxRetries: 0 }).channels.list({}, { timeout: 200 }))
    expect(error).toMatchObject({ reason: 'timeout' })
  })

  test('a call ends at its timeout when fetch ignores the signal', async () => {
    const error = await caught(
      client({ maxRetries: 0, timeout: 100, fetch: () => new Promise(() => {}) }).channels.list(),
    )
    expect(error).toMatchObject({ reason: 'timeout' })
  })

  test('the caller can abort a running request', async () => {
    server.script(silence)
    const stop = new AbortController()
    const pending = caught(
      client().messages.send(
        { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' },
        { signal: stop.signal },
      ),
    )
    setTimeout(() => stop.abort(new Error('changed my mind')), 100)
    expect(await pending).toMatchObject({
      reason: 'aborted',
      effect: 'unknown',
      attempts: 1,
      cause: { message: 'changed my mind' },
    })
  })

  test('a call whose signal was aborted before sends nothing', async () => {
    server.script(answer(200, []))
    const reported: unknown[] = []
    const hooks = { onRequest: (info: unknown) => reported.push(info) }
    const error = await caught(client({ hooks }).channels.list({}, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ reason: 'aborted', effect: 'none', attempts: 0 })
    expect([server.seen, reported]).toEqual([[], []])
  })
})

describe('the body of a response', () => {
  test('is not a success when it is truncated JSON', async () => {
    server.script(answer(200, '[{"channelId":"a","transp'))
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toBeInstanceOf(WazzupNetworkError)
    expect(error).toMatchObject({ reason: 'unreadable' })
  })

  test('throws an error of this package when it is cut off', async () => {
    server.script(cut(200, '[{"channelId"'))
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toBeInstanceOf(WazzupNetworkError)
    expect(error).toMatchObject({ reason: 'unreadable', effect: 'none' })
  })

  test('is read as JSON with any content type', async () => {
    const list = [{ channelId: 'a', transport: 'whatsapp', state: 'active', plainId: '7' }]
    for (const type of [
      'text/html',
      'application/octet-stream',
      'text/event-stream',
      'application/json; charset-utf-8',
    ]) {
      server.script(answer(200, list, { 'content-type': type }))
      expect(await client().channels.list()).toEqual(list)
    }
  })

  test('is ignored when a 2xx is enough, unless its end is missing', async () => {
    const subscription = {
      webhooksUri: 'https://example.com/hook',
      subscriptions: {
        messagesAndStatuses: true,
        contactsAndDealsCreation: true,
        channelsUpdates: true,
        templateStatus: true,
      },
    }
    for (const step of [answer(200, '{ ok }'), answer(200), answer(204)]) {
      server.script(step)
      await expect(client({ maxRetries: 0 }).subscription.set(subscription)).resolves.toBeUndefined()
    }
    // The rest may have been an error.
    for (const step of [cut(200, '{ o'), cut(200, ''), answer(200, '{"err')]) {
      server.script(step)
      const error = await caught(client({ maxRetries: 0 }).subscription.set(subscription))
      expect(error).toMatchObject({ reason: 'unreadable', effect: 'unknown' })
    }
  })

  test('is not a success when it is a web page, even when a 2xx is enough', async () => {
    server.script(answer(200, '\n<!doctype html><title>Sign in to the hotel</title>', { 'content-type': 'text/html' }))
    const error = await caught(client({ maxRetries: 0 }).users.save({ users: [{ id: '1', name: 'n' }] }))
    expect(error).toMatchObject({ reason: 'unreadable', effect: 'unknown' })
  })

  test('may be cut off when the status is a rejection of the key', async () => {
    server.script(cut(401, '{"error":"INV'))
    const error = await caught(client().messages.send(message))
    expect(error).toBeInstanceOf(WazzupApiError)
    expect(error).toMatchObject({ status: 401, code: undefined, effect: 'none', attempts: 1 })
  })

  test('causes a retry when the code of a rejection is cut off', async () => {
    for (const first of [cut(400, '{"error":"WRONG_'), answer(400, '{"error":"WRONG_')]) {
      server.script(first, answer(400, { error: 'REPEATED_CRM_MESSAGE_ID' }))
      expect(await client().messages.send(message)).toMatchObject({ repeated: true, messageId: null })
      expect(server.seen).toHaveLength(2)
    }
  })

  test('causes effect unknown when the code of a rejection is cut off in each attempt', async () => {
    server.script(cut(400, '{"error":"WRONG_'))
    expect(await caught(client({ maxRetries: 0 }).messages.send(message))).toMatchObject({
      reason: 'unreadable',
      effect: 'unknown',
      attempts: 1,
    })
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toMatchObject({ status: 400, effect: 'none' })
  })

  test('loses a field named __proto__, in each spelling', async () => {
    server.script(answer(200, '{"id":"1","__proto__":{"admin":true},"a":{"\\u005f_proto__":{"admin":true}}}'))
    const user = await client().users.get({ id: '1' })
    expect(Object.assign({}, user)).not.toHaveProperty('admin')
    expect(JSON.stringify(user)).toBe('{"id":"1","a":{}}')
    expect(JSON.stringify(getRaw(user))).not.toContain('admin')
  })
})

describe('a call', () => {
  test('waits for a Retry-After in seconds', async () => {
    server.script(answer(429, '', { 'retry-after': '1' }), answer(200, []))
    await client().channels.list()
    const [first, second] = server.seen
    // A timer may fire a millisecond early.
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(995)
  })

  test('waits for a Retry-After as a date', async () => {
    const date = new Date(Date.now() + 2_000).toUTCString()
    server.script(answer(503, '', { 'retry-after': date }), answer(200, []))
    await client().channels.list()
    expect(server.seen[1]!.at).toBeGreaterThanOrEqual(Date.parse(date) - 5)
  })

  test('fails immediately when Retry-After is beyond the deadline, with the time to wait in the error', async () => {
    server.script(answer(429, '', { 'retry-after': '3600' }))
    const error = await caught(client().channels.list())
    expect(error).toMatchObject({ status: 429, retryAfter: 3_600_000, attempts: 1 })
  })

  test('is not retried after a connection reset when it is unsafe', async () => {
    server.script(reset)
    const marketplace = createMarketplace({ partnerKey: apiKey, baseUrl: server.url })
    const error = await caught(marketplace.wauth.simulate({ type: 'my-crm' }))
    expect(error).toMatchObject({ reason: 'connection', effect: 'unknown', attempts: 1 })
    expect(server.seen).toHaveLength(1)
  })

  test('does not follow a redirect, and does not send the key there', async () => {
    trap.script(answer(200, []))
    for (const status of [301, 302, 303, 307, 308]) {
      server.script(answer(status, '', { location: `${trap.url}/v3/channels?secret=1` }))
      const error = await caught(client().channels.list())
      expect(error).toMatchObject({ reason: 'redirect', attempts: 1 })
      expect(String(error)).toContain(trap.url)
      expect(String(error)).not.toContain('secret')
    }
    expect(trap.seen).toHaveLength(0)
  })

  test('has effect none when the connection is refused', async () => {
    const gone = await startScriptedServer()
    await gone.close()
    const error = await caught(
      client({ baseUrl: gone.url, maxRetries: 1 }).messages.send({
        channelId: 'c',
        chatType: 'whatsapp',
        chatId: '7',
        text: 'hi',
      }),
    )
    expect(error).toMatchObject({ reason: 'connection', effect: 'none', attempts: 2 })
  })

  test('works with a fetch whose response has no stream', async () => {
    const bare = { status: 200, headers: new Headers(), text: async () => '[]' } as unknown as Response
    expect(await client({ fetch: async () => bare }).channels.list()).toEqual([])
  })
})
