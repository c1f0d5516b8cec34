import { describe, expect, test, vi } from 'vitest'
import { readResponse } from '../../test/read-response.ts'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../test/virtual-time.ts'
import { createGateway, createWazzup, type FetchLike, type GatewayOptions } from '../index.ts'

// The client in the browser aborts an attempt after 15 seconds, so the gateway must respond before that.

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi', crmMessageId: 'mine' } as const

useVirtualTime()

function startSend(
  fetch: FetchLike,
  options: Partial<GatewayOptions<'messages.send', unknown>> = {},
  body: unknown = JSON.stringify(message),
) {
  const gateway = createGateway<'messages.send'>({
    wazzup: createWazzup({ apiKey: 'key', fetch }),
    allow: ['messages.send'],
    authorize: ({ input }) => input,
    ...options,
  })
  return gateway.receive({
    method: 'POST',
    url: '/v3/message',
    headers: { 'content-type': 'application/json' },
    body,
    request: undefined,
  })
}

const silent: FetchLike = () => new Promise<Response>(() => {})
const later = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds))

/** Returns the milliseconds until a promise settles. */
async function durationOf(promise: Promise<unknown>): Promise<number> {
  const start = performance.now()
  let end: number | undefined
  void promise.then(() => (end = performance.now()))
  while (end === undefined) await vi.advanceTimersByTimeAsync(100)
  return end - start
}

describe('a request has one deadline of 12 seconds', () => {
  test('returns 504 with effect unknown when Wazzup does not respond', async () => {
    const response = startSend(silent)
    expect(await durationOf(response)).toBeLessThanOrEqual(12_000)
    expect(readResponse(await response)).toMatchObject({
      status: 504,
      body: { effect: 'unknown', crmMessageId: 'mine' },
    })
  })

  test('subtracts the time of the body and of authorize from the time of the call', async () => {
    const body = new ReadableStream({
      async start(stream) {
        await later(5_000, undefined)
        stream.enqueue(new TextEncoder().encode(JSON.stringify(message)))
        stream.close()
      },
    })
    const authorize: GatewayOptions<'messages.send', unknown>['authorize'] = ({ input }) => later(5_000, input)
    const response = startSend(silent, { authorize }, body)
    const duration = await durationOf(response)
    expect(duration).toBeGreaterThan(10_000)
    expect(duration).toBeLessThanOrEqual(12_100)
    expect(readResponse(await response)).toMatchObject({ status: 504, body: { effect: 'unknown' } })
  })

  test('returns 504 with effect none when authorize hangs, reports it, and sends nothing later', async () => {
    const { fetch, requests } = scriptedFetch(json(201, { messageId: 'm' }))
    const reported: unknown[] = []
    const response = startSend(fetch, {
      authorize: ({ input }) => later(20_000, input),
      onError: (error) => reported.push(error),
    })
    expect(await durationOf(response)).toBeLessThanOrEqual(12_000)
    expect(readResponse(await response)).toMatchObject({
      status: 504,
      body: { title: 'The gateway timed out', effect: 'none' },
    })
    expect(reported).toMatchObject([{ message: expect.stringContaining('authorize did not return') }])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(requests).toEqual([])
  })

  test('the rate limiter of the client does not delay a call beyond the deadline', async () => {
    const fetch: FetchLike = async () => json(200, [])
    const wazzup = createWazzup({ apiKey: 'key', fetch, rateLimit: { requests: 1, perMilliseconds: 60_000 } })
    await wazzup.channels.list()
    const response = startSend(fetch, { wazzup })
    expect(await durationOf(response)).toBeLessThanOrEqual(12_000)
    expect(readResponse(await response)).toMatchObject({ status: 504, body: { effect: 'none' } })
  })

  test('uses the timeout option', async () => {
    const response = startSend(silent, { timeout: 3_000 })
    expect(await durationOf(response)).toBeLessThanOrEqual(3_000)
    expect(
      await startSend(async () => json(201, { messageId: 'm1', chatId: '7' }), { timeout: undefined }),
    ).toMatchObject({ status: 201 })
  })
})

test('returns effect unknown when the client throws an error of another package, and reports it', async () => {
  const wazzup = { messages: { send: () => Promise.reject(new Error('private words')) } } as never
  const reported: unknown[] = []
  const response = await startSend(silent, { wazzup, onError: (error) => reported.push(error) })
  expect(readResponse(response)).toMatchObject({
    status: 500,
    body: { title: 'The gateway failed', effect: 'unknown' },
  })
  expect(JSON.stringify(response)).not.toContain('private')
  expect(reported).toMatchObject([{ message: 'private words' }])
})
