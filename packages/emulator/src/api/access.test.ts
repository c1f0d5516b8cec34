import { apiErrors, deliveryErrors } from '@wazzup-kit/core/schemas'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// Expected values: https://wazzup24.com/help/api-en/common-errors/ and .../connection-methods/ ; codes as observed in
// production.

/** All documented routes, copied by hand, because a list from the emulator's own data would prove nothing. */
const customerRoutes = [
  'GET /v3/channels',
  'POST /v3/message',
  'PATCH /v3/message/1',
  'DELETE /v3/message/1',
  'GET /v3/users',
  'GET /v3/users/1',
  'POST /v3/users',
  'DELETE /v3/users/1',
  'PATCH /v3/users/bulk_delete',
  'GET /v3/contacts',
  'GET /v3/contacts/1',
  'POST /v3/contacts',
  'DELETE /v3/contacts/1',
  'PATCH /v3/contacts/bulk_delete',
  'GET /v3/deals',
  'GET /v3/deals/1',
  'POST /v3/deals',
  'DELETE /v3/deals/1',
  'PATCH /v3/deals/bulk_delete',
  'GET /v3/pipelines',
  'POST /v3/pipelines',
  'GET /v3/templates/whatsapp',
  'POST /v3/iframe',
  'GET /v3/unanswered/1',
  'GET /v3/webhooks',
  'PATCH /v3/webhooks',
]
/**
 * Routes that accept a sidecar key, by the page on connection methods; edit and delete by the samples of the page on
 * messages.
 */
const sidecarRoutes = [
  'GET /v3/channels',
  'POST /v3/message',
  'PATCH /v3/message/1',
  'DELETE /v3/message/1',
  'GET /v3/templates/whatsapp',
  'GET /v3/webhooks',
  'PATCH /v3/webhooks',
]
const partnerRoutes = ['POST /v3/marketplace', 'PATCH /v3/marketplace', 'POST /v3/wauth', 'POST /v3/migration']

const split = (route: string) => route.split(' ') as [method: string, path: string]
const bodyOf = (method: string) => (method === 'POST' || method === 'PATCH' ? {} : undefined)

describe.each([...customerRoutes, ...partnerRoutes])('%s', (route) => {
  const [method, path] = split(route)

  it(`responds with an empty 401 without a key, and with INVALID_APIKEY to a wrong key ${obeys('access/bearer', 'access/wrong-key')}`, async () => {
    const emulator = createEmulator()
    const asked = (key: string) => ask(emulator, method, path, bodyOf(method), { key })
    expect(await asked('none')).toMatchObject({ status: 401, text: '' })
    expect(await asked('wrong')).toMatchObject({ status: 401, json: { error: 'INVALID_APIKEY' } })
  })

  it(`is ${sidecarRoutes.includes(route) ? 'open' : 'closed'} for a sidecar key ${obeys('access/sidecar', 'access/sidecar-edits', 'access/sidecar-closed')}`, async () => {
    const emulator = createEmulator()
    const answer = await ask(emulator, method, path, bodyOf(method), { key: emulator.keys.sidecarKey })
    const closed = answer.status === 403 && answer.text === '{"error":"FORBIDDEN"}'
    expect(closed).toBe(!sidecarRoutes.includes(route))
  })

  it(`exists, and accepts only the kind of key that it belongs to ${obeys('access/partner', 'access/partner-only')}`, async () => {
    const emulator = createEmulator()
    const { apiKey, partnerKey } = emulator.keys
    const [own, other] = partnerRoutes.includes(route) ? [partnerKey, apiKey] : [apiKey, partnerKey]
    const { status } = await ask(emulator, method, path, bodyOf(method), { key: own })
    expect([200, 201, 400, 404]).toContain(status)
    expect(emulator.requests[0]?.route).toBeDefined()
    const closed = { status: 403, json: { error: 'FORBIDDEN' } }
    expect(await ask(emulator, method, path, bodyOf(method), { key: other })).toMatchObject(closed)
  })
})

