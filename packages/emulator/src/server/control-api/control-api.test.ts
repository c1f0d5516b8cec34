import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { actions } from '../page-actions/actions.ts'
import { listenWithPage, type Listening } from '../page-api/test-page.ts'

let page: Listening
/** An app that gets deliveries; `answer` decides when it responds. */
let app: Server
let answer: () => Promise<void>
let posts: number

beforeAll(async () => {
  page = await listenWithPage()
  app = createServer((_, response) => {
    posts += 1
    void answer().then(() => response.end())
  })
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  app.closeAllConnections()
  app.close()
  await page.close()
})
beforeEach(() => {
  page.emulator.reset()
  answer = async () => {}
  posts = 0
})

const headers = { 'content-type': 'application/json' }
const { whatsapp, wapi } = channelIds
const chat = { channelId: whatsapp, chatType: 'whatsapp', chatId: '79011112233' }

async function act<Result>(verb: string, input?: object): Promise<Result> {
  const body = input && JSON.stringify(input)
  const { status, text } = await page.ask('POST', `/_emulator/do/${verb}`, { headers, body })
  expect([status, text]).toEqual([200, text])
  return (JSON.parse(text) as { result: Result }).result
}

async function list<Item>(path: string): Promise<Item[]> {
  const { status, json } = await page.ask('GET', `/_emulator/${path}`)
  expect(status).toBe(200)
  return json
}

const send = (body: object) =>
  page.ask('POST', '/v3/message', {
    headers: { ...headers, authorization: `Bearer ${page.emulator.keys.apiKey}` },
    body: JSON.stringify({ ...chat, ...body }),
  })

async function subscribe(): Promise<void> {
  const { port } = app.address() as AddressInfo
  await act('subscription.set', { webhooksUri: `http://127.0.0.1:${port}/wazzup?key=secret` })
}

describe('an action by its path', () => {
  it('takes its input as the body, and none from an empty body', async () => {
    expect(await act('simulate.customer.send', { text: 'Hi' })).toMatchObject({ text: 'Hi' })
    expect(await act('simulate.customer.send')).toMatchObject({ text: 'Hello' })
  })

  it.each([
    ['explode', '{}', 400, '"verb" must be one of'],
    ['reset', '{', 400, 'The body must be JSON'],
    ['reset', '{"all":true}', 400, 'all: there is no such field; there are ids, keepSubscription'],
    ['simulate.message.markRead', '{"messageId":"none"}', 409, 'none'],
  ])('is rejected with the reason: %s with the body %s', async (verb, body, status, problem) => {
    const asked = await page.ask('POST', `/_emulator/do/${verb}`, { headers, body })
    expect([asked.status, asked.json]).toEqual([status, { problem: expect.stringContaining(problem) }])
  })

  it('is limited to a megabyte', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024) })
    expect((await page.ask('POST', '/_emulator/do/simulate.customer.send', { headers, body })).status).toBe(413)
  })
})

describe('settled', () => {
  it('waits for the delivery in progress, and for those behind it', async () => {
    await subscribe()
    answer = () => new Promise((resolve) => void setTimeout(resolve, 20))
    for (const text of ['1', '2', '3']) await act('simulate.customer.send', { text })
    expect(posts).toBeLessThan(3)
    expect(await act('settled')).toBe(null)
    expect(page.emulator.deliveries.map(({ response }) => response?.status)).toEqual([200, 200, 200])
  })

  it('waits for the deliveries of a call whose response has just arrived', async () => {
    await subscribe()
    const counts: number[] = []
    for (let time = 0; time < 20; time += 1) {
      await send({ text: 'Hi' })
      await act('settled')
      counts.push(page.emulator.deliveries.filter(({ response }) => response?.status === 200).length)
    }
    // An echo and a status follow each send.
    expect(counts).toEqual(counts.map((_, index) => (index + 1) * counts[0]!))
    expect(counts[0]).toBeGreaterThan(1)
  })

  it('fails at its deadline', async () => {
    await subscribe()
    answer = () => new Promise(() => {})
    await act('simulate.customer.send', { text: 'Hi' })
    const body = JSON.stringify({ timeout: 50 })
    const { status, json } = await page.ask('POST', '/_emulator/do/settled', { headers, body })
    expect([status, json]).toEqual([409, { problem: 'Deliveries are still pending after 50 ms' }])
  })
})

describe('faults', () => {
  it('return the number that switches them off', async () => {
    const switched = [
      await act('faults.calls.next', { kind: 'response lost' }),
      await act('faults.calls.respondWith', { code: 'SPAM' }),
      await act('faults.calls.mix', { probability: 1 }),
      await act('faults.deliveries.next', { kind: 'late' }),
      await act('faults.deliveries.mix', { probability: 1 }),
    ]
    expect(switched).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }, { number: 1 }, { number: 2 }])
    await act('faults.calls.clear', { number: 2 })
    expect(page.emulator.faults.calls.active.map(({ number }) => number)).toEqual([1, 3])
    await act('faults.clear')
    expect(page.emulator.faults.calls.active).toEqual([])
    expect(page.emulator.faults.deliveries.active).toEqual([])
  })
})

