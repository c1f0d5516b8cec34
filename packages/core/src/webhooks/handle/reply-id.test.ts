import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { inbound } from '../../../test/wire-items.ts'
import { createWazzup, createWebhooks, type ReplyInput } from '../../index.ts'

type Content = { text: string } & Record<string, unknown>

/** Sends these replies to a message in a separate process, and returns their ids. */
async function idsOf(message: object, ...contents: Content[]): Promise<string[]> {
  const { fetch, requests } = scriptedFetch(() => json(201, { messageId: 'sent', chatId: '7' }))
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
  const webhooks = createWebhooks({ secret: false, wazzup })
  webhooks.on('message', (_, { reply }) => Promise.all(contents.map((content) => reply(content as ReplyInput))))
  expect(await webhooks.receive({ body: { messages: [message] } })).toEqual({ status: 200 })
  return requests.map(({ body }) => (body as { crmMessageId: string }).crmMessageId)
}

const hello = { text: 'Hello' }

test('a reply id is the same in each process, in each order of fields, and for null, undefined and missing fields', async () => {
  const [id] = await idsOf(inbound, { text: 'Hello', crmUserId: 'u' })
  expect(await idsOf({ ...inbound, future: 1 }, { crmUserId: 'u', text: 'Hello' })).toEqual([id])
  expect(await idsOf(inbound, { text: 'Hello', crmUserId: 'u', refMessageId: undefined })).toEqual([id])
})

test.each<[string, Content]>([
  ['another text', { text: 'hello' }],
  ['another operator', { text: 'Hello', crmUserId: 'u' }],
  ['other buttons', { text: 'Hello', buttonsObject: { buttons: [{ text: 'a', type: 'reply' }] } }],
  ['another clearUnanswered', { text: 'Hello', clearUnanswered: true }],
])('a reply id differs for %s', async (_, content) => {
  expect(await idsOf(inbound, content)).not.toEqual(await idsOf(inbound, hello))
})

test('the reply ids of equal replies differ, also with other replies between them', async () => {
  const [first, , second] = await idsOf(inbound, hello, { text: 'Wait' }, hello)
  expect(first).not.toBe(second)
  expect(await idsOf(inbound, hello, hello)).toEqual([first, second])
})

test('replies are sent in the order of the calls, although their digests are asynchronous', async () => {
  const digest = crypto.subtle.digest.bind(crypto.subtle)
  vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async (...input) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    return digest(...input)
  })
  const contents = Array.from({ length: 5 }, (_, index) => ({ text: String(index) }))
  const { fetch, requests } = scriptedFetch(() => json(201, { messageId: 'sent', chatId: '7' }))
  const wazzup = createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch })
  const webhooks = createWebhooks({ secret: false, wazzup })
  webhooks.on('message', (_, { reply }) => Promise.all(contents.map((content) => reply(content))))
  await webhooks.receive({ body: { messages: [inbound] } })
  expect(requests.map(({ body }) => (body as Content).text)).toEqual(contents.map(({ text }) => text))
  vi.restoreAllMocks()
})

test('replies to two messages never have the same id', async () => {
  const part = fc.constantFrom('1', '11', '111', '"', '","', '-', 'reply', ' ', '\u0000', 'ё', 'е\u0308')
  const messageId = part.filter((id) => id !== ' ')
  const message = fc.record({ channelId: part, chatType: part, chatId: part, messageId })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(message, { selector: JSON.stringify, minLength: 2, maxLength: 6 }),
      async (items) => {
        const ids = await Promise.all(items.map((item) => idsOf({ ...inbound, ...item }, hello)))
        expect(new Set(ids.flat()).size).toBe(items.length)
      },
    ),
    { numRuns: 200, seed: 20_261_127 },
  )
})

test.each([' ', '\t', 'null'])('a message with %j in place of an id gets no reply', async (messageId) => {
  expect(await idsOf({ ...inbound, messageId }, hello)).toEqual([])
})

test('a reply id is short, even for a long messageId', async () => {
  const [id] = await idsOf({ ...inbound, messageId: 'x'.repeat(1_000_000) }, hello)
  expect(id).toHaveLength(36)
})
