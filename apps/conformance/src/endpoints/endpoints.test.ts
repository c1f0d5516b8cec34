import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWazzup } from '@wazzup-kit/core'
import { createMarketplace } from '@wazzup-kit/core/marketplace'
import { endpoints, marketplaceEndpoints } from '@wazzup-kit/core/schemas'
import { channelIds, createEmulator, type Emulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, type Fixture } from './fixtures.ts'

const names = [endpoints, marketplaceEndpoints].flatMap((tree) =>
  Object.entries(tree).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`)),
)

test('every endpoint has exactly one fixture', () => {
  expect(fixtures.map(({ endpoint }) => endpoint).toSorted()).toEqual(names.toSorted())
})

const apiKey = 'c8cf90444023482f909520d454368d27'
const partnerKey = 'd9d0a1555134593fa1a631e565479e38'

/** Starts a server that returns the fixture's response and records the request. */
async function serve({ answer }: Fixture) {
  let asked: unknown
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
      const key = { [`Bearer ${apiKey}`]: 'apiKey', [`Bearer ${partnerKey}`]: 'partnerKey' }[
        request.headers.authorization ?? ''
      ]
      asked = {
        method: request.method,
        path: pathname.replace(apiKey, '{apiKey}'),
        query: searchParams.size > 0 ? Object.fromEntries(searchParams) : undefined,
        body: text === '' ? undefined : JSON.parse(text),
        key: key ?? 'none',
        contentType: request.headers['content-type'],
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseUrl,
    asked: () => asked,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

describe('the client and the documented exchange', () => {
  test.each(fixtures)('$endpoint sends the documented request and reads the documented response', async (fixture) => {
    const server = await serve(fixture)
    try {
      const wazzup = createWazzup({ apiKey, baseUrl: server.baseUrl })
      const marketplace = createMarketplace({ partnerKey, baseUrl: server.baseUrl })
      expect(await fixture.call(wazzup, marketplace)).toEqual(fixture.result)
      expect(server.asked()).toEqual({
        query: undefined,
        body: undefined,
        ...fixture.request,
        contentType: fixture.request.body === undefined ? undefined : 'application/json',
      })
    } finally {
      server.close()
    }
  })
})

describe('the emulator and the documented exchange, over a real socket', () => {
  let emulator: Emulator
  let server: ListeningEmulator
  let hook: ReturnType<typeof createServer>
  let hookUrl: string

  beforeAll(async () => {
    emulator = createEmulator({ apiKey, partnerKey })
    server = await emulator.listen()
    hook = createServer((request, response) => request.resume().on('end', () => response.end()))
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
    hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    hook.close()
    hook.closeAllConnections()
    await server.close()
  })

  // Replaces the ids of the documentation by ids that exist in this emulator.
  const withExistingIds = (value: unknown): unknown =>
    value === undefined
      ? undefined
      : JSON.parse(
          JSON.stringify(value)
            .replaceAll('e0629e11-0f67-4567-92a9-2237e91ec1b9', channelIds.whatsapp)
            .replaceAll('61e5a375-1760-452f-ad73-5318844ffc4f', [...emulator.state.incoming.keys()][0]!)
            .replaceAll('https://example.com/hook', hookUrl)
            .replaceAll('"jwt"', JSON.stringify(emulator.state.installations.at(-1)?.state ?? 'jwt')),
        )

  test.each(fixtures)('returns the documented status for $endpoint', async ({ endpoint, request, answer }) => {
    const [noun, verb] = endpoint.split('.')
    let path = request.path.replace('{apiKey}', apiKey)
    if (noun === 'messages' && verb !== 'send') {
      const sent = await createWazzup({ apiKey, baseUrl: server.url }).messages.send({
        channelId: channelIds.whatsapp,
        chatType: 'whatsapp',
        chatId: '79011112233',
        text: 'to be changed',
      })
      path = `/v3/message/${sent.messageId}`
    }
    await seed(noun!, verb!)
    const query = request.query ? `?${new URLSearchParams(request.query)}` : ''
    const key = { apiKey, partnerKey, none: undefined }[request.key]
    const response = await fetch(`${server.url}${path}${query}`, {
      method: request.method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(withExistingIds(request.body)) }),
    })
    expect([response.status, await response.text()]).toEqual([answer.status, expect.any(String)])
  })

  /** Saves the entities that a fixture reads or deletes. */
  async function seed(noun: string, verb: string): Promise<void> {
    const wazzup = createWazzup({ apiKey, baseUrl: server.url })
    const marketplace = createMarketplace({ partnerKey, baseUrl: server.url })
    const saves = fixtures.filter(({ endpoint }) => endpoint === `${noun}.save`)
    if (['get', 'delete'].includes(verb)) for (const save of saves) await save.call(wazzup, marketplace)
    if (noun === 'users' && verb === 'delete') await wazzup.users.save({ users: [{ id: 'a/b ?#ü', name: 'odd' }] })
    if (noun === 'chatWindow' || noun === 'unanswered') {
      await wazzup.users.save({ users: [{ id: '2e0df379-0e3c-470f-9b36-06b9e34c3bdb', name: 'Jane Doe' }] })
    }
    if (noun !== 'wauth') return
    await marketplace.marketplace.save({ crmCode: 'my_crm', secret: 's3cret' })
    await marketplace.wauth.simulate({ type: 'my_crm', domain: 'https://crm.example' })
  }
})
