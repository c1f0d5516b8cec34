import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { fitting } from '../../test/fitting.ts'
import { frontEnd } from '../../test/front-end.ts'
import { readResponse } from '../../test/read-response.ts'
import { connectionReset, json } from '../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../test/virtual-time.ts'
import {
  createGateway,
  createWazzup,
  getRaw,
  getUnreadable,
  type EndpointName,
  type GatewayOptions,
  type Wazzup,
} from '../index.ts'
import { parse } from '../schema/schema.ts'
import { endpoints, type Endpoint } from '../schemas.ts'

// A call through the gateway sends the same request to Wazzup as a direct call, and returns the same result. Tested for
// each endpoint that can be allowed.

const apiKey = 'c8cf90444023482f909520d454368d27'

const calls = Object.entries(endpoints)
  .flatMap(([noun, verbs]) =>
    Object.entries(verbs as Record<string, Endpoint>).map(([verb, endpoint]) => ({ noun, verb, endpoint })),
  )
  .filter(({ endpoint }) => endpoint.key === 'api')
  .map((call) => ({ ...call, name: `${call.noun}.${call.verb}` as EndpointName }))

type AnyCall = (input: unknown, options?: object) => Promise<unknown>
const methodOf = (wazzup: Wazzup, { noun, verb }: { noun: string; verb: string }) =>
  (wazzup as unknown as Record<string, Record<string, AnyCall>>)[noun]![verb]!

// As the pages print them, and odd in what was seen: https://wazzup24.ru/help/api-ru/
const responses: Record<string, unknown> = {
  'channels.list': [
    { channelId: 'c', transport: 'wapi', state: 'OPENELSEWHERE', plainId: null, name: 'n' },
    { state: 1 },
  ],
  'messages.send': { messageId: 'm1', chatId: '79011112233', later: true },
  'users.list': { count: 1, data: [{ id: 7, name: 'Olga', phone: null }] },
  'users.get': { id: 'u', name: 'Olga', phone: '7' },
  'contacts.list': { count: '3', data: [{ id: 1, contactData: [{ chatType: 'VK', chatId: 5 }] }, null] },
  'contacts.get': { id: 'c1', responsibleUserId: null, name: 'Anna', future: {} },
  'deals.list': [{ id: 5, closed: 'true', contacts: [1] }],
  'deals.get': { id: 'd1', closed: true },
  'pipelines.list': [{ id: 'p', name: 'n', stages: null }],
  'templates.list': [{ templateGuid: 't', status: 'archived', components: [{ type: 'body' }] }],
  'chatWindow.get': { url: 'https://12345678.wazzup24.com/chat/guid?token=t' },
  'unanswered.get': { counterV2: '5', type: 'RED', lastMsgDateTime: null },
  'subscription.get': { webhooksUri: null, subscriptions: { wabaTemplatesStatus: true, channelsUpdates: 'false' } },
  'users.deleteMany': ['gone', 5],
  'contacts.deleteMany': [],
  'deals.deleteMany': { data: [1] },
}

/** Creates a Wazzup that records its requests, with a response that fits the call. */
function wazzupFor(name: string) {
  const asked: unknown[] = []
  const fetch = async (url: string, init: RequestInit) => {
    expect(new Headers(init.headers).get('authorization')).toBe(`Bearer ${apiKey}`)
    asked.push([init.method, url, init.body])
    // Routes without a documented response return a text that is not JSON.
    return name in responses ? json(name === 'messages.send' ? 201 : 200, responses[name]) : new Response('{ ok }')
  }
  return { asked, wazzup: createWazzup({ apiKey, fetch, rateLimit: 'unlimited' }) }
}

test('covers all calls except the one whose address contains the key', () => {
  const left = Object.entries(endpoints).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
  expect(left.filter((name) => !calls.some((call) => call.name === name))).toEqual(['unanswered.getHost'])
})

describe.each(calls)('$name', (call) => {
  const { name, endpoint } = call

  test('has the same result through the gateway as directly', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fitting(endpoint.input), async (value) => {
        // A generated id would differ between the two calls.
        const input = name === 'messages.send' ? { ...(value as object), crmMessageId: 'mine' } : value
        const direct = wazzupFor(name)
        const expected = await methodOf(direct.wazzup, call)(input)

        const behind = wazzupFor(name)
        const seen: unknown[] = []
        const gateway = createGateway({
          wazzup: behind.wazzup,
          allow: calls.map((each) => each.name),
          authorize(asked) {
            seen.push(asked)
            return asked.input
          },
        })
        const front = frontEnd(gateway, 'Olga', { rateLimit: 'unlimited' })
        const result = await methodOf(front.wazzup, call)(input)

        expect(behind.asked).toEqual(direct.asked)
        expect(behind.asked).toHaveLength(1)
        expect(result).toEqual(expected)
        // The client has already converted numeric ids to text.
        const reading = parse(endpoint.input, input) as { value: unknown }
        expect(seen).toEqual([{ call: name, input: JSON.parse(JSON.stringify(reading.value)), request: 'Olga' }])
        if (name !== 'messages.send' && typeof expected === 'object') {
          expect(getRaw(result as object)).toEqual(getRaw(expected as object))
          expect(getUnreadable(result as object)).toEqual(getUnreadable(expected as object))
        }
      }),
      { numRuns: 25, seed: 7 },
    )
  })
})

