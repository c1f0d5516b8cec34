import { describe, expect, test } from 'vitest'
import { json, scriptedFetch, connectionReset } from '../../../test/scripted-fetch.ts'
import { bodies, inbound, outgoing } from '../../../test/wire-items.ts'
import { createWazzup, createWebhooks, type Message, type ReplyTo, type Sent, type WazzupError } from '../../index.ts'

// A repeated crmMessageId is refused for 60 seconds: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const accepted = () => json(201, { messageId: 'sent', chatId: inbound.chatId })

const textsOf = ({ requests }: ReturnType<typeof scriptedFetch>) =>
  requests.map(({ body }) => (body as { text: string }).text)

/** A bot over a scripted Wazzup; what it does with each message is up to the test. */
function bot(fetch: ReturnType<typeof scriptedFetch>, answer: (reply: ReplyTo, event: Message) => unknown) {
  const told: unknown[] = []
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: fetch.fetch, maxRetries: 0 })
  const webhooks = createWebhooks({ secret: false, wazzup, onError: (error) => told.push(error) })
  webhooks.on('message', (event, { reply }) => answer(reply, event))
  return { told, receive: (body: unknown = bodies.message) => webhooks.receive({ body }) }
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

const idsOf = ({ requests }: ReturnType<typeof scriptedFetch>) =>
  requests.map(({ body }) => (body as { crmMessageId: string }).crmMessageId)

test('sends to the chat of the message, and leaves the chat unanswered for operators', async () => {
  const fetch = scriptedFetch(accepted)
  let sent: Sent | undefined
  const { receive } = bot(fetch, async (reply) => (sent = await reply({ text: 'Hello' })))
  expect(await receive()).toEqual({ status: 200 })
  const { channelId, chatType, chatId } = inbound
  const crmMessageId = expect.stringMatching(uuid) as string
  expect(fetch.requests).toMatchObject([{ url: 'https://api.wazzup24.com/v3/message' }])
  expect(fetch.requests[0]!.body).toEqual({
    channelId,
    chatType,
    chatId,
    text: 'Hello',
    clearUnanswered: false,
    crmMessageId,
  })
  expect(sent).toEqual({ messageId: 'sent', chatId, crmMessageId, repeated: false })
})

test.each<[unknown, boolean]>([
  [true, true],
  [false, false],
  [undefined, false],
])('clearUnanswered %s is sent as %s', async (clearUnanswered, expected) => {
  const fetch = scriptedFetch(accepted)
  const { receive } = bot(fetch, (reply) => reply({ text: 'Hello', clearUnanswered: clearUnanswered as boolean }))
  await receive()
  expect(fetch.requests[0]!.body).toMatchObject({ clearUnanswered: expected })
})

test('accepts all fields of a send, except the address and the id', async () => {
  const fetch = scriptedFetch(accepted)
  const elsewhere = { channelId: 'x', chatType: 'vk', chatId: 'y', crmMessageId: 'z' }
  const { receive } = bot(fetch, (reply) =>
    reply({ contentUri: 'https://example.com/a.pdf', refMessageId: 'q', crmUserId: 'u', ...elsewhere }),
  )
  await receive()
  const { channelId, chatType, chatId } = inbound
  expect(fetch.requests[0]!.body).toMatchObject({ channelId, chatType, chatId, refMessageId: 'q', crmUserId: 'u' })
  expect(idsOf(fetch)).toEqual([expect.stringMatching(uuid)])
})

test('each reply to a message has its own id, also with several handlers', async () => {
  const fetch = scriptedFetch(accepted)
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: fetch.fetch })
  const webhooks = createWebhooks({ secret: false, wazzup })
  webhooks.on('message', async (_, { reply }) => {
    await reply({ text: 'one' })
    await reply({ text: 'two' })
  })
  webhooks.on('message', (_, { reply }) => reply({ text: 'three' }))
  await webhooks.receive({ body: { messages: [inbound, { ...inbound, messageId: 'next' }] } })
  expect(textsOf(fetch)).toEqual(['one', 'two', 'three', 'one', 'two', 'three'])
  expect(new Set(idsOf(fetch)).size).toBe(6)
})

describe('a message that is delivered again', () => {
  test('gets one reply, and the handler gets the same result', async () => {
    const fetch = scriptedFetch(accepted)
    const results: Sent[] = []
    const { receive } = bot(fetch, async (reply) => results.push(await reply({ text: 'Hello' })))
    await receive({ messages: [inbound, inbound] })
    await receive()
    expect(fetch.requests).toHaveLength(1)
    expect(results).toHaveLength(3)
    expect(new Set(results.map(({ messageId }) => messageId))).toEqual(new Set(['sent']))
  })

  test('gets one reply while the first reply is being sent', async () => {
    let arrive = (_: Response) => {}
    const fetch = scriptedFetch(() => new Promise<Response>((resolve) => (arrive = resolve)))
    const { receive } = bot(fetch, (reply) => reply({ text: 'Hello' }))
    const both = Promise.all([receive(), receive()])
    await expect.poll(() => fetch.requests.length).toBe(1)
    arrive(accepted())
    expect(await both).toEqual([{ status: 200 }, { status: 200 }])
    expect(fetch.requests).toHaveLength(1)
  })

  test('gets one reply although the handler failed after it', async () => {
    const fetch = scriptedFetch(accepted)
    let runs = 0
    const { receive } = bot(fetch, async (reply) => {
      await reply({ text: 'Hello' })
      if (++runs === 1) throw new Error('the database is away')
      await reply({ text: 'Done' })
    })
    expect((await receive()).status).toBe(500)
    expect((await receive()).status).toBe(200)
    expect(textsOf(fetch)).toEqual(['Hello', 'Done'])
  })
})

