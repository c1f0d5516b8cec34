import * as v from 'valibot'
import { describe, expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { inbound, outgoing } from '../../../test/wire-items.ts'
import {
  createClient,
  createWazzup,
  createWebhooks,
  defineEndpoint,
  messages,
  type Author,
  type Sender,
  type Wazzup,
} from '../../index.ts'

const { channelId, chatType, chatId } = inbound
const chat = { channelId, chatType, chatId }
const operator = { authorName: 'Olga', authorId: 'user-7' }
const { authorName: _name, authorId: _id, ...unsigned } = outgoing
const byId = 'this client sent it'
const byContent = 'a send of this client with this content is on its way'

/** Creates a receiver with a client, and records the kind and the author of each event. */
function listen(wazzup: Sender) {
  const seen: { kind: string; author: Author }[] = []
  const webhooks = createWebhooks({ secret: false, wazzup })
  for (const kind of ['message', 'echo', 'messageEdited', 'messageDeleted'] as const) {
    webhooks.on(kind, (event) => seen.push({ kind: event.kind, author: event.author }))
  }
  const receive = async (...items: object[]) => {
    seen.length = 0
    expect(await webhooks.receive({ body: { messages: items } })).toEqual({ status: 200 })
    return seen
  }
  return { webhooks, receive }
}

const connect = (fetch: ReturnType<typeof scriptedFetch>): Wazzup =>
  createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch: fetch.fetch, maxRetries: 0 })

const accepting = (messageId = outgoing.messageId) => scriptedFetch(() => json(201, { messageId, chatId }))

describe('the echo of a send of this client', () => {
  test.each<[string, object]>([
    ['nothing, like a message typed on the phone', {}],
    ['an operator, as for a send with crmUserId', operator],
    ['an operator in Wazzup’s own chat', { ...operator, sentFromApp: true }],
    ['a name without an id', { authorName: 'Olga' }],
    ['Admin', { authorName: 'Admin' }],
  ])('has the author `api` when its author fields contain %s', async (_, fields) => {
    const wazzup = connect(accepting())
    const { receive } = listen(wazzup)
    const echo = { ...unsigned, ...fields }
    expect((await receive(echo))[0]!.author.evidence).not.toContain(byId)
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    const [{ author, kind }] = (await receive(echo)) as [{ author: Author; kind: string }]
    expect([kind, author.is, author.evidence[0]]).toEqual(['echo', 'api', byId])
    expect(Object.isFrozen(author) && Object.isFrozen(author.evidence)).toBe(true)
    const another = await receive({ ...echo, messageId: 'another' })
    expect(another[0]!.author.evidence).not.toContain(byId)
  })

  test('may have no direction', async () => {
    const wazzup = connect(accepting())
    const { receive } = listen(wazzup)
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    const { isEcho: _echo, status: _status, ...silent } = unsigned as Record<string, unknown>
    for (const item of [silent, { ...silent, chatId: null, chatType: null }, { messageId: outgoing.messageId }]) {
      expect(await receive(item)).toMatchObject([{ kind: 'echo', author: { is: 'api' } }])
    }
  })

  test('has the same author `api` as the edit and the deletion of the message', async () => {
    const wazzup = connect(accepting())
    const { receive } = listen(wazzup)
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    const seen = await receive({ ...outgoing, isEdited: true }, { ...outgoing, isDeleted: true })
    expect(seen.map(({ kind, author }) => [kind, author.is])).toEqual([
      ['messageEdited', 'api'],
      ['messageDeleted', 'api'],
    ])
  })

  test('is an echo even with the fields of a customer’s message, so the bot does not reply to itself', async () => {
    const wazzup = connect(accepting())
    const { receive } = listen(wazzup)
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    const seen = await receive({ ...inbound, messageId: outgoing.messageId }, inbound)
    expect(seen.map(({ kind, author }) => [kind, author.is])).toEqual([
      ['echo', 'api'],
      ['message', 'customer'],
    ])
  })

  test('has the author `api` for each form of the client option', async () => {
    const fetch = accepting()
    const wazzup = connect(fetch)
    const small = createClient({ messages: { send: messages.send } }, { apiKey: 'k', fetch: fetch.fetch })
    for (const [given, sender] of [
      [wazzup, wazzup],
      [{ ...wazzup }, wazzup],
      [{ messages: { send: wazzup.messages.send } }, wazzup],
      [small, small],
    ] as const) {
      const { receive } = listen(given)
      await sender.messages.send({ ...chat, text: 'Good day' })
      expect((await receive(outgoing))[0]!.author.is).toBe('api')
    }
  })

  test('has an author derived from its fields when the client hides its send function', async () => {
    const wazzup = connect(accepting())
    const { receive } = listen({ messages: { send: (...call) => wazzup.messages.send(...call) } })
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    expect((await receive(outgoing, inbound)).map(({ author }) => author.is)).toEqual(['operator', 'customer'])
  })

  test('does not have the author `api` for another client', async () => {
    const [one, other] = [connect(accepting()), connect(accepting())]
    await one.messages.send({ ...chat, text: 'Good day' })
    expect((await listen(other).receive(outgoing))[0]!.author.is).toBe('operator')
  })
})

