import { expect, test, vi } from 'vitest'
import { connectionRefused, connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { end, useVirtualTime } from '../../test/virtual-time.ts'
import { createWazzup, type CallOptions, type ClientOptions } from '../index.ts'
import type { FetchLike } from './transport/transport.ts'

useVirtualTime()

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'hi' } as const
const never = () => new Promise<Response>(() => {})
const withoutEnd = (status: number) =>
  new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status })
const broken = (status: number) =>
  new Response(new ReadableStream({ pull: (stream) => stream.error(connectionReset()) }), { status })

/** Returns the error of a send, whose signal is aborted after some milliseconds. */
async function errorOf(
  fetch: FetchLike,
  client: Pick<ClientOptions, 'maxRetries'> = { maxRetries: 0 },
  { abortAfter, ...options }: CallOptions & { abortAfter?: number } = {},
): Promise<Error> {
  const stop = new AbortController()
  if (abortAfter !== undefined) setTimeout(() => stop.abort(), abortAfter)
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch, ...client })
  return (await end(wazzup.messages.send(message, { signal: stop.signal, ...options }))) as unknown as Error
}

test.each<[string, FetchLike]>([
  ['could not connect', scriptedFetch(connectionRefused()).fetch],
  ['the connection broke before the response', scriptedFetch(connectionReset()).fetch],
  ['no response came in time', never],
  ['timed out while reading the response', async () => withoutEnd(201)],
  ['the connection broke while reading the response', async () => broken(201)],
])('the error of a send says: %s', async (what, fetch) => {
  const error = await errorOf(fetch)
  expect(error.message).toBe(`messages.send: ${what}`)
})

test('an abort is named with the moment at which it came', async () => {
  expect((await errorOf(never, { maxRetries: 0 }, { abortAfter: 10 })).message).toBe('messages.send: aborted')
  const failing = scriptedFetch(json(503, ''))
  const between = await errorOf(failing.fetch, {}, { abortAfter: 1 })
  expect(between.message).toBe('messages.send: aborted between two attempts')
  expect((await errorOf(never, {}, { signal: AbortSignal.abort() })).message).toBe(
    'messages.send: aborted before it was sent',
  )
})

test('a timeout before the request is named', async () => {
  const apiKey = () => new Promise<string>((resolve) => setTimeout(resolve, 1_000, 'c8cf90444023482f909520d454368d27'))
  const pending = createWazzup({ apiKey, fetch: never, timeout: 1_000 })
    .messages.send(message)
    .catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await pending).toMatch(
    /^messages\.send: timed out (?:before it was sent|while apiKey\(\) was fetching the key)$/,
  )
})

test('a send that continues an earlier attempt names what is missing', async () => {
  const error = await errorOf(never, {}, { firstAttemptAt: Date.now() - 1_000 })
  expect(error).toMatchObject({
    name: 'WazzupValidationError',
    issues: [
      { path: 'crmMessageId', message: 'is missing: must be the id of the attempt that began at firstAttemptAt' },
    ],
  })
})

test('a call with another key than that of its client is checked, and sends nothing', async () => {
  const { fetch, requests } = scriptedFetch(json(200, []))
  const error = await errorOf(fetch, {}, { apiKey: 'with a space' })
  expect(error).toMatchObject({ name: 'WazzupValidationError', effect: 'none', issues: [{ path: 'apiKey' }] })
  expect(requests).toHaveLength(0)
})