test('the client of the front end iterates a list with several pages', async () => {
  const ids = Array.from({ length: 250 }, (_, id) => ({ id: String(id) }))
  const fetch = async (url: string) => {
    const offset = Number(new URL(url).searchParams.get('offset') ?? 0)
    return json(200, { count: ids.length, data: ids.slice(offset, offset + 100) })
  }
  const gateway = createGateway({
    wazzup: createWazzup({ apiKey, fetch }),
    allow: ['contacts.list'],
    authorize: ({ input }) => input,
  })
  const found: string[] = []
  for await (const { id } of frontEnd(gateway, undefined).wazzup.contacts.list()) found.push(id)
  expect(found).toEqual(ids.map(({ id }) => id))
})

describe('a send whose response is lost', () => {
  useVirtualTime()

  const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const

  /** Creates a Wazzup that sends messages, rejects repeated ids, and loses this number of responses. */
  function forgetful(
    lost: number,
    lose: () => Response = () => {
      throw connectionReset()
    },
    authorize: GatewayOptions<'messages.send', unknown>['authorize'] = ({ input }) => input,
  ) {
    const sent: string[] = []
    let requests = 0
    const fetch = async (_: string, init: RequestInit) => {
      requests++
      const { crmMessageId } = JSON.parse(init.body as string) as { crmMessageId: string }
      const isRepeated = sent.includes(crmMessageId)
      if (!isRepeated) sent.push(crmMessageId)
      if (requests <= lost) return lose()
      return isRepeated
        ? json(400, { error: 'REPEATED_CRM_MESSAGE_ID', data: { crmMessageId } })
        : json(201, { messageId: 'm1', chatId: '7' })
    }
    const gateway = createGateway({
      wazzup: createWazzup({ apiKey, fetch, maxRetries: 5 }),
      allow: ['messages.send'],
      authorize,
    })
    return { sent, requests: () => requests, gateway }
  }

  async function end<Result>(promise: Promise<Result>): Promise<Result | Error> {
    const outcome = promise.catch((error: Error) => error)
    await vi.runAllTimersAsync()
    return outcome
  }

  const losses: [string, (() => Response) | undefined][] = [
    ['the connection breaks', undefined],
    ['a 500', () => json(500, '')],
    ['a truncated response', () => new Response('{"messageId":', { status: 201 })],
  ]

  test.each(losses)('is sent once when the front end retries it: %s', async (_, lose) => {
    const { sent, requests, gateway } = forgetful(1, lose)
    const { wazzup, responses } = frontEnd(gateway, undefined)
    const result = await end(wazzup.messages.send(message))
    expect(result).toEqual({ messageId: null, chatId: null, crmMessageId: sent[0], repeated: true })
    expect([sent.length, requests()]).toEqual([1, 2])
    expect(responses.map(readResponse)).toMatchObject([
      { status: 502, body: { effect: 'unknown', crmMessageId: sent[0] } },
      { status: 201, body: { repeated: true } },
    ])
  })

  test.each<[string, GatewayOptions<'messages.send', unknown>['authorize']]>([
    ['builds its own input', ({ input: { channelId, chatId } }) => ({ ...message, channelId, chatId, crmUserId: 'u' })],
    ['returns an undefined id', ({ input }) => ({ ...input, crmMessageId: undefined })],
    [
      'removes the id from the input',
      ({ input }) => {
        delete input.crmMessageId
        return input
      },
    ],
  ])('is sent once when authorize %s', async (_, authorize) => {
    const { sent, gateway } = forgetful(1, () => json(502, ''), authorize)
    const result = await end(frontEnd(gateway, undefined).wazzup.messages.send({ ...message, crmMessageId: 'mine' }))
    expect(result).toMatchObject({ crmMessageId: 'mine', repeated: true })
    expect(sent).toEqual(['mine'])
  })

  test('is sent under the id that authorize chooses', async () => {
    const { sent, gateway } = forgetful(1, undefined, ({ input }) => ({ ...input, crmMessageId: 'chosen' }))
    await end(frontEnd(gateway, undefined).wazzup.messages.send(message))
    expect(sent).toEqual(['chosen'])
  })

  test.each(losses)('has effect unknown without a retry: %s', async (_, lose) => {
    const { sent, requests, gateway } = forgetful(1, lose)
    const result = await end(frontEnd(gateway, undefined, { maxRetries: 0 }).wazzup.messages.send(message))
    expect(result).toMatchObject({ effect: 'unknown', crmMessageId: sent[0] })
    // The gateway does not retry, because the retry window starts at the front end's first attempt.
    expect([sent.length, requests()]).toEqual([1, 1])
  })

  test('has effect unknown when each response is lost', async () => {
    const { sent, gateway } = forgetful(10)
    const result = await end(frontEnd(gateway, undefined).wazzup.messages.send(message))
    expect(result).toMatchObject({ effect: 'unknown', attempts: 3 })
    expect(sent).toHaveLength(1)
  })

  test('has effect unknown when Wazzup does not respond, and the gateway responds within its deadline', async () => {
    const fetch = () => new Promise<Response>(() => {})
    const gateway = createGateway({
      wazzup: createWazzup({ apiKey, fetch, timeout: 120_000 }),
      allow: ['messages.send'],
      authorize: ({ input }) => input,
    })
    const response = gateway.receive({
      method: 'POST',
      url: '/v3/message',
      headers: { 'content-type': 'application/json' },
      body: { ...message, crmMessageId: 'x' },
      request: 0,
    })
    await vi.advanceTimersByTimeAsync(12_000)
    expect(readResponse(await response)).toMatchObject({ status: 504, body: { effect: 'unknown', crmMessageId: 'x' } })
  })
})