describe('an echo that arrives before the 201', () => {
  /** Starts a send, delivers its echo before the response, and returns the author of the echo. */
  async function echoDuring(input: object, ...items: object[]) {
    let accept = () => {}
    const fetch = scriptedFetch(
      () => new Promise<Response>((resolve) => (accept = () => resolve(json(201, { messageId: 'other', chatId })))),
    )
    const wazzup = connect(fetch)
    const { receive } = listen(wazzup)
    const sent = wazzup.messages.send({ ...chat, ...input } as never)
    await vi.waitFor(() => expect(fetch.requests).toHaveLength(1))
    const during = (await receive(...items)).map(({ author }) => author)
    accept()
    await sent
    const after = (await receive(...items)).map(({ author }) => author)
    return { during, after }
  }

  test.each<[string, object, object]>([
    ['the same text', { text: 'Good day' }, {}],
    ['a text with other whitespace and line breaks', { text: ' Good\r\nday ' }, { text: 'Good\nday' }],
    ['a text in another Unicode normal form', { text: 'е\u0308ж' }, { text: 'ёж\n' }],
    ['a file, by its type', { contentUri: 'https://example.com/a.pdf' }, { text: undefined, type: 'document' }],
    ['a template, by its type', { templateId: 't' }, { text: 'Rendered', type: 'wapi_template' }],
    ['a template in its older form', { text: '@template: t { [[a]] }' }, { text: 'Rendered', type: 'wapi_template' }],
    ['a messenger in another case', { text: 'Good day' }, { chatType: 'WhatsApp' }],
  ])('has the author `api` while a send with its content is running: %s', async (_, input, fields) => {
    const { during, after } = await echoDuring(input, { ...outgoing, ...fields })
    expect(during.map(({ is, evidence }) => [is, evidence[0]])).toEqual([['api', byContent]])
    expect(after.map(({ is }) => is)).toEqual(['operator'])
  })

  test.each<[string, object, object]>([
    ['another text', { text: 'Good day' }, { text: 'Good night' }],
    ['another chat', { text: 'Good day' }, { chatId: '79011112234' }],
    ['another channel', { text: 'Good day' }, { channelId: 'other' }],
    ['another messenger', { text: 'Good day' }, { chatType: 'viber' }],
    ['no channel', { text: 'Good day' }, { channelId: null, chatType: null, chatId: null, isEdited: false }],
    ['a file in place of a text', { text: 'Good day' }, { contentUri: 'https://store', type: 'document' }],
    ['a text in place of a file', { contentUri: 'https://example.com/a.pdf' }, { type: 'text' }],
    ['a template in place of a file', { contentUri: 'https://example.com/a.pdf' }, { type: 'wapi_template' }],
    ['a file in place of a template', { templateId: 't' }, { type: 'image', text: undefined }],
  ])('does not have the author `api` for %s', async (_, input, fields) => {
    const { during } = await echoDuring(input, { ...outgoing, ...fields })
    expect(during.map(({ is }) => is)).not.toContain('api')
  })

  test.each<[string, object, object]>([
    ['phone', { phone: '79011112233' }, { phone: '+7 901 111-22-33' }],
    ['user name', { username: 'Anna' }, { username: '@anna' }],
  ])('is recognized by the %s when the send has no chat id', async (_, input, contact) => {
    const telegram = { chatType: 'telegram', chatId: undefined, text: 'Good day' }
    const item = { ...outgoing, chatType: 'telegram', chatId: '555' }
    const { during } = await echoDuring({ ...telegram, ...input }, { ...item, contact }, item)
    expect(during.map(({ is }) => is)).toEqual(['api', 'operator'])
  })

  test('a customer’s message with the same text at the same time keeps the author `customer`', async () => {
    const { during } = await echoDuring({ text: 'Good day' }, inbound)
    expect(during.map(({ is }) => is)).toEqual(['customer'])
  })
})

