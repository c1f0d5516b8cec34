import { chatKey, crmContactOf, deleteMessage, editMessage, quoteOf, type Chat } from '../chats.ts'
import type { EmulatedChannel } from '../entities.ts'
import type { MessageType, WebhookContact, WebhookMessage } from '../webhook-bodies.ts'
import { channelOf, chatTypeOf, messageOf, type Stage } from './stage.ts'

/** What a client writes. Every field of the webhook may be given, null too; what is left out is made up. */
export interface ClientMessage extends Partial<WebhookMessage> {
  /** Id of a message to quote; makes up a `quotedMessage`. */
  quotes?: string
}

/** What clients do. */
export interface Client {
  /**
   * Writes: text through the WhatsApp channel unless told otherwise. Gets the message as it is announced. Throws when
   * the account has no such channel.
   */
  writes(message?: ClientMessage): WebhookMessage
  /** Changes the text of what was written. Throws when nobody wrote it. */
  edits(messageId: string, text: string): WebhookMessage
  /** Deletes what was written. Throws when nobody wrote it. */
  deletes(messageId: string): WebhookMessage
}

const NAME = 'Dora'
const PHONE = '79000000301'
const ACCOUNT = 'dora'

const fileNames: Partial<Record<MessageType, string>> = {
  image: 'picture.jpg',
  audio: 'voice.ogg',
  video: 'video.mp4',
  document: 'document.pdf',
}

/** Digits of a phone on WhatsApp and Viber, an account name on Instagram, an opaque id elsewhere. */
function chatIdOf({ world }: Stage, chatType: string): string {
  if (chatType === 'whatsapp' || chatType === 'viber') return PHONE
  return chatType === 'instagram' ? ACCOUNT : world.chatIdFor(`${chatType} ${ACCOUNT}`)
}

/** Username on Telegram, phone on Telegram, MAX and, seen live, WhatsApp. */
function contactOf(stage: Stage, chat: Chat): WebhookContact {
  const { chatType, chatId } = chat
  const { state } = stage.world
  const known = state.clients.get(chatKey(chat))
  if (known) return known
  const isDora = chatId === chatIdOf(stage, chatType)
  const name = crmContactOf(state, chat)?.name ?? (isDora ? NAME : `Client ${chatId}`)
  if (chatType === 'whatsapp') return { name, phone: chatId }
  if (!isDora || (chatType !== 'telegram' && chatType !== 'max')) return { name }
  return { name, ...(chatType === 'telegram' ? { username: ACCOUNT } : {}), phone: PHONE }
}

/** Content of `vcard`, `geo`, `system` and the like is not documented: there is none unless it is given. */
function contentOf(stage: Stage, type: MessageType): Pick<WebhookMessage, 'text' | 'contentUri'> {
  if (type === 'text') return { text: 'Hello' }
  const fileName = fileNames[type]
  // Shaped like a link to Wazzup's store, at a host that does not exist: nobody shall load from the real one.
  const hash = (): string => stage.messageIds.hex(32)
  return fileName === undefined ? {} : { contentUri: `https://store.emulator.invalid/${hash()}/?filename=${fileName}` }
}

function write(stage: Stage, { quotes, ...given }: ClientMessage, channel: EmulatedChannel): WebhookMessage {
  const { state, messageDates } = stage.world
  const chatType = given.chatType ?? chatTypeOf(channel)
  const chatId = given.chatId ?? chatIdOf(stage, chatType)
  const type = given.type ?? 'text'
  return {
    messageId: stage.messageIds.uuid(),
    channelId: channel.channelId,
    chatType,
    chatId,
    ...(chatType === 'avito' ? { avitoProfileId: channel.plainId } : {}),
    dateTime: given.dateTime ?? messageDates.next(channel.transport),
    type,
    isEcho: false,
    contact: contactOf(stage, { chatType, chatId }),
    ...contentOf(stage, type),
    status: 'inbound',
    ...(quotes === undefined ? {} : quoteOf(state, quotes)),
    ...given,
  }
}

/** The chat waits for whoever is responsible for its contact; without a contact nobody's counter changes. */
function awaitAnswer({ world }: Stage, { channelId, chatType, chatId }: WebhookMessage): void {
  const { state, clock } = world
  const contact = crmContactOf(state, { chatType, chatId })
  const waits = state.waiting.some(
    (chat) => chat.channelId === channelId && chat.chatType === chatType && chat.chatId === chatId,
  )
  if (!contact || waits) return
  const { responsibleUserId } = contact
  state.waiting.push({ channelId, chatType, chatId, responsibleUserId, since: clock.now() })
}

/** Builds the clients' part of the outside world. */
export function createClient(stage: Stage): Client {
  const { state } = stage.world
  const tell = (message: WebhookMessage): WebhookMessage => {
    stage.deliveries.announce({ messages: [message] })
    return structuredClone(message)
  }
  return {
    writes(given = {}) {
      const message = write(stage, given, channelOf(stage, given.channelId))
      const { messageId, channelId, chatType, chatId, contact } = message
      state.messages.set(messageId, message)
      state.incoming.set(messageId, { messageId, channelId, chatType, chatId })
      if (contact) state.clients.set(chatKey(message), contact)
      awaitAnswer(stage, message)
      return tell(message)
    },
    edits: (messageId, text) => tell(editMessage(state, messageOf(stage, messageId), { text })),
    deletes: (messageId) => tell(deleteMessage(state, messageOf(stage, messageId))),
  }
}
