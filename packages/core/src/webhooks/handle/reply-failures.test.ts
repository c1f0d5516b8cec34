import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { inbound } from '../../../test/wire-items.ts'
import { createWazzup, createWebhooks, type EventKind, type ReplyTo, type Sender, type Reply } from '../../index.ts'

const blocked = () => json(400, { error: 'CHANNEL_BLOCKED', description: 'blocked' })
const later = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Creates a bot whose replies Wazzup rejects. The test gives its handler. */
function bot(handle: (reply: ReplyTo) => unknown, fetch = scriptedFetch(blocked)) {
  const reported: [unknown, EventKind | 'delivery' | 'store'][] = []
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: fetch.fetch, maxRetries: 0 })
  const webhooks = createWebhooks({ secret: false, wazzup, onError: (error, { kind }) => reported.push([error, kind]) })
  webhooks.on('message', (_, { reply }) => handle(reply))
  return { reported, fetch, receive: () => webhooks.receive({ body: { messages: [inbound] } }) }
}

const text = { text: 'Hello' }
const rejected = [expect.objectContaining({ code: 'CHANNEL_BLOCKED', effect: 'none' }), 'message']

// The runner's own listeners would count a lost rejection as a failure of the run, and so hide which test it was.
let lost: unknown[]
let listeners: NodeJS.UnhandledRejectionListener[]
beforeEach(() => {
  lost = []
  listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (reason) => lost.push(reason))
})
afterEach(async () => {
  await later()
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
})