describe('reset', () => {
  const write = async (): Promise<string> =>
    (await act<{ messageId: string }>('simulate.customer.send', { text: 'Hi' })).messageId

  it('gives new ids by default, and with "again" those of the start', async () => {
    const fresh = await listenWithPage()
    const first = fresh.emulator.simulate.customer.send({ text: 'Hi' }).messageId
    await fresh.close()
    await act('reset', { ids: 'again' })
    expect(await write()).toBe(first)
    await act('reset')
    expect(await write()).not.toBe(first)
    await act('reset', { ids: 'again' })
    expect(await write()).toBe(first)
    const { json } = await send({ text: 'Hi' })
    await act('reset', { ids: 'again' })
    expect((await send({ text: 'Hi' })).json).toEqual(json)
  })

  it('removes the subscription, or keeps it with the key that deliveries have', async () => {
    await subscribe()
    page.emulator.state.crmKey = 'crm-key'
    await act('reset', { keepSubscription: true })
    await write()
    await act('settled')
    expect([posts, page.emulator.state.crmKey]).toEqual([1, 'crm-key'])
    await act('reset')
    await write()
    await act('settled')
    expect([posts, page.emulator.state.crmKey]).toEqual([1, null])
  })
})

describe('the lists', () => {
  it('of accepted sends have all that a send had', async () => {
    const template = { templateId: templateIds.greeting, templateValues: ['17', 'Clara'] }
    const toWaba = await send({ ...template, channelId: wapi, crmMessageId: 'order-17', crmUserId: 'user-1' })
    await send({ text: 'Hi' })
    const { messageId } = toWaba.json as { messageId: string }
    expect(await list('ledger')).toMatchObject([
      { number: 1, messageId, crmMessageId: 'order-17', crmUserId: 'user-1', channelId: wapi, ...template },
      { number: 2, text: 'Hi', state: 'accepted' },
    ])
    expect(await list('ledger?after=1')).toMatchObject([{ number: 2 }])
    expect(await list('ledger?limit=1')).toMatchObject([{ number: 1 }])
    expect(await list('ledger?after=2')).toEqual([])
  })

  it.each([
    ['connection reset', 'none'],
    ['too many requests', 'none'],
    ['server error', 'none'],
    ['response lost', 'accepted'],
    ['server error after acceptance', 'accepted'],
    ['empty response', 'accepted'],
  ])('of requests say what a send did when a fault struck it: %s, %s', async (kind, effect) => {
    await act('faults.calls.next', { kind })
    await send({ text: 'Hi' }).catch(() => undefined)
    const [request] = await list<{ messageId?: string }>('requests')
    expect(request).toMatchObject({ number: 1, route: 'messages.send', fault: kind, effect, body: { text: 'Hi' } })
    expect(page.emulator.ledger.map(({ messageId }) => messageId)).toEqual(
      request?.messageId ? [request.messageId] : [],
    )
    expect(page.emulator.ledger).toHaveLength(effect === 'accepted' ? 1 : 0)
  })

  it('of requests say that a call was rejected, also when its response was lost', async () => {
    await act('faults.calls.next', { kind: 'response lost' })
    await send({ text: '', contentUri: '' }).catch(() => undefined)
    await page.ask('GET', '/v3/nothing')
    const [lost, unknown] = await list<object>('requests')
    expect(lost).toMatchObject({ status: null, effect: 'rejected' })
    expect(lost).not.toHaveProperty('messageId')
    expect(unknown).not.toHaveProperty('effect')
  })

  it('of deliveries have their bodies and responses, and no secret', async () => {
    await subscribe()
    await act('simulate.customer.send', { text: 'Hi' })
    await act('settled')
    const deliveries = await list<{ url: string }>('deliveries')
    expect(deliveries).toMatchObject([
      { number: 1, kinds: ['messages'], body: { messages: [{ text: 'Hi' }] }, response: { status: 200 } },
    ])
    expect(deliveries[0]?.url).toContain('key=[secret]')
  })

  it.each(['after=-1', 'limit=many', 'after='])('reject the query %s', async (query) => {
    const { status, json } = await page.ask('GET', `/_emulator/requests?${query}`)
    expect([status, json]).toEqual([400, { problem: expect.stringContaining('must be a whole number') }])
  })
})

it('every method of the emulator that makes something happen is an action', () => {
  const { simulate, faults } = page.emulator
  const methodsOf = (object: object, prefix: string): string[] =>
    Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value === 'function') return [`${prefix}.${name}`]
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? methodsOf(value, `${prefix}.${name}`)
        : []
    })
  const methods = [...methodsOf(simulate, 'simulate'), ...methodsOf(faults, 'faults')]
  expect(methods.filter((name) => !Object.hasOwn(actions, name))).toEqual([])
})
