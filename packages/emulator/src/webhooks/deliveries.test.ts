import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds, templateIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { createSubscribedAccount, everything, hook, subscribe } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// Expected values: https://wazzup24.com/help/api-en/webhooks/

afterEach(() => void vi.useRealTimers())

const nothing = Object.fromEntries(Object.keys(everything).map((flag) => [flag, false])) as typeof everything

/** Causes one webhook of each kind. */
async function play(emulator: Emulator): Promise<void> {
  const { simulate } = emulator
  const body = { channelId: channelIds.tgapi, chatType: 'telegram', phone: '79000000401', text: 'Hello' }
  await ask(emulator, 'POST', '/v3/message', body)
  simulate.customer.send({ type: 'image' })
  simulate.operator.send({ from: 'crm', chatId: '79000000301' })
  simulate.channel.setState(channelIds.vk, 'unauthorized')
  simulate.template.setStatus(templateIds.greeting, 'PAUSED')
  void simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
  void simulate.deal.askFor({ contacts: ['contact-2'] })
  await emulator.settled()
}

const kindsOf = (emulator: Emulator): string[] => emulator.deliveries.flatMap(({ kinds }) => kinds)

describe('subscriptions', () => {
  it.each([
    ['messagesAndStatuses', ['messages', 'statuses', 'messages', 'messages']],
    ['channelsUpdates', ['channelsUpdates']],
    ['templateStatus', ['templateStatus']],
    ['contactsAndDealsCreation', ['createContact', 'createDeal']],
  ])(`%s alone receives %j ${obeys('delivery/flags')}`, async (flag, kinds) => {
    const { emulator } = await createSubscribedAccount()
    await subscribe(emulator, { subscriptions: { ...nothing, [flag]: true } })
    await play(emulator)
    expect(kindsOf(emulator)).toEqual(kinds)
  })

  it(`both subscribers receive events; a question goes to the customer’s address, or otherwise to the sidecar’s ${obeys('delivery/question')}`, async () => {
    const { emulator } = await createSubscribedAccount()
    await subscribe(emulator, { webhooksUri: 'https://example.com/sidecar', key: emulator.keys.sidecarKey })
    const pings = emulator.deliveries.length
    emulator.simulate.customer.send()
    void emulator.simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
    await emulator.settled()
    expect(emulator.deliveries.slice(pings)).toMatchObject([
      { to: 'api', kinds: ['messages'] },
      { to: 'sidecar', kinds: ['messages'], url: 'https://example.com/sidecar' },
      { to: 'api', kinds: ['createContact'] },
    ])
    await subscribe(emulator, { subscriptions: { ...everything, contactsAndDealsCreation: false } })
    void emulator.simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
    await emulator.settled()
    expect(emulator.deliveries.slice(pings + 3)).toMatchObject([{ to: 'sidecar', kinds: ['createContact'] }])
  })

  it('no delivery is posted or pending without a subscription', async () => {
    const emulator = createEmulator({ webhookFetch: () => Promise.reject(new Error('not to be called')) })
    await play(emulator)
    expect(emulator.deliveries).toEqual([])
  })
})

describe('the log', () => {
  it('records what was posted and returned, without secrets, and notifies listeners', async () => {
    let answer = new Response('{"id":1}')
    const { emulator } = await createSubscribedAccount({ now: () => 5_000 }, () => answer)
    const told: number[] = []
    const stop = emulator.watchDeliveries(({ number }) => told.push(number))
    const message = emulator.simulate.customer.send()
    await emulator.settled()
    answer = new Response('Busy', { status: 503 })
    await emulator.deliver('no JSON', { address: 'https://user:pass@example.com/a?token#fragment' })
    stop()
    await emulator.deliver({})
    expect(emulator.deliveries).toMatchObject([
      {
        number: 1,
        at: 5_000,
        to: 'api',
        url: 'https://example.com/hook?key=[secret]',
        kinds: ['messages'],
        body: { messages: [message] },
        response: { status: 200, text: '{"id":1}', json: { id: 1 } },
        milliseconds: 0,
      },
      {
        url: 'https://[secret]@example.com/a?[secret]',
        kinds: [],
        body: 'no JSON',
        response: { status: 503, text: 'Busy' },
      },
      { number: 3, body: {} },
    ])
    expect(told).toEqual([1, 2])
    expect(JSON.stringify(emulator.deliveries)).not.toMatch(/canary|pass|token/)
  })

  it.each([
    ['no response', () => Promise.reject(new TypeError('fetch failed')), null],
    ['a wrong status', () => new Response(null, { status: 500 }), { status: 500 }],
    ['another good status', () => new Response(null, { status: 204 }), { status: 204 }],
  ])(
    `a delivery that got %s is not repeated, and its address remains subscribed ${obeys('delivery/once', 'delivery/stays-subscribed')}`,
    async (_, say, answer) => {
      const { emulator, posts } = await createSubscribedAccount({ now: () => 0 }, say)
      const times = 100
      for (let time = 0; time < times; time += 1) emulator.simulate.customer.send()
      await emulator.settled()
      emulator.clock.advance(7 * 24 * 3_600_000)
      await emulator.settled()
      expect(new Set(posts.map(({ text }) => text)).size).toBe(times)
      expect(posts).toHaveLength(times)
      expect(emulator.deliveries).toMatchObject(Array.from({ length: times }, () => ({ response: answer })))
      const { json } = await ask(emulator, 'GET', '/v3/webhooks')
      expect(json).toMatchObject({ webhooksUri: hook, subscriptions: { messagesAndStatuses: true } })
    },
  )
})

