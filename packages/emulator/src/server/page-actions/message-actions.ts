import * as v from 'valibot'
import { apiErrors, deliveryErrors, messageTypes } from '@wazzup-kit/core/schemas'
import type { Code } from '../../api/responses.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { channelOf, chatTypeOf } from '../../simulate/simulated-world.ts'
import { keyOf } from '../page-api/message-view.ts'
import { action, WrongInput, type Reach, type Action } from './action.ts'

const text = v.pipe(v.string(), v.maxLength(20_000))
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const messageId = v.strictObject({ messageId: id })

/** A file as a data URL, kept here so that a bot can really load it; or an address of your own. */
const fileFields = {
  file: v.optional(v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)), data: v.string() })),
  contentUri: v.optional(v.pipe(v.string(), v.url())),
}

interface FileInput {
  file?: { name: string; data: string } | undefined
  contentUri?: string | undefined
}

function linkOf({ files, url }: Reach, { file, contentUri }: FileInput): { contentUri?: string | undefined } {
  if (file && contentUri !== undefined) throw new WrongInput('Either file or contentUri')
  if (!file) return contentUri === undefined ? {} : { contentUri }
  return { contentUri: `${url}/_emulator/files/${files.keep(file.name, file.data)}/${encodeURIComponent(file.name)}` }
}

/** Someone new, or someone that the emulator knows by the id of the chat. */
const Person = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  phone: v.optional(v.pipe(v.string(), v.regex(/^\d{5,15}$/, 'Digits with the country code'))),
  username: v.optional(v.pipe(v.string(), v.regex(/^[^@\s/]{1,64}$/, 'Without @'))),
  avatarUri: v.optional(v.pipe(v.string(), v.url())),
})

const ClientMessage = v.strictObject({
  channelId: v.optional(id),
  chatType: v.optional(id),
  chatId: v.optional(id),
  from: v.optional(Person),
  type: v.optional(v.picklist(messageTypes)),
  text: v.optional(text),
  quotes: v.optional(id),
  poll: v.optional(v.pipe(v.array(text), v.minLength(1), v.maxLength(100))),
  fileName: v.optional(id),
  ...fileFields,
})

/** A chat by its key, as the page has it, or by its parts, as `simulate.client.writes` takes them. */
const ChatToRead = v.strictObject({
  chat: v.optional(id),
  channelId: v.optional(id),
  chatType: v.optional(id),
  chatId: v.optional(id),
})

function keyOfRead(emulator: Emulator, { chat, ...parts }: v.InferOutput<typeof ChatToRead>): string {
  if (chat !== undefined) return chat
  const { channelId, chatId } = parts
  if (chatId === undefined)
    throw new WrongInput('chatId is missing: give it, and the channelId if the chat is not on WhatsApp')
  const channel = channelOf({ world: emulator }, channelId)
  const key = keyOf({ channelId: channel.channelId, chatType: parts.chatType ?? chatTypeOf(channel), chatId })
  const isKnown = [...emulator.state.messages.values()].some((message) => keyOf(message) === key)
  if (!isKnown) throw new Error(`The emulated account has no chat ${key}`)
  return key
}

const OperatorMessage = v.strictObject({
  from: v.picklist(['wazzup', 'crm', 'phone']),
  channelId: v.optional(id),
  chatType: v.optional(id),
  chatId: id,
  text: v.optional(text),
  type: v.optional(v.picklist(messageTypes)),
  authorId: v.optional(id),
  authorName: v.optional(id),
  ...fileFields,
})

const failureFields = {
  code: v.picklist(Object.keys({ ...deliveryErrors, ...apiErrors }) as Code[]),
  inside: v.optional(v.picklist(['statuses', 'messages'])),
  description: v.optional(text),
  data: v.optional(v.unknown()),
}
const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)))

/** What people write and press, and what becomes of messages. */
export const messageActions: Readonly<Record<string, Action>> = {
  'simulate.client.writes': action(ClientMessage, (reach, { file, contentUri, ...message }) =>
    reach.emulator.simulate.client.writes({ ...message, ...linkOf(reach, { file, contentUri }) }),
  ),
  'simulate.client.presses': action(
    v.strictObject({ messageId: id, button: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    ({ emulator }, input) => emulator.simulate.client.presses(input.messageId, input.button),
  ),
  'simulate.client.edits': action(v.strictObject({ messageId: id, text }), ({ emulator }, input) =>
    emulator.simulate.client.edits(input.messageId, input.text),
  ),
  'simulate.client.deletes': action(messageId, ({ emulator }, input) =>
    emulator.simulate.client.deletes(input.messageId),
  ),
  /** The client opens a chat and reads everything in it. */
  'simulate.client.reads': action(ChatToRead, ({ emulator, chats }, given) => {
    const unread = chats.unread(keyOfRead(emulator, given))
    for (const messageId of unread) emulator.simulate.message.isRead(messageId)
    return { read: unread.length }
  }),
  'simulate.operator.writes': action(OperatorMessage, (reach, { file, contentUri, ...message }) =>
    reach.emulator.simulate.operator.writes({ ...message, ...linkOf(reach, { file, contentUri }) }),
  ),
  'simulate.message.isSent': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.isSent(input.messageId),
  ),
  'simulate.message.isDelivered': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.isDelivered(input.messageId),
  ),
  'simulate.message.isRead': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.isRead(input.messageId),
  ),
  'simulate.message.isEdited': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.isEdited(input.messageId),
  ),
  'simulate.message.fails': action(
    v.strictObject({ messageId: id, ...failureFields }),
    ({ emulator }, { messageId, code, ...how }) => emulator.simulate.message.fails(messageId, code, how),
  ),
  'simulate.message.nextFails': action(
    v.strictObject({ ...failureFields, times }),
    ({ emulator }, { code, ...options }) => emulator.simulate.message.nextFails(code, options),
  ),
  'simulate.message.nextEchoes': action(
    v.strictObject({ status: v.picklist(['delivered', 'read']), times }),
    ({ emulator }, { status, ...options }) => emulator.simulate.message.nextEchoes(status, options),
  ),
  'simulate.message.nextVanishes': action(v.strictObject({ times }), ({ emulator }, options) =>
    emulator.simulate.message.nextVanishes(options),
  ),
}
