import schemas from '@asyncapi/specs'
import { createWazzup, type ContactInput, type DealInput } from '@wazzup-kit/core'
import { deliveryErrors, type DeliveryErrorCode } from '@wazzup-kit/core/errors'
import { asyncApiDocument, channelIds, createEmulator, templateIds, type JsonObject } from '@wazzup-kit/emulator'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { createValidator } from './validator.ts'

const document = asyncApiDocument()
const misfitsAt = createValidator(document)
const headersOf = ['components', 'messageTraits', 'post', 'headers']
const names = Object.keys((document.channels as { webhooks: { messages: JsonObject } }).webhooks.messages)

/** The messages that a body may be. */
function kindsOf(body: unknown): string[] {
  return names.filter((name) => misfitsAt(['channels', 'webhooks', 'messages', name, 'payload'], body).length === 0)
}

test.each([undefined, 'http://127.0.0.1:3000', 'https://crm.example/hooks/wazzup?key=secret'])(
  'is a valid document for %s',
  (serverUrl) => {
    // Formats would need a package of their own; addresses are looked at below.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
    const isValid = ajv.compile(schemas.schemasWithoutId['3.0.0'] as JsonObject)
    isValid(asyncApiDocument({ serverUrl }))
    expect(isValid.errors).toBe(null)
    expect(isValid({ ...document, operations: { broken: { action: 'receive' } } })).toBe(false)
  },
)

test('names the address without the secrets in it', () => {
  const own = asyncApiDocument({ serverUrl: 'http://127.0.0.1:3000/hooks/wazzup?key=secret' })
  expect(own.servers).toMatchObject({
    subscriber: { protocol: 'http', variables: { host: { default: '127.0.0.1:3000' } } },
  })
  expect(own.channels).toMatchObject({ webhooks: { parameters: { path: { default: 'hooks/wazzup' } } } })
  expect(JSON.stringify(own)).not.toContain('secret')
})

test('references lead somewhere', () => {
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

test('what the emulator posts fits one message each, and so do the answers that it takes', async () => {
  const posts: { body: JsonObject; headers: Record<string, string> }[] = []
  const emulator = createEmulator({
    async webhookFetch(_address, init) {
      const body = JSON.parse(String(init!.body)) as JsonObject
      posts.push({ body, headers: Object.fromEntries(new Headers(init!.headers)) })
      return Response.json(body.createContact ? contact : body.createDeal ? deal : null)
    },
  })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const { simulate } = emulator
  const all = { messagesAndStatuses: true, contactsAndDealsCreation: true, channelsUpdates: true, templateStatus: true }
  await wazzup.subscription.set({ webhooksUri: 'https://crm.example/wazzup', subscriptions: all })

  const { messageId, chatId } = simulate.client.writes({ text: 'Hello' })
  simulate.client.edits(messageId, 'Hello again')
  simulate.client.deletes(messageId)
  simulate.client.writes({ type: 'image', quotes: messageId, text: null, contact: null, instPost: { id: '1' } })
  for (const channelId of [channelIds.tgapi, channelIds.whatsapp]) simulate.client.writes({ channelId })
  for (const from of ['wazzup', 'crm', 'phone'] as const) simulate.operator.writes({ from, chatId })

  const to = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId } as const
  const sent = await wazzup.messages.send({ ...to, text: 'Hello' })
  await emulator.settled()
  for (const code of Object.keys(deliveryErrors) as DeliveryErrorCode[]) {
    simulate.message.fails(sent.messageId!, code, { data: { code } })
    simulate.message.fails(sent.messageId!, code, { inside: 'messages' })
  }
  simulate.message.isEdited(sent.messageId!)
  emulator.deliveryFaults.next('mixed')
  simulate.message.isRead(sent.messageId!)
  simulate.client.writes({ text: 'One more' })
  simulate.channel.becomes(channelIds.whatsapp, 'qr')
  simulate.channel.becomes(channelIds.wapi, 'active', { tier: 'TIER_1K' })
  simulate.template.becomes(Object.values(templateIds)[0]!, 'approved')
  expect(await simulate.deal.isAskedFor({ chatType: 'whatsapp', chatId })).toMatchObject({ outcome: 'created' })
  await emulator.settled()

  expect(posts.filter(({ body }) => kindsOf(body).length !== 1)).toEqual([])
  expect([...new Set(posts.flatMap(({ body }) => kindsOf(body)))].toSorted()).toEqual(names.toSorted())
  expect(posts.flatMap(({ headers }) => misfitsAt(headersOf, headers))).toEqual([])
  expect(posts.some(({ body }) => body.messages && body.statuses)).toBe(true)
  expect(misfitsAt(['channels', 'answers', 'messages', 'createContact', 'payload'], contact)).toEqual([])
  expect(misfitsAt(['channels', 'answers', 'messages', 'createDeal', 'payload'], deal)).toEqual([])
})

test('what does not fit is noticed', () => {
  expect(kindsOf({ messages: [{ messageId: 'm' }] })).toEqual(['messagesAndStatuses'])
  expect(kindsOf({ messages: [{ text: 'no id' }] })).toEqual([])
  expect(kindsOf({ statuses: [{ messageId: 'm', status: 'error', error: { description: 'no code' } }] })).toEqual([])
  expect(kindsOf({ channelsUpdates: [{ channelId: 'c', state: 'active', timestamp: '2026-01-01' }] })).toEqual([])
  expect(misfitsAt(headersOf, { 'content-type': 'application/json' })).toHaveLength(1)
  expect(misfitsAt(['channels', 'answers', 'messages', 'createDeal', 'payload'], contact)).not.toEqual([])
})