describe('a send whose messageId is not known', () => {
  test('is recognized by its content for 60 seconds', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const wazzup = connect(scriptedFetch(connectionReset()))
      const { receive } = listen(wazzup)
      await wazzup.messages.send({ ...chat, text: 'Good day' }).catch(() => {})
      vi.advanceTimersByTime(59_000)
      expect((await receive(outgoing))[0]!.author.is).toBe('api')
      vi.advanceTimersByTime(2_000)
      expect((await receive(outgoing))[0]!.author.is).toBe('operator')
    } finally {
      vi.useRealTimers()
    }
  })

  test('is not recognized after it was rejected', async () => {
    const wazzup = connect(scriptedFetch(json(400, { error: 'CHANNEL_BLOCKED' })))
    const { receive } = listen(wazzup)
    await wazzup.messages.send({ ...chat, text: 'Good day' }).catch(() => {})
    await wazzup.messages.send({ wrong: 'Good day' } as never).catch(() => {})
    await wazzup.messages.send(undefined as never).catch(() => {})
    expect((await receive(outgoing))[0]!.author.is).toBe('operator')
  })
})

describe('the memory of own sends', () => {
  test('holds at most 10,000 ids', async () => {
    let count = 0
    const wazzup = createWazzup({
      apiKey: 'k',
      rateLimit: 'unlimited',
      fetch: async () => json(201, { messageId: `sent-${count++}`, chatId }),
    })
    for (let batch = 0; batch < 101; batch++) {
      const sends = Array.from({ length: 100 }, () => wazzup.messages.send({ ...chat, text: 'Good day' }))
      await Promise.all(sends)
    }
    const { receive } = listen(wazzup)
    const seen = await receive(
      ...['sent-0', 'sent-99', 'sent-100', 'sent-10099'].map((messageId) => ({ ...outgoing, messageId })),
    )
    expect(seen.map(({ author }) => author.is)).toEqual(['operator', 'operator', 'api', 'api'])
  })

  test('does not hold an id of one megabyte', async () => {
    const messageId = 'x'.repeat(1_000_000)
    const wazzup = connect(accepting(messageId))
    await wazzup.messages.send({ ...chat, text: 'Good day' })
    expect((await listen(wazzup).receive({ ...outgoing, messageId }))[0]!.author.is).toBe('operator')
  })

  test('cannot be read or changed from outside', () => {
    const { messages: calls } = connect(accepting())
    expect(Object.keys(calls.send)).toEqual([])
    expect(JSON.stringify(calls)).toBe('{}')
  })
})

test('the stack of a failed send contains the line that called send', async () => {
  const wazzup = connect(scriptedFetch(json(400, { error: 'CHANNEL_BLOCKED' })))
  async function senderOfTheApp() {
    await wazzup.messages.send({ ...chat, text: 'Good day' })
  }
  const error = await senderOfTheApp().catch((failure: unknown) => failure as Error)
  expect((error as Error).stack).toContain('senderOfTheApp')
})

test('all methods of a client that send share one memory', async () => {
  const { fetch } = accepting()
  const sendAll = defineEndpoint({ ...messages.send, input: v.looseObject({ text: v.string() }) })
  const client = createClient({ messages: { send: messages.send, sendAll } }, { apiKey: 'key', fetch })
  const { receive } = listen(client)
  await client.messages.sendAll({ ...chat, text: 'Good day' })
  expect((await receive(unsigned))[0]!.author.evidence[0]).toBe(byId)
  const other = createClient({ messages }, { apiKey: 'key', fetch })
  expect((await listen(other).receive(unsigned))[0]!.author.evidence).not.toContain(byId)
})
