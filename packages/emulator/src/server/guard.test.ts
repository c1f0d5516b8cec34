import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultKeys } from '../api/authorize.ts'
import { channelIds } from '../account/entities/default-seed.ts'
import { listenWithPage, type Listening } from './page-api/test-page.ts'

let page: Listening
beforeAll(async () => void (page = await listenWithPage()))
afterAll(() => page.close())

const json = { 'content-type': 'application/json' }
const body = JSON.stringify({ verb: 'reset' })

describe('a page of another origin', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/_emulator/state'],
    ['GET', '/_emulator/stream'],
    ['GET', '/_emulator/chats/x/messages'],
    ['GET', '/_emulator/log/request/1'],
    ['POST', '/_emulator/do'],
  ])('is rejected by its host name that resolves to this machine: %s %s', async (method, path) => {
    const headers = { ...json, host: `rebound.example:${page.server.port}` }
    expect((await page.ask(method, path, { headers, body: method === 'POST' ? body : undefined })).status).toBe(403)
  })

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'is rejected by its origin: %s',
    async (origin) => {
      expect((await page.ask('POST', '/_emulator/do', { headers: { ...json, origin }, body })).status).toBe(403)
      expect((await page.ask('GET', '/_emulator/state', { headers: { origin } })).status).toBe(403)
    },
  )

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot post a form: %s',
    async (type) => {
      expect((await page.ask('POST', '/_emulator/do', { headers: { 'content-type': type }, body })).status).toBe(415)
    },
  )

  it('cannot embed the page or read its files, and the page loads nothing from other origins', async () => {
    const { headers } = await page.ask('GET', '/')
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect((await page.ask('GET', '/_emulator/state')).headers['access-control-allow-origin']).toBeUndefined()
  })
})

it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('accepts requests to this machine as %s', async (name) => {
  const host = `${name}:${page.server.port}`
  const headers = { ...json, host, origin: `http://${host.toLowerCase()}` }
  expect((await page.ask('POST', '/_emulator/do', { headers, body })).status).toBe(200)
})

describe('the emulated API', () => {
  const authorization = `Bearer ${defaultKeys.apiKey}`

  it.each(['rebound.example', 'api.wazzup24.com', '127.0.0.1:1', '127.0.0.1.rebound.example'])(
    'rejects requests to the host "%s"',
    async (name) => {
      page.emulator.reset()
      const host = name.includes(':') ? name : `${name}:${page.server.port}`
      const headers = { host, authorization }
      for (const path of ['/v3/channels', '/v3/nothing', `/counters/ws_host/api_v3/${defaultKeys.apiKey}`])
        expect(await page.ask('GET', path, { headers })).toMatchObject({
          status: 403,
          text: expect.stringContaining(page.server.url),
        })
      const text = JSON.stringify({ channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '791', text: 'Hi' })
      expect((await page.ask('POST', '/v3/message', { headers: { ...headers, ...json }, body: text })).status).toBe(403)
      expect([page.emulator.requests, page.emulator.ledger]).toEqual([[], []])
    },
  )

  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('answers requests to the host %s', async (name) => {
    const headers = { host: `${name}:${page.server.port}`, authorization }
    expect((await page.ask('GET', '/v3/channels', { headers })).status).toBe(200)
  })
})

it('requests of the page are not in the log of requests', async () => {
  page.emulator.reset()
  await page.ask('GET', '/_emulator/state')
  expect(page.emulator.requests).toHaveLength(0)
})

it.each([
  '/assets/../index.html',
  '/assets/..%2f..%2findex.js',
  '/assets/%2e%2e/index.html',
  '/assets/..%5cindex.html',
  '/assets/',
  '/assets/nothing.js',
  '/_emulator/files/../../package.json',
])('rejects a path that leaves the folder of files: %s', async (path) => {
  expect((await page.ask('GET', path)).status).toBe(404)
})