test('a rejected reply is forgotten, so the same reply can be sent long after it', async () => {
  vi.useFakeTimers()
  try {
    const accepted = json(201, { messageId: 'm1', chatId: '7' })
    const { receive, reported, fetch } = bot((reply) => reply(text), scriptedFetch(blocked(), accepted))
    expect((await receive()).status).toBe(500)
    vi.advanceTimersByTime(3_600_000)
    expect(await receive()).toEqual({ status: 200 })
    expect(reported).toHaveLength(1)
    expect(fetch.requests).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

describe('a failed reply that is not awaited does not end the process, and is reported once', () => {
  test.each<[string, (reply: ReplyTo) => unknown]>([
    ['not awaited', (reply) => void reply(text)],
    ['not awaited, while the handler still runs', (reply) => (void reply(text), later())],
    ['not awaited, after the handler has ended', (reply) => void setTimeout(() => void reply(text), 1)],
    ['chained without a listener for failures', (reply) => void reply(text).then(() => 'sent')],
    [
      'chained twice',
      (reply) =>
        void reply(text)
          .then(() => {})
          .then(() => {}),
    ],
    ['only a finally', (reply) => void reply(text).finally(() => {})],
    [
      'destructured context, arrow with braces',
      (reply) => {
        reply(text)
      },
    ],
  ])('%s', async (_, handle) => {
    const { reported, receive } = bot(handle)
    expect(await receive()).toEqual({ status: 200 })
    await expect.poll(() => reported).toEqual([rejected])
    await later()
    expect([reported.length, lost]).toEqual([1, []])
  })
})

describe('a failed reply that the handler awaits is reported once, as the failure of the handler', () => {
  test.each<[string, (reply: ReplyTo) => unknown]>([
    ['awaited', async (reply) => void (await reply(text))],
    ['returned', (reply) => reply(text)],
    [
      'rethrown',
      async (reply) => {
        try {
          await reply(text)
        } catch (error) {
          await later()
          throw error
        }
      },
    ],
    [
      'awaited after other work',
      async (reply) => {
        const sent = reply(text)
        await later()
        await sent
      },
    ],
    ['two in parallel', (reply) => Promise.all([reply(text), reply(text)])],
    ['raced', (reply) => Promise.race([reply(text), later()])],
  ])('%s', async (_, handle) => {
    const { reported, receive } = bot(handle)
    expect((await receive()).status).toBe(500)
    await later()
    expect([reported, lost]).toEqual([[rejected], []])
  })
})

test('a failed reply that the handler catches is not reported', async () => {
  for (const handle of [
    (reply: ReplyTo) => reply(text).catch(() => {}),
    (reply: ReplyTo) => reply(text).then(undefined, () => {}),
    (reply: ReplyTo) => void reply(text).catch(() => {}),
    (reply: ReplyTo) => Promise.allSettled([reply(text)]),
    async (reply: ReplyTo) => {
      const sent = reply(text)
      await later()
      await sent.catch(() => {})
    },
  ]) {
    const { reported, receive } = bot(handle)
    expect(await receive()).toEqual({ status: 200 })
    await later()
    expect([reported, lost]).toEqual([[], []])
  }
})

test('a reply without content rejects like messages.send', async () => {
  for (const content of [undefined, null, {}, 'text', { text: 5n }]) {
    const { reported, receive } = bot((reply) => reply(content as never))
    expect((await receive()).status).toBe(500)
    expect(reported).toMatchObject([[{ name: 'WazzupValidationError', effect: 'none' }, 'message']])
  }
})

test('a client that throws synchronously makes the reply reject, and is called again next time', async () => {
  let calls = 0
  const send = () => {
    calls++
    throw new TypeError('at once')
  }
  const reported: unknown[] = []
  const webhooks = createWebhooks({
    secret: false,
    wazzup: { messages: { send } },
    onError: (error) => reported.push(error),
  })
  webhooks.on('message', (_, { reply }) => reply(text))
  for (let run = 0; run < 2; run++) await webhooks.receive({ body: { messages: [inbound] } })
  expect([calls, reported]).toMatchObject([2, [{ message: 'at once' }, { message: 'at once' }]])
})

test('the stack of a failed reply contains the handler', async () => {
  async function handlerOfTheApp(reply: ReplyTo) {
    await reply(text)
  }
  const { reported, receive } = bot(handlerOfTheApp)
  await receive()
  expect((reported[0]![0] as Error).stack).toContain('handlerOfTheApp')
})

test.each<[string, () => Response | Error]>([
  ['was lost', connectionReset],
  ['was rejected', blocked],
])('a handler that repeats a reply that %s sends it with the same id', async (_, failure) => {
  const fetch = scriptedFetch(failure(), () => json(201, { messageId: 'sent', chatId: '7' }))
  const { reported, receive } = bot(async (reply) => {
    await reply(text).catch(() => reply(text))
    await reply(text)
  }, fetch)
  expect(await receive()).toEqual({ status: 200 })
  expect(await receive()).toEqual({ status: 200 })
  const [first, again, second, ...more] = fetch.requests.map(
    ({ body }) => (body as { crmMessageId: string }).crmMessageId,
  )
  expect([again, more, reported]).toEqual([first, [], []])
  expect(second).not.toBe(again)
})

describe('a handler that runs again', () => {
  const accepted = () => json(201, { messageId: 'sent', chatId: inbound.chatId })
  const textsOf = ({ requests }: ReturnType<typeof scriptedFetch>) =>
    requests.map(({ body }) => (body as { text: string }).text)

  test('sends a reply with other content, instead of getting the result of its first run', async () => {
    const fetch = scriptedFetch(() => json(201, { messageId: `sent-${fetch.requests.length}`, chatId: '7' }))
    const results: Reply[] = []
    let run = 0
    const { receive } = bot(async (reply) => void results.push(await reply({ text: `Reply ${++run}` })), fetch)
    await receive()
    await receive()
    expect(textsOf(fetch)).toEqual(['Reply 1', 'Reply 2'])
    expect(results.map(({ messageId }) => messageId)).toEqual(['sent-1', 'sent-2'])
  })

  test('sends nothing twice when it replies in another order', async () => {
    const fetch = scriptedFetch(accepted)
    const runs = [
      ['a', 'b', 'a'],
      ['b', 'a', 'c'],
    ]
    const { receive } = bot(async (reply) => {
      for (const each of runs.shift()!) await reply({ text: each })
    }, fetch)
    await receive()
    await receive()
    expect(textsOf(fetch)).toEqual(['a', 'b', 'a', 'c'])
  })

  test('retries a reply with unknown outcome, with the time of the first attempt', async () => {
    const options: unknown[] = []
    const outcomes = [{ effect: 'unknown' }, { effect: 'none' }, { effect: 'unknown' }]
    const send = (input: { crmMessageId?: string }, given?: object) => {
      options.push(given)
      const failure = outcomes.shift()
      const { crmMessageId = '' } = input
      const sent = { messageId: 'sent', chatId: '7', crmMessageId, repeated: false }
      return failure ? Promise.reject(Object.assign(new Error('lost'), failure)) : Promise.resolve(sent)
    }
    const webhooks = createWebhooks({
      secret: false,
      wazzup: { messages: { send } as Sender['messages'] },
      onError() {},
    })
    webhooks.on('message', (_, { reply }) => reply(text, { timeout: 5_000 }))
    const receive = async () => (await webhooks.receive({ body: { messages: [inbound] } })).status
    const before = Date.now()
    expect([await receive(), await receive(), await receive(), await receive(), await receive()]).toEqual([
      500, 500, 500, 200, 200,
    ])
    // A later rejection does not show what the first attempt did, so the time of the first attempt is kept.
    const { firstAttemptAt } = options[1] as { firstAttemptAt: number }
    expect(firstAttemptAt).toBeGreaterThanOrEqual(before - 5)
    expect(firstAttemptAt).toBeLessThanOrEqual(Date.now())
    expect(options).toEqual([
      { timeout: 5_000 },
      ...Array.from({ length: 3 }, () => ({ timeout: 5_000, firstAttemptAt: expect.closeTo(firstAttemptAt, -1) })),
    ])
  })

  test.each([
    ['inside the window', 40_000, 0, 2],
    ['after the window', 51_000, 0, 1],
    ['after the window, although the wall clock was set back', 51_000, -86_400_000, 1],
    ['after the window by the wall clock only, because the machine slept', 1_000, 60_000, 1],
  ])('retries a reply with unknown outcome only inside the window: %s', async (_, passed, step, requests) => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] })
    try {
      const fetch = scriptedFetch(connectionReset(), accepted)
      const { receive, reported } = bot((reply) => reply(text), fetch)
      await receive()
      vi.advanceTimersByTime(passed)
      vi.setSystemTime(Date.now() + step)
      expect((await receive()).status).toBe(requests === 2 ? 200 : 500)
      expect(fetch.requests).toHaveLength(requests)
      for (const [error] of reported) expect(error).toMatchObject({ effect: 'unknown' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('waits for a reply that is being retried', async () => {
    let arrive = (_: Response) => {}
    const fetch = scriptedFetch(connectionReset(), () => new Promise<Response>((resolve) => (arrive = resolve)))
    const { receive } = bot((reply) => reply(text), fetch)
    expect((await receive()).status).toBe(500)
    const both = Promise.all([receive(), receive()])
    await expect.poll(() => fetch.requests.length).toBe(2)
    arrive(accepted())
    expect(await both).toEqual([{ status: 200 }, { status: 200 }])
    expect(fetch.requests).toHaveLength(2)
  })
})
