import * as v from 'valibot'
import { messageTypes } from '@wazzup-kit/core/schemas'
import type { Emulator } from '../../emulator/emulator.ts'
import { channelOf, chatTypeOf } from '../../simulate/simulated-world.ts'
import { dialogKey } from '../../account/dialogs.ts'
import { WrongInput } from '../../input/read-input.ts'
import { id, outcomeSchemas, text } from '../../simulate/outcome-fields.ts'
import { action, type Action } from './action.ts'

const messageId = v.strictObject({ messageId: id })

/** A file as a data URL, which the emulator serves so that a bot can download it, or another address. */
const fileFields = {
  file: v.optional(v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)), data: v.string() })),
  contentUri: v.optional(v.pipe(v.string(), v.url())),
}

interface FileInput {
  file?: { name: string; data: string } | undefined
  contentUri?: string | undefined
}

/** Returns the input, unless it has both kinds of file. */
function withOneFile<Input extends FileInput>(input: Input): Input {
  if (input.file && input.contentUri !== undefined)
    throw new WrongInput('"file" and "contentUri" cannot be given together')
  return input
}

/** A new customer, or a known one by chat id. */
const Person = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  phone: v.optional(v.pipe(v.string(), v.regex(/^\d{5,15}$/, 'Digits with the country code'))),
  username: v.optional(v.pipe(v.string(), v.regex(/^[^@\s/]{1,64}$/, 'Without @'))),
  avatarUri: v.optional(v.pipe(v.string(), v.url())),
})

const CustomerMessage = v.strictObject({
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

/** A chat by its key, or by its parts as in `simulate.customer.send`. */
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
  const key = dialogKey({ channelId: channel.channelId, chatType: parts.chatType ?? chatTypeOf(channel), chatId })
  const isKnown = [...emulator.state.messages.values()].some((message) => dialogKey(message) === key)
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

const AnsweredChat = v.strictObject({ channelId: v.optional(id), chatType: v.optional(id), chatId: id })

const chatInWindow = {
  window: v.pipe(v.string(), v.url()),
  chatId: v.optional(id),
  chatType: v.optional(id),
  channelId: v.optional(id),
}

/** Actions of customers and operators, and outcomes of messages. */
export const messageActions: Readonly<Record<string, Action>> = {
  'simulate.customer.send': action(CustomerMessage, ({ emulator }, message) =>
    emulator.simulate.customer.send(withOneFile(message)),
  ),
  'simulate.customer.press': action(
    v.strictObject({ messageId: id, button: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    ({ emulator }, input) => emulator.simulate.customer.press(input.messageId, input.button),
  ),
  'simulate.customer.edit': action(v.strictObject({ messageId: id, text }), ({ emulator }, input) =>
    emulator.simulate.customer.edit(input.messageId, input.text),
  ),
  'simulate.customer.delete': action(messageId, ({ emulator }, input) =>
    emulator.simulate.customer.delete(input.messageId),
  ),
  /** Marks all messages of a chat as read by the customer. */
  'simulate.customer.read': action(ChatToRead, ({ emulator, chats }, given) => {
    const unread = chats.unread(keyOfRead(emulator, given))
    for (const messageId of unread) emulator.simulate.message.markRead(messageId)
    return { read: unread.length }
  }),
  'simulate.operator.send': action(OperatorMessage, ({ emulator }, message) =>
    emulator.simulate.operator.send(withOneFile(message)),
  ),
  'simulate.operator.markNoReplyNeeded': action(AnsweredChat, ({ emulator }, chat) =>
    emulator.simulate.operator.markNoReplyNeeded(chat),
  ),
  'simulate.chatWindow.createEntity': action(v.strictObject(chatInWindow), ({ emulator }, chat) =>
    emulator.simulate.chatWindow.createEntity(chat),
  ),
  'simulate.chatWindow.openEntity': action(v.strictObject({ ...chatInWindow, dealId: id }), ({ emulator }, deal) =>
    emulator.simulate.chatWindow.openEntity(deal),
  ),
  'simulate.message.markSent': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.markSent(input.messageId),
  ),
  'simulate.message.markDelivered': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.markDelivered(input.messageId),
  ),
  'simulate.message.markRead': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.markRead(input.messageId),
  ),
  'simulate.message.markEdited': action(messageId, ({ emulator }, input) =>
    emulator.simulate.message.markEdited(input.messageId),
  ),
  'simulate.message.fail': action(outcomeSchemas['message.fail'], ({ emulator }, { messageId, code, ...how }) =>
    emulator.simulate.message.fail(messageId, code, how),
  ),
  'simulate.message.failNext': action(outcomeSchemas['message.failNext'], ({ emulator }, { code, ...options }) =>
    emulator.simulate.message.failNext(code, options),
  ),
  'simulate.message.echoNextAs': action(outcomeSchemas['message.echoNextAs'], ({ emulator }, { status, ...options }) =>
    emulator.simulate.message.echoNextAs(status, options),
  ),
  'simulate.message.dropNext': action(outcomeSchemas['message.dropNext'], ({ emulator }, options) =>
    emulator.simulate.message.dropNext(options),
  ),
}
