import { describe, expect, test } from 'vitest'
import { json, scriptedFetch, connectionReset } from '../../../test/scripted-fetch.ts'
import { bodies, inbound, outgoing } from '../../../test/wire-items.ts'
import { createWazzup, createWebhooks, type Message, type ReplyTo, type Reply, type WazzupError } from '../../index.ts'

// Wazzup rejects a repeated crmMessageId for 60 seconds: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const accepted = () => json(201, { messageId: 'sent', chatId: inbound.chatId })

const textsOf = ({ requests }: ReturnType<typeof scriptedFetch>) =>
  requests.map(({ body }) => (body as { text: string }).text)

/** Creates a bot for a scripted Wazzup. The test gives its handler. */
function bot(fetch: ReturnType<typeof scriptedFetch>, handle: (reply: ReplyTo, event: Message) => unknown) {
  const reported: unknown[] = []
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: fetch.fetch, maxRetries: 0 })
  const webhooks = createWebhooks({ secret: false, wazzup, onError: (error) => reported.push(error) })
  webhooks.on('message', (event, { reply }) => handle(reply, event))
  return { reported, receive: (body: unknown = bodies.message) => webhooks.receive({ body }) }
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

const idsOf = ({ requests }: ReturnType<typeof scriptedFetch>) =>
  requests.map(({ body }) => (body as { crmMessageId: string }).crmMessageId)

test('a reply is sent to the chat of the message, and the chat stays unanswered for operators', async () => {
  const fetch = scriptedFetch(accepted)
  let sent: Reply | undefined
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
  expect(sent).toEqual({ id: crmMessageId, state: 'accepted', messageId: 'sent' })
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

test('a reply accepts all fields of a send, except the address and the id', async () => {
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
    const results: Reply[] = []
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

  test('gets one reply when the handler failed after the reply', async () => {
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
  test('rejected allows the same reply to be sent again with the same id', async () => {
    const fetch = scriptedFetch(json(400, { error: 'CHANNEL_NO_MONEY' }), accepted)
    const { receive, reported } = bot(fetch, (reply) => reply({ text: 'Hello' }))
    expect((await receive()).status).toBe(500)
    expect(reported).toMatchObject([{ code: 'CHANNEL_NO_MONEY', effect: 'none' }])
    expect((await receive()).status).toBe(200)
    expect(new Set(idsOf(fetch)).size).toBe(1)
    await receive()
    expect(fetch.requests).toHaveLength(2)
  })

  test.each<[string, Response | Error]>([
    ['a lost response', connectionReset()],
    ['a 500', json(500, '')],
    ['a truncated response', new Response('{"messageId":', { status: 201 })],
  ])('unknown (%s) makes the next run of the handler retry the reply with the same id', async (_, lost) => {
    const fetch = scriptedFetch(lost, accepted)
    const results: Reply[] = []
    const { receive, reported } = bot(fetch, async (reply) => results.push(await reply({ text: 'Hello' })))
    expect((await receive()).status).toBe(500)
    expect(reported.map((error) => (error as WazzupError).effect)).toEqual(['unknown'])
    expect([await receive(), await receive()]).toEqual([{ status: 200 }, { status: 200 }])
    expect(fetch.requests).toHaveLength(2)
    expect(new Set(idsOf(fetch)).size).toBe(1)
    expect(results.map(({ messageId }) => messageId)).toEqual(['sent', 'sent'])
  })

  test('is an error like that of messages.send when the input is invalid', async () => {
    const fetch = scriptedFetch(accepted)
    const { receive, reported } = bot(fetch, (reply) => reply({ text: '' }))
    expect((await receive()).status).toBe(500)
    expect(reported).toMatchObject([{ name: 'WazzupValidationError', issues: [{ path: 'text' }], effect: 'none' }])
    expect(fetch.requests).toEqual([])
  })

  test('is effect none when the reply was aborted before', async () => {
    const fetch = scriptedFetch(accepted)
    const { receive, reported } = bot(fetch, (reply) => reply({ text: 'Hello' }, { signal: AbortSignal.abort() }))
    await receive()
    expect([reported, fetch.requests]).toMatchObject([[{ reason: 'aborted', effect: 'none' }], []])
  })
})

test('a receiver remembers at most 10,000 replies', { timeout: 30_000 }, async () => {
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

describe('a receiver without a client', () => {
  test('has a reply that rejects with an error about the client', async () => {
    const reported: unknown[] = []
    const webhooks = createWebhooks({ secret: false, onError: (error) => reported.push(error) })
    webhooks.on('message', async (_, { reply }) => {
      await reply({ text: 'Hello' }).catch((error: unknown) => reported.push(error))
    })
    webhooks.on('echo', (_, { wazzup }) => wazzup.messages)
    expect((await webhooks.receive({ body: bodies.message })).status).toBe(200)
    expect((await webhooks.receive({ body: bodies.echo })).status).toBe(500)
    const issues = [
      { path: 'wazzup', message: 'is missing: pass a client to createWebhooks({ wazzup }) to send replies' },
    ]
    expect(reported).toMatchObject([{ issues }, { issues }])
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

test('a reply resolves when Wazzup rejects its id as repeated, because an earlier run sent it', async () => {
  const fetch = scriptedFetch(() => json(400, { error: 'repeatedCrmMessageId', description: 'was sent before' }))
  let sent: Reply | undefined
  const { reported, receive } = bot(fetch, async (reply) => (sent = await reply({ text: 'Hello' })))
  expect(await receive()).toEqual({ status: 200 })
  expect(reported).toEqual([])
  expect(sent).toEqual({ id: idsOf(fetch)[0], state: 'accepted', messageId: null })
})

test('a result that a faulty proxy makes long is not kept', async () => {
  const fetch = scriptedFetch(() => json(201, { messageId: 'x'.repeat(201), chatId: 'y'.repeat(1_000_000) }))
  const replies: Reply[] = []
  const { receive } = bot(fetch, async (reply) => replies.push(await reply({ text: 'Hello' })))
  for (const _ of [1, 2]) await receive()
  expect(fetch.requests).toHaveLength(1)
  expect(replies).toMatchObject([1, 2].map(() => ({ state: 'accepted', messageId: null })))
})
