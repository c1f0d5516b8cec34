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
import { createWazzup, getRaw, WazzupApiError, WazzupNetworkError, type ClientOptions } from '../../index.ts'
import { createMarketplace } from '../../marketplace.ts'

// Traps measured in ofetch 1.5.1: each case is one of them, seen from outside.

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
const client = (options: Partial<ClientOptions> = {}) => createWazzup({ apiKey, baseUrl: server.url, ...options })
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('time', () => {
  test('the timeout applies when the caller passes a signal', async () => {
    server.script(silence)
    const error = await caught(
      client({ maxRetries: 0 }).channels.list({}, { timeout: 200, signal: new AbortController().signal }),
    )
    expect(error).toMatchObject({ name: 'WazzupNetworkError', reason: 'timeout', effect: 'none' })
  })

  test('a body that stalls is a timeout', async () => {
    server.script(stall(200, '[{"channelId":'))
    const error = await caught(client({ maxRetries: 0 }).channels.list({}, { timeout: 200 }))
    expect(error).toMatchObject({ reason: 'timeout' })
  })

  test('the call ends on time when fetch ignores its signal', async () => {
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

  test('a signal that was aborted before means that nothing was sent', async () => {
    server.script(answer(200, []))
    const told: unknown[] = []
    const hooks = { onRequest: (info: unknown) => told.push(info) }
    const error = await caught(client({ hooks }).channels.list({}, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ reason: 'aborted', effect: 'none', attempts: 0 })
    expect([server.seen, told]).toEqual([[], []])
  })
})

describe('bodies', () => {
  test('truncated JSON is not a success', async () => {
    server.script(answer(200, '[{"channelId":"a","transp'))
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toBeInstanceOf(WazzupNetworkError)
    expect(error).toMatchObject({ reason: 'unreadable' })
  })

  test('a body that is cut off throws an error of this package', async () => {
    server.script(cut(200, '[{"channelId"'))
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toBeInstanceOf(WazzupNetworkError)
    expect(error).toMatchObject({ reason: 'unreadable', effect: 'none' })
  })

  test('reads JSON with any content type', async () => {
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

  test('ignores the body where a 2xx is enough, even when it is cut off', async () => {
    const subscription = {
      webhooksUri: 'https://example.com/hook',
      subscriptions: {
        messagesAndStatuses: true,
        contactsAndDealsCreation: true,
        channelsUpdates: true,
        templateStatus: true,
      },
    }
    for (const step of [answer(200, '{ ok }'), answer(200), answer(204), cut(200, '{ o')]) {
      server.script(step)
      await expect(client({ maxRetries: 0 }).subscription.set(subscription)).resolves.toBeUndefined()
    }
  })

  test('a web page instead of a response is not a success, even where the body is ignored', async () => {
    server.script(answer(200, '\n<!doctype html><title>Sign in to the hotel</title>', { 'content-type': 'text/html' }))
    const error = await caught(client({ maxRetries: 0 }).users.save({ users: [{ id: '1', name: 'n' }] }))
    expect(error).toMatchObject({ reason: 'unreadable', effect: 'unknown' })
  })

  test('a rejection of the key is recognized when its body is cut off', async () => {
    server.script(cut(401, '{"error":"INV'))
    const error = await caught(client().messages.send(message))
    expect(error).toBeInstanceOf(WazzupApiError)
    expect(error).toMatchObject({ status: 401, code: undefined, effect: 'none', attempts: 1 })
  })

  test('retries a rejection whose code is cut off', async () => {
    for (const first of [cut(400, '{"error":"WRONG_'), answer(400, '{"error":"WRONG_')]) {
      server.script(first, answer(400, { error: 'REPEATED_CRM_MESSAGE_ID' }))
      expect(await client().messages.send(message)).toMatchObject({ repeated: true, messageId: null })
      expect(server.seen).toHaveLength(2)
    }
  })

  test('a rejection whose code is cut off each time has effect unknown', async () => {
    server.script(cut(400, '{"error":"WRONG_'))
    expect(await caught(client({ maxRetries: 0 }).messages.send(message))).toMatchObject({
      reason: 'unreadable',
      effect: 'unknown',
      attempts: 1,
    })
    const error = await caught(client({ maxRetries: 0 }).channels.list())
    expect(error).toMatchObject({ status: 400, effect: 'none' })
  })

  test('drops a field named __proto__, in each spelling', async () => {
    server.script(answer(200, '{"id":"1","__proto__":{"admin":true},"a":{"\\u005f_proto__":{"admin":true}}}'))
    const user = await client().users.get({ id: '1' })
    expect(Object.assign({}, user)).not.toHaveProperty('admin')
    expect(JSON.stringify(user)).toBe('{"id":"1","a":{}}')
    expect(JSON.stringify(getRaw(user))).not.toContain('admin')
  })
})

describe('requests', () => {
  test('Retry-After is honoured in seconds', async () => {
    server.script(answer(429, '', { 'retry-after': '1' }), answer(200, []))
    await client().channels.list()
    const [first, second] = server.seen
    // A timer may fire a millisecond early.
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(995)
  })

  test('Retry-After is honoured as a date', async () => {
    const date = new Date(Date.now() + 2_000).toUTCString()
    server.script(answer(503, '', { 'retry-after': date }), answer(200, []))
    await client().channels.list()
    expect(server.seen[1]!.at).toBeGreaterThanOrEqual(Date.parse(date) - 5)
  })

  test('fails at once when Retry-After is beyond the deadline, and says how long to wait', async () => {
    server.script(answer(429, '', { 'retry-after': '3600' }))
    const error = await caught(client().channels.list())
    expect(error).toMatchObject({ status: 429, retryAfter: 3_600_000, attempts: 1 })
  })

  test('does not retry an unsafe call after a connection reset', async () => {
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
