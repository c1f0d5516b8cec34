import { afterEach, expect, test, vi } from 'vitest'
import { scriptedFetch } from '../../../test/scripted-fetch.ts'
import { createWazzup } from '../../index.ts'

afterEach(() => vi.unstubAllGlobals())

const apiKey = 'c8cf90444023482f909520d454368d27'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
// Browsers throw this error for every network failure.
const failed = new TypeError('Failed to fetch')

const errorOf = (baseUrl: string) =>
  createWazzup({ apiKey, baseUrl, fetch: scriptedFetch(failed).fetch, maxRetries: 0 })
    .messages.send(message)
    .catch((error: unknown) => error)

test('an offline browser is named in the error, with effect none', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const error = await errorOf('https://app.example')
  expect(error).toMatchObject({ reason: 'connection', effect: 'none' })
  expect(String(error)).toContain('this browser is offline')
})

test('a browser that is offline cannot call hosts that only look like localhost', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  for (const host of ['localhost.example.com', 'notlocalhost', '127.0.0.1.example.com']) {
    expect(await errorOf(`https://${host}`)).toMatchObject({ effect: 'none' })
  }
  vi.stubGlobal('navigator', undefined)
  expect(await errorOf('https://app.example')).toMatchObject({ effect: 'unknown' })
})

test('CORS is mentioned only in a page', async () => {
  vi.stubGlobal('location', { origin: 'https://worker.example' })
  expect(String(await errorOf('https://api.example'))).not.toContain('CORS')
  vi.stubGlobal('document', {})
  vi.stubGlobal('location', undefined)
  expect(String(await errorOf('https://api.example'))).not.toContain('CORS')
})

test('an offline browser can call localhost', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  for (const origin of [
    'http://localhost:3000',
    'http://app.localhost',
    'http://127.0.0.1:1',
    'http://127.10.0.12:1',
    'http://[::1]:1',
  ]) {
    expect(await errorOf(origin)).toMatchObject({ effect: 'unknown' })
  }
})

test('the error of a call to another origin mentions CORS, with effect unknown', async () => {
  vi.stubGlobal('document', {})
  vi.stubGlobal('location', { origin: 'https://app.example' })
  const error = await errorOf('https://api.example')
  expect(error).toMatchObject({ effect: 'unknown' })
  expect(String(error)).toContain('CORS')
  expect(String(await errorOf('https://app.example/wazzup'))).not.toContain('CORS')
})

test('the error of a call that timed out mentions neither CORS nor the network', async () => {
  vi.stubGlobal('document', {})
  vi.stubGlobal('location', { origin: 'https://app.example' })
  vi.stubGlobal('navigator', { onLine: false })
  const fetch = () => new Promise<Response>(() => {})
  const error = await createWazzup({ apiKey, baseUrl: 'https://api.example', fetch, attemptTimeout: 20, maxRetries: 0 })
    .messages.send(message)
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: 'timeout', effect: 'unknown' })
  expect(String(error)).toMatch(/no response came in time$/)
})

test('a page without https, which has no crypto.randomUUID, can send', async () => {
  const { getRandomValues } = crypto
  vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) })
  const ids = new Set<string>()
  const fetch = async (_: string, init: RequestInit) => {
    ids.add((JSON.parse(init.body as string) as { crmMessageId: string }).crmMessageId)
    return Response.json({ messageId: 'm', chatId: '7' }, { status: 201 })
  }
  const wazzup = createWazzup({ apiKey, fetch })
  for (let count = 0; count < 100; count++) await wazzup.messages.send(message)
  expect(ids.size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the error of a redirect that the browser hides mentions an expired session', async () => {
  const hidden = { status: 0, type: 'opaqueredirect', headers: new Headers(), text: async () => '' } as Response
  const fetch = async () => hidden
  const error = await createWazzup({ baseUrl: 'https://app.example', fetch })
    .channels.list()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: 'redirect', attempts: 1 })
  expect(String(error)).toContain('session')
})
