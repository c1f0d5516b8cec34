import { describe, expect, test } from 'vitest'
import { createInboxBench } from '../../test/inbox-bench.ts'
import { received } from '../../test/received.ts'
import { contactRequest, inbound, outgoing } from '../../test/wire-items.ts'
import { createWazzup, createWebhooks } from '../index.ts'

// A number holds integers up to 2^53 exactly. JSON.parse rounds 17841400008460057 to the id of another chat.

const long = '17841400008460057'
const rounded = Number(long)

/** Returns a delivery as text, in which each `"#<digits>"` is a number. */
function toBody(delivery: object): string {
  return JSON.stringify(delivery).replaceAll(/"#(\d+)"/g, '$1')
}

describe('a number above 2^53 in the text of a delivery', () => {
  test('is read as text, so a reply goes to the chat of its message', async () => {
    const sent: unknown[] = []
    const fetch = async (_: unknown, init?: RequestInit) => {
      sent.push(JSON.parse(init!.body as string))
      return Response.json({ messageId: 'm', chatId: 'c' }, { status: 201 })
    }
    const webhooks = createWebhooks({ secret: false, wazzup: createWazzup({ apiKey: 'key', fetch }) })
    webhooks.on('message', (_, { reply }) => reply({ text: 'Hello' }))
    await webhooks.receive({ body: toBody({ messages: [{ ...inbound, chatType: 'instagram', chatId: `#${long}` }] }) })
    expect(sent).toMatchObject([{ chatId: long }])
  })

  test('tells two messages apart, with a store', async () => {
    const { open, settle } = createInboxBench()
    const seen: string[] = []
    const webhooks = open().on('message', ({ messageId }) => void seen.push(messageId))
    const ids = ['9007199254740992', '9007199254740993']
    await webhooks.receive({ body: toBody({ messages: ids.map((id) => ({ ...inbound, messageId: `#${id}` })) }) })
    await settle(webhooks)
    expect(seen).toEqual(ids)
  })

  test.each([
    ['a message whose text has the same digits', { text: `chatId: ${long}, "${long}"` }],
    ['a text that ends with a backslash', { text: '\\' }],
    ['a quote', { quotedMessage: { messageId: `#${long}` } }],
  ])('is read beside %s', async (_, fields) => {
    const { events } = await received(
      toBody({ messages: [{ ...inbound, ...fields, chatType: 'instagram', chatId: `#${long}` }] }),
    )
    const { quotedMessage: quoted, ...same } = fields as { quotedMessage?: object }
    expect(events).toMatchObject([{ kind: 'message', chatId: long, ...same, ...(quoted && { quotedMessageId: long }) }])
  })

  test('is changed only where it is a long integer', async () => {
    const numbers = '[900719925474099, 1784140000846005.5, 1e20, -17841400008460057, "17841400008460057"]'
    const { raws } = await received(
      `{"messages":[${JSON.stringify({ ...inbound, extra: '#' }).replace('"#"', numbers)}]}`,
    )
    const extra = [900_719_925_474_099, 1_784_140_000_846_005.5, 1e20, `-${long}`, long]
    expect(raws).toEqual([{ ...inbound, extra }])
  })

  test('costs no more in a body that repeats quotes and backslashes and does not end', async () => {
    const { response } = await received(`{"a":${long},"b":"${'\\"'.repeat(1_000_000)}`)
    expect(response).toEqual({ status: 400, body: { error: 'the body is not JSON' } })
  })
})

describe('a number that a body parser has rounded', () => {
  test.each(['messageId', 'channelId', 'chatId'])('makes a message unrecognized: %s', async (field) => {
    const { events } = await received({ messages: [{ ...inbound, [field]: rounded }] })
    expect(events).toMatchObject([{ kind: 'unrecognized', issues: [{ path: field }] }])
  })

  test('is reported when unrecognized has no handler', async () => {
    const reported: unknown[] = []
    const onError = (error: unknown, { kind }: { kind: string }) => reported.push([kind, (error as Error).message])
    const webhooks = createWebhooks({ secret: false, onError }).on('message', () => {})
    await webhooks.receive({ body: { messages: [{ ...inbound, chatId: rounded }] } })
    expect(reported).toEqual([['unrecognized', expect.stringContaining('messages.chatId cannot be read')]])
  })

  test('is no id of an employee, a quote or a contact', async () => {
    const quotedMessage = { messageId: rounded, id: rounded }
    const item = {
      ...outgoing,
      authorId: rounded,
      quotedMessage,
      quotedMessageId: rounded,
      contact: { phone: rounded },
    }
    const { events } = await received({ messages: [item] })
    expect(events).toMatchObject([{ kind: 'echo', authorId: undefined, contact: { phone: undefined } }])
    expect((events[0] as { quotedMessageId?: string }).quotedMessageId).toBeUndefined()
  })

  test('names no chat of a question', async () => {
    const contactData = [{ chatType: 'instagram', chatId: rounded }]
    const { response } = await received({ createContact: { ...contactRequest, contactData } })
    expect(response).toMatchObject({ status: 400, body: { error: 'createContact names no chat in contactData' } })
  })

  test('does not make two items one event of a store', async () => {
    const { open, settle } = createInboxBench()
    const seen: unknown[] = []
    const webhooks = open().on('unrecognized', ({ id }) => void seen.push(id))
    for (const _ of [1, 2]) await webhooks.receive({ body: { messages: [{ ...inbound, messageId: rounded }] } })
    await settle(webhooks)
    expect(new Set(seen).size).toBe(2)
  })
})

test('a number above 2^53 in a response is read as text', async () => {
  const fetch = async () => new Response(`{"messageId":${long},"chatId":${long}}`, { status: 201 })
  const wazzup = createWazzup({ apiKey: 'key', fetch })
  const chat = { channelId: 'c1', chatType: 'instagram', chatId: 'anna' } as const
  expect(await wazzup.messages.send({ ...chat, text: 'Hello' })).toMatchObject({ messageId: long, chatId: long })
})