it(`messages that a sidecar sends or edits have no author ${obeys('access/sidecar-author')}`, async () => {
  const { emulator, bodies } = await createSubscribedAccount()
  const [channelId] = emulator.state.channels.keys()
  const asked = (method: string, path: string, body: object) =>
    ask(emulator, method, path, { ...body, crmUserId: 'user-1' }, { key: emulator.keys.sidecarKey })
  const sent = await asked('POST', '/v3/message', { channelId, chatType: 'whatsapp', chatId: '79', text: 'Hi' })
  expect(sent.status).toBe(201)
  expect(emulator.ledger[0]?.crmUserId).toBeUndefined()
  const { messageId } = sent.json as { messageId: string }
  expect((await asked('PATCH', `/v3/message/${messageId}`, { text: 'Bye' })).status).toBe(200)
  await emulator.settled()
  const echoes = bodies().flatMap(({ messages = [] }) => messages)
  expect(echoes.map(({ text, authorName, authorId }) => [text, authorName, authorId])).toEqual([
    ['Hi', 'Admin', undefined],
    ['Bye', 'Admin', undefined],
  ])
})

it(`Wazzup rejects the Basic scheme of API v2 ${obeys('access/basic')}`, async () => {
  const emulator = createEmulator()
  const headers = { authorization: `Basic ${emulator.keys.apiKey}` }
  expect((await emulator.fetch('https://api.wazzup24.com/v3/channels', { headers })).status).toBe(401)
})

it(`Wazzup ignores a slash at the end of a path ${obeys('access/trailing-slash')}`, async () => {
  const emulator = createEmulator()
  expect((await ask(emulator, 'GET', '/v3/channels/')).status).toBe(200)
  const [channelId] = emulator.state.channels.keys()
  const body = { channelId, chatType: 'whatsapp', chatId: '79', text: 'Hi' }
  expect((await ask(emulator, 'POST', '/v3/message/', body)).status).toBe(201)
})

it.each([
  'GET /v3/message',
  'GET /v3/message/1',
  'PUT /v3/message/1',
  'POST /v3/sendMessage',
  'GET /v3/messages',
  'GET /v3/chats',
  'POST /v3/channels',
  'PATCH /v3/channels/c1',
  'DELETE /v3/channels/c1',
  'GET /v3/channels/c1',
  'POST /v3/channels/c1/reinit',
  'POST /v3/webhooks',
  'PUT /v3/webhooks',
  'DELETE /v3/webhooks',
  'PUT /v3/users',
  'PATCH /v3/users',
  'PATCH /v3/contacts',
  'PATCH /v3/contacts/contact-1',
  'PATCH /v3/deals',
  'PATCH /v3/deals/deal-1',
  'GET /v3/pipelines/pipeline-1',
  'PATCH /v3/pipelines/pipeline-1',
  'DELETE /v3/pipelines/pipeline-1',
  'PATCH /v3/pipelines/bulk_delete',
  'POST /v3/templates/whatsapp',
  'DELETE /v3/templates/whatsapp',
  'GET /v3/iframe',
  'POST /v3/files',
  'GET /v3/balance',
  'GET /v3/account',
  'GET /v3/marketplace',
  'GET /v3',
  'POST /v2/send_message',
])(
  `%s does not exist: it responds with 404 and changes nothing ${obeys('access/unknown-path', 'channels/read-only')}`,
  async (route) => {
    const [method, path] = split(route)
    const emulator = createEmulator()
    const before = JSON.stringify(emulator.save())
    expect(await ask(emulator, method, path, bodyOf(method))).toMatchObject({ status: 404, text: '' })
    expect(emulator.requests).toMatchObject([{ method, path, status: 404 }])
    expect(emulator.requests[0]?.route).toBeUndefined()
    expect(JSON.stringify(emulator.save())).toBe(before)
  },
)

