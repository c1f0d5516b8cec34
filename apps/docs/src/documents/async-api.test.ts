import schemas from '@asyncapi/specs'
import { createWazzup, type ContactInput, type DealInput } from '@wazzup-kit/core'
import { deliveryErrors, type DeliveryErrorCode } from '@wazzup-kit/core/errors'
import { subscriptionFlags } from '@wazzup-kit/core/schemas'
import { channelIds, createEmulator, templateIds } from '@wazzup-kit/emulator'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import type { JsonObject } from '../schemas/json-schema.ts'
import { asyncApiDocument } from './async-api.ts'
import { createValidator } from './validator.ts'

const document = asyncApiDocument()
const misfitsAt = createValidator(document)
const headersOf = ['components', 'messageTraits', 'post', 'headers']
const names = Object.keys((document.channels as { webhooks: { messages: JsonObject } }).webhooks.messages)

/** Returns the names of the messages whose schema a body fits. */
function kindsOf(body: unknown): string[] {
  return names.filter((name) => misfitsAt(['channels', 'webhooks', 'messages', name, 'payload'], body).length === 0)
}

test('the AsyncAPI document is valid', () => {
  // Validating formats needs another package.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const isValid = ajv.compile(schemas.schemasWithoutId['3.0.0'] as JsonObject)
  isValid(document)
  expect(isValid.errors).toBe(null)
  expect(isValid({ ...document, operations: { broken: { action: 'receive' } } })).toBe(false)
})

test('every reference of the AsyncAPI document can be resolved', () => {
  const text = JSON.stringify(document)
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!)
  const lost = references.filter(
    (path) => path.split('/').reduce<unknown>((part, step) => (part as JsonObject)?.[step], document) === undefined,
  )
  expect(references).not.toEqual([])
  expect(lost).toEqual([])
})

const contact: ContactInput = {
  id: 'c1',
  responsibleUserId: 'u1',
  name: 'Dora',
  contactData: [{ chatType: 'whatsapp', chatId: '79000000301' }],
}
const deal: DealInput = {
  id: 'd1',
  responsibleUserId: 'u1',
  name: 'Three chairs',
  uri: 'https://crm.example/deals/d1',
  contacts: ['c1'],
  closed: false,
}

type Flag = (typeof subscriptionFlags)[number]

interface Post {
  body: JsonObject
  headers: Record<string, string>
}

/** Records all deliveries of the emulator to a subscription with these flags. */
async function recordPosts(flags: readonly Flag[]): Promise<Post[]> {
  const posts: Post[] = []
  const emulator = createEmulator({
    async webhookFetch(_address, init) {
      const body = JSON.parse(String(init!.body)) as JsonObject
      posts.push({ body, headers: Object.fromEntries(new Headers(init!.headers)) })
      return Response.json(body.createContact ? contact : body.createDeal ? deal : null)
    },
  })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const { simulate } = emulator
  const subscriptions = Object.fromEntries(subscriptionFlags.map((flag) => [flag, flags.includes(flag)])) as Record<
    Flag,
    boolean
  >
  await wazzup.subscription.set({ webhooksUri: 'https://crm.example/wazzup', subscriptions })

  const { messageId, chatId } = simulate.customer.send({ text: 'Hello' })
  simulate.customer.edit(messageId, 'Hello again')
  simulate.customer.delete(messageId)
  simulate.customer.send({ type: 'image', quotes: messageId, text: null, contact: null, instPost: { id: '1' } })
  for (const channelId of [channelIds.tgapi, channelIds.whatsapp]) simulate.customer.send({ channelId })
  for (const from of ['wazzup', 'crm', 'phone'] as const) simulate.operator.send({ from, chatId })

  const to = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId } as const
  const sent = await wazzup.messages.send({ ...to, text: 'Hello' })
  await emulator.settled()
  for (const code of Object.keys(deliveryErrors) as DeliveryErrorCode[]) {
    simulate.message.fail(sent.messageId!, code, { data: { code } })
    simulate.message.fail(sent.messageId!, code, { inside: 'messages' })
  }
  simulate.message.markEdited(sent.messageId!)
  emulator.faults.deliveries.next('mixed')
  simulate.message.markRead(sent.messageId!)
  simulate.customer.send({ text: 'One more' })
  simulate.channel.setState(channelIds.whatsapp, 'qr')
  simulate.channel.setState(channelIds.wapi, 'active', { tier: 'TIER_1K' })
  simulate.template.setStatus(Object.values(templateIds)[0]!, 'approved')
  const asked = await simulate.deal.askFor({ chatType: 'whatsapp', chatId })
  if (flags.includes('contactsAndDealsCreation')) expect(asked).toMatchObject({ outcome: 'created' })
  await emulator.settled()
  return posts
}

test('every delivery of the emulator fits exactly one message, and the expected responses fit theirs', async () => {
  const posts = await recordPosts(subscriptionFlags)
  expect(posts.filter(({ body }) => kindsOf(body).length !== 1)).toEqual([])
  expect([...new Set(posts.flatMap(({ body }) => kindsOf(body)))].toSorted()).toEqual(names.toSorted())
  expect(posts.flatMap(({ headers }) => misfitsAt(headersOf, headers))).toEqual([])
  expect(posts.some(({ body }) => body.messages && body.statuses)).toBe(true)
  expect(misfitsAt(['channels', 'answers', 'messages', 'createContact', 'payload'], contact)).toEqual([])
  expect(misfitsAt(['channels', 'answers', 'messages', 'createDeal', 'payload'], deal)).toEqual([])
})

test.each(subscriptionFlags)(
  'the messages described with the flag %s are those that a subscription with only this flag gets',
  async (flag) => {
    const { messages } = (document.channels as { webhooks: { messages: Record<string, { description?: string }> } })
      .webhooks
    const described = names.filter((name) => messages[name]!.description?.includes(`\`${flag}\``))
    const posted = new Set((await recordPosts([flag])).flatMap(({ body }) => kindsOf(body)))
    expect([...posted].toSorted()).toEqual([...described, 'testPing'].toSorted())
  },
)

test('bodies and headers that do not fit the AsyncAPI document are found', () => {
  expect(kindsOf({ messages: [{ messageId: 'm' }] })).toEqual(['messagesAndStatuses'])
  expect(kindsOf({ messages: [{ text: 'no id' }] })).toEqual([])
  expect(kindsOf({ statuses: [{ messageId: 'm', status: 'error', error: { description: 'no code' } }] })).toEqual([])
  expect(kindsOf({ channelsUpdates: [{ channelId: 'c', state: 'active', timestamp: '2026-01-01' }] })).toEqual([])
  expect(misfitsAt(headersOf, { 'content-type': 'application/json' })).toHaveLength(1)
  expect(misfitsAt(['channels', 'answers', 'messages', 'createDeal', 'payload'], contact)).not.toEqual([])
})