describe('the order of deliveries', () => {
  it(`each waits for the response to the one before, for up to 30 seconds ${obeys('delivery/order', 'delivery/timeout')}`, async () => {
    vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { emulator, posts } = await createSubscribedAccount({}, () => new Promise(() => {}))
    emulator.simulate.customer.send({ text: 'first' })
    emulator.simulate.customer.send({ text: 'second' })
    const idle = async (): Promise<void> => {
      for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve))
    }
    await idle()
    await vi.advanceTimersByTimeAsync(29_999)
    await idle()
    expect(posts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    await idle()
    expect(posts.map(({ text }) => text.includes('second'))).toEqual([false, true])
    expect(emulator.deliveries).toMatchObject([{ response: null, milliseconds: 30_000 }, { at: 30_000 }])
    await vi.advanceTimersByTimeAsync(30_000)
    await emulator.settled()
  })

  it('settled() waits for what responses to deliveries cause', async () => {
    const account = await createSubscribedAccount({}, async ({ text }) => {
      const { messages } = JSON.parse(text) as { messages?: { isEcho: boolean; channelId: string; chatId: string }[] }
      const [written] = messages ?? []
      // A bot that sends its reply before it responds with 200.
      if (written && !written.isEcho) {
        const { channelId, chatId } = written
        await ask(account.emulator, 'POST', '/v3/message', { channelId, chatType: 'whatsapp', chatId, text: 'Hi' })
      }
      return new Response()
    })
    account.emulator.simulate.customer.send()
    await account.emulator.settled()
    expect(account.bodies().map((body) => Object.keys(body)[0])).toEqual([
      'messages',
      'messages',
      'statuses',
      'statuses',
    ])
    await account.emulator.settled()
    expect(account.posts).toHaveLength(4)
  })
})

describe('emulator.deliver()', () => {
  it('posts text, bytes and values unchanged', async () => {
    const { emulator, posts } = await createSubscribedAccount()
    await emulator.deliver('{"messages":[')
    await emulator.deliver(new TextEncoder().encode('bytes'))
    const record = await emulator.deliver(
      { statuses: [1] },
      { headers: { 'content-type': 'text/plain', 'x-more': '1' } },
    )
    expect(posts.map(({ text }) => text)).toEqual(['{"messages":[', 'bytes', '{"statuses":[1]}'])
    expect(posts[0]?.headers['content-type']).toBe('application/json; charset-utf-8')
    expect(posts[2]?.headers).toMatchObject({ 'content-type': 'text/plain', 'x-more': '1' })
    expect(record).toBe(emulator.deliveries[2])
    expect(record).toMatchObject({ kinds: ['statuses'], response: { status: 200 } })
  })

  it('posts to any address, is struck by no fault, and rejects without an address', async () => {
    const emulator = createEmulator({ webhookFetch: async () => new Response() })
    await expect(emulator.deliver({})).rejects.toThrow('The api key has no subscription')
    emulator.faults.deliveries.next('lost', { times: Infinity })
    const record = await emulator.deliver({}, { address: 'https://example.com/other' })
    expect(record).toMatchObject({ url: 'https://example.com/other', response: { status: 200 } })
    expect(emulator.faults.deliveries.struck).toEqual([])
  })
})

describe('determinism', () => {
  async function texts(seed: number): Promise<string[]> {
    const { emulator, posts } = await createSubscribedAccount({ seed, now: () => 1_700_000_000_000 })
    emulator.faults.deliveries.mix({ seed, probability: 0.5 })
    for (let i = 0; i < 5; i += 1) await play(emulator)
    emulator.faults.deliveries.release()
    await emulator.settled()
    return posts.map(({ text }) => text)
  }

  it('the same seed and time give the same bytes in the same order, and another seed gives other bytes', async () => {
    const first = await texts(1)
    expect(first.length).toBeGreaterThan(20)
    expect(await texts(1)).toEqual(first)
    expect(await texts(2)).not.toEqual(first)
  })
})

describe('reset', () => {
  it('drops waiting, held and pending deliveries, and starts again', async () => {
    let answer = (): void => {}
    const pending = new Promise<Response>((resolve) => {
      answer = () => resolve(new Response('{"id":"late"}'))
    })
    const { emulator, posts } = await createSubscribedAccount({ now: () => 0 }, () =>
      posts.length === 1 ? pending : new Response(),
    )
    const { simulate, faults } = emulator
    const asked = simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
    faults.deliveries.next('late', { ms: 1_000 })
    simulate.customer.send({ text: 'held' })
    const byHand = emulator.deliver({ waits: true })
    await expect.poll(() => posts.length, { timeout: 10_000 }).toBe(1)
    faults.deliveries.next('lost', { times: Infinity })

    emulator.reset()
    await expect(asked).resolves.toEqual({ outcome: 'no response' })
    await expect(byHand).rejects.toThrow('reset')
    answer()
    emulator.clock.advance(10_000)
    await emulator.settled()
    expect(posts).toHaveLength(1)
    expect(emulator.deliveries).toEqual([])
    expect(faults.deliveries.struck).toEqual([])
    expect(emulator.state.messages.size).toBe(0)

    const { dateTime, text } = createEmulator({ now: () => 0 }).simulate.customer.send()
    expect(simulate.customer.send()).toMatchObject({ dateTime, text })
    await subscribe(emulator, { webhooksUri: hook })
    simulate.customer.send()
    await emulator.settled()
    expect(emulator.deliveries).toMatchObject([{ number: 1, response: { status: 200 } }])
  })
})