describe('other APIs of Wazzup', () => {
  // Paths of the pages under https://wazzup24.com/help/api/ (partner API v2), of public code (no version) and of
  // https://help.wazzup24.com/en/integration-by-api-outdated-en/ (users' v2).
  it.each([
    ['https://tech.wazzup24.com', 'POST /v2/oauth/token'],
    ['https://tech.wazzup24.com', 'POST /v2/accounts'],
    ['https://tech.wazzup24.com', 'GET /v2/channels'],
    ['https://tech.wazzup24.com', 'POST /v2/messages'],
    ['https://tech.wazzup24.com', 'POST /v2/messages/messages_dump'],
    ['https://tech.wazzup24.com', 'POST /v2/webhooks'],
    ['https://tech.wazzup24.com', 'GET /v2/counters/unanswered/user-1'],
    ['https://tech.wazzup24.com', 'GET /channels/list'],
    ['https://tech.wazzup24.com', 'POST /iframe/generate-channels-link'],
    ['https://api.wazzup24.com', 'POST /v2/send_message'],
    ['https://api.wazzup24.com', 'PUT /v2/webhooks'],
    ['https://api.wazzup24.com', 'GET /v2/channels'],
    ['https://api.wazzup24.com', 'GET /channels'],
    ['https://api.wazzup24.com', 'POST /v2/messages/messages_dump'],
  ])(`%s has no %s, whatever the key ${obeys('access/other-circuits')}`, async (host, asked) => {
    const { emulator, posts } = await createSubscribedAccount()
    const [method, path] = split(asked)
    const { apiKey, partnerKey } = emulator.keys
    const [channelId] = emulator.state.channels.keys()
    const body = JSON.stringify({ channelId, chatType: 'whatsapp', chatId: '79', text: 'Hi' })
    for (const authorization of [`Bearer ${apiKey}`, `Bearer ${partnerKey}`, `Basic ${apiKey}`]) {
      const answer = await emulator.fetch(`${host}${path}`, {
        method,
        headers: { authorization },
        ...(method === 'GET' ? {} : { body }),
      })
      expect([answer.status, await answer.text()]).toEqual([404, ''])
    }
    await emulator.settled()
    expect([emulator.ledger, posts]).toEqual([[], []])
  })

  it(`have error codes that this API does not have ${obeys('access/other-circuits')}`, () => {
    const others = ['INVALID_USER_DATA', 'MESSAGE_TEXT_TO_LONG', 'MESSAGE_CHANNEL_NOT_FOUND', 'MESSAGE_INCORRECT_PHONE']
    expect(others.filter((code) => code in apiErrors || code in deliveryErrors)).toEqual([])
  })
})

it(`the counter host takes the key from its path, and the log does not contain that key ${obeys('access/no-header', 'unanswered/host')}`, async () => {
  const emulator = createEmulator({ apiKey: 'canary-key' })
  const path = '/counters/ws_host/api_v3/'
  const answer = await ask(emulator, 'GET', `${path}canary-key`, undefined, { key: 'none' })
  expect(answer.json).toEqual({ host: expect.stringMatching(/^[a-z.-]+$/) as string })
  expect((await ask(emulator, 'GET', `${path}wrong`, undefined, { key: 'none' })).status).toBe(401)
  expect(JSON.stringify(emulator.requests)).not.toContain('canary-key')
  expect(emulator.requests[0]?.path).toBe('/counters/ws_host/api_v3/{apiKey}')
})

describe('rate limit', () => {
  it(`accepts 500 requests in 5 seconds and responds to the next one with an empty 429 ${obeys('access/rate-limit', 'access/rate-window')}`, async () => {
    const emulator = createEmulator({ now: () => 0 })
    const channels = () => ask(emulator, 'GET', '/v3/channels')
    const statuses = new Set<number>()
    for (let i = 0; i < 500; i += 1) statuses.add((await channels()).status)
    expect([...statuses]).toEqual([200])
    const refused = await channels()
    expect(refused).toMatchObject({ status: 429, text: '' })
    expect(refused.headers.has('retry-after')).toBe(false)
    // Each key has its own window.
    const other = await ask(emulator, 'GET', '/v3/channels', undefined, { key: emulator.keys.sidecarKey })
    expect(other.status).toBe(200)
    emulator.clock.advance(4_999)
    expect((await channels()).status).toBe(429)
    emulator.clock.advance(1)
    expect((await channels()).status).toBe(200)
  })

  it('does not record a send that it rejects in the ledger', async () => {
    const emulator = createEmulator({ now: () => 0, rateLimit: { requests: 1, windowMs: 5_000 } })
    const [channelId] = emulator.state.channels.keys()
    const body = { channelId, chatType: 'whatsapp', chatId: '79', text: 'Hi' }
    await ask(emulator, 'POST', '/v3/message', body)
    expect((await ask(emulator, 'POST', '/v3/message', body)).status).toBe(429)
    expect(emulator.ledger).toHaveLength(1)
  })

  it('can be switched off', async () => {
    const emulator = createEmulator({ rateLimit: 'off' })
    const answers = await Promise.all(Array.from({ length: 501 }, () => ask(emulator, 'GET', '/v3/channels')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })
})