describe('the outcome of a reply', () => {
  test('a rejected reply may be sent again with the same id', async () => {
    const fetch = scriptedFetch(json(400, { error: 'CHANNEL_NO_MONEY' }), accepted)
    const { receive, told } = bot(fetch, (reply) => reply({ text: 'Hello' }))
    expect((await receive()).status).toBe(500)
    expect(told).toMatchObject([{ code: 'CHANNEL_NO_MONEY', effect: 'none' }])
    expect((await receive()).status).toBe(200)
    expect(new Set(idsOf(fetch)).size).toBe(1)
    await receive()
    expect(fetch.requests).toHaveLength(2)
  })

  test.each<[string, Response | Error]>([
    ['lost', connectionReset()],
    ['a 500', json(500, '')],
    ['no JSON', new Response('{"messageId":', { status: 201 })],
  ])('a reply with unknown outcome (%s) is retried with the same id when the handler runs again', async (_, answer) => {
    const fetch = scriptedFetch(answer, accepted)
    const results: Sent[] = []
    const { receive, told } = bot(fetch, async (reply) => results.push(await reply({ text: 'Hello' })))
    expect((await receive()).status).toBe(500)
    expect(told.map((error) => (error as WazzupError).effect)).toEqual(['unknown'])
    expect([await receive(), await receive()]).toEqual([{ status: 200 }, { status: 200 }])
    expect(fetch.requests).toHaveLength(2)
    expect(new Set(idsOf(fetch)).size).toBe(1)
    expect(results.map(({ messageId }) => messageId)).toEqual(['sent', 'sent'])
  })

  test('a reply with invalid input rejects like messages.send', async () => {
    const fetch = scriptedFetch(accepted)
    const { receive, told } = bot(fetch, (reply) => reply({ text: '' }))
    expect((await receive()).status).toBe(500)
    expect(told).toMatchObject([{ name: 'WazzupValidationError', issues: [{ path: 'text' }], effect: 'none' }])
    expect(fetch.requests).toEqual([])
  })

  test('an aborted reply was not sent', async () => {
    const fetch = scriptedFetch(accepted)
    const { receive, told } = bot(fetch, (reply) => reply({ text: 'Hello' }, { signal: AbortSignal.abort() }))
    await receive()
    expect([told, fetch.requests]).toMatchObject([[{ reason: 'aborted', effect: 'none' }], []])
  })
})

test('remembers at most 10,000 replies', { timeout: 30_000 }, async () => {
  const sends: string[] = []
  const send = async ({ crmMessageId }: { crmMessageId?: string | undefined }) => {
    sends.push(crmMessageId!)
    return { messageId: 'sent', chatId: '7', crmMessageId: crmMessageId!, repeated: false }
  }
  const webhooks = createWebhooks({ secret: false, wazzup: { messages: { send } }, limits: { items: Infinity } })
  webhooks.on('message', (_, { reply }) => reply({ text: 'Hello' }))
  const messages = Array.from({ length: 10_001 }, (_, index) => ({ ...inbound, messageId: `m${index}` }))
  await webhooks.receive({ body: { messages } })
  expect(sends).toHaveLength(10_001)
  await webhooks.receive({ body: { messages: messages.slice(-9_000) } })
  expect(sends).toHaveLength(10_001)
  await webhooks.receive({ body: { messages: messages.slice(0, 1) } })
  expect(sends).toHaveLength(10_002)
})

describe('without a client', () => {
  test('reply rejects with a clear error', async () => {
    const told: unknown[] = []
    const webhooks = createWebhooks({ secret: false, onError: (error) => told.push(error) })
    webhooks.on('message', async (_, { reply }) => {
      await reply({ text: 'Hello' }).catch((error: unknown) => told.push(error))
    })
    webhooks.on('echo', (_, { wazzup }) => wazzup.messages)
    expect((await webhooks.receive({ body: bodies.message })).status).toBe(200)
    expect((await webhooks.receive({ body: bodies.echo })).status).toBe(500)
    const issues = [
      { path: 'wazzup', message: 'is missing: pass a client to createWebhooks({ wazzup }) to send replies' },
    ]
    expect(told).toMatchObject([{ issues }, { issues }])
  })
})

test('each handler gets the client, and only message handlers get reply', async () => {
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27' })
  const webhooks = createWebhooks({ secret: false, wazzup })
  const seen: unknown[] = []
  webhooks.on('message', (_, context) => seen.push(context.wazzup === wazzup, 'reply' in context))
  webhooks.on('echo', (_, context) => seen.push(context.wazzup === wazzup, 'reply' in context))
  webhooks.on('messageEdited', (_, context) => seen.push('reply' in context))
  await webhooks.receive({ body: { messages: [inbound, outgoing, { ...inbound, isEdited: true }] } })
  expect(seen).toEqual([true, true, true, false, false])
})

test('resolves when Wazzup rejects the id as repeated, because an earlier run sent the reply', async () => {
  const fetch = scriptedFetch(() => json(400, { error: 'repeatedCrmMessageId', description: 'was sent before' }))
  let sent: Sent | undefined
  const { told, receive } = bot(fetch, async (reply) => (sent = await reply({ text: 'Hello' })))
  expect(await receive()).toEqual({ status: 200 })
  expect(told).toEqual([])
  expect(sent).toEqual({ messageId: null, chatId: null, crmMessageId: idsOf(fetch)[0], repeated: true })
})
