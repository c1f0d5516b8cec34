import { dropUndefined, type OptionalFields } from '../account/optional-fields.ts'
import { buttonsOf } from '../api/messages/sent-buttons.ts'
import { avitoProfileOf, chatKey, deleteMessage, editMessage, quoteOf } from '../account/chats.ts'
import { dialogKey, openDialog } from '../account/dialogs.ts'
import type { EmulatedChannel } from '../account/entities.ts'
import type { MessageType, WebhookContact, WebhookMessage } from '../webhooks/bodies.ts'
import { chatIdOf, contactOf, type Person } from './person.ts'
import { channelOf, chatTypeOf, messageOf, type SimulatedWorld } from './simulated-world.ts'

/** What a client writes. Every field of the webhook may be given, null too; what is left out is made up. */
export interface ClientMessage extends OptionalFields<WebhookMessage> {
  /** Id of a message to quote; makes up a `quotedMessage`. */
  quotes?: string | undefined
  /** Somebody else than Dora; makes up `chatId` and `contact`. */
  from?: Person | undefined
  /** Options of a poll: it comes as text, with `text` as its question. */
  poll?: readonly string[] | undefined
  /** Of the file of an `image`, `audio`, `video` or `document`: an image called `sticker.was` is a sticker. */
  fileName?: string | undefined
}

/** What clients do. */
export interface Client {
  /**
   * Writes: text through the WhatsApp channel unless told otherwise. Gets the message as it is announced. Throws when
   * the account has no such channel.
   */
  writes(message?: ClientMessage): WebhookMessage
  /** Changes the text of what a client wrote. Throws when no client wrote it. */
  edits(messageId: string, text: string): WebhookMessage
  /**
   * Presses a button under a message: the first one is 0, counted along the rows. What comes is a message with the
   * button's payload, else its text; of a WABA message without payload its number, documented. Throws when there is no
   * such button, or it is a link.
   */
  presses(messageId: string, button: number): WebhookMessage
  /** Deletes what a client wrote. Throws when no client wrote it. */
  deletes(messageId: string): WebhookMessage
}

const fileNames: Partial<Record<MessageType, string>> = {
  image: 'picture.jpg',
  audio: 'voice.ogg',
  video: 'video.mp4',
  document: 'document.pdf',
}

/** Content of `vcard`, `geo`, `system` and the like is not documented: there is none unless it is given. */
function contentOf(
  simulated: SimulatedWorld,
  type: MessageType,
  fileName = fileNames[type],
): Pick<WebhookMessage, 'text' | 'contentUri'> {
  if (type === 'text') return { text: 'Hello' }
  if (fileName === undefined) return {}
  // Shaped like a link to Wazzup's store, at a host that does not exist: nobody shall load from the real one.
  const hash = simulated.messageIds.hex(32)
  return { contentUri: `https://store.emulator.invalid/${hash}/?filename=${encodeURIComponent(fileName)}` }
}

/** Options as bullet lines, documented; the question above them, and which bullet, are our judgement. */
const textOfPoll = (options: readonly string[], question?: string | null): string =>
  [...(question ? [question] : []), ...options.map((option) => `• ${option}`)].join('\n')

function write(simulated: SimulatedWorld, message: ClientMessage, channel: EmulatedChannel): WebhookMessage {
  const { quotes, from, poll, fileName, ...given } = message
  const { state, messageDates } = simulated.world
  const chatType = given.chatType ?? chatTypeOf(channel)
  const chatId = given.chatId ?? chatIdOf(simulated, channel, chatType, from)
  const type = given.type ?? 'text'
  return {
    messageId: simulated.messageIds.uuid(),
    channelId: channel.channelId,
    chatType,
    chatId,
    ...avitoProfileOf(channel),
    dateTime: given.dateTime ?? messageDates.next(channel.transport),
    type,
    isEcho: false,
    contact: contactOf(simulated, { chatType, chatId }, from),
    ...contentOf(simulated, type, fileName),
    status: 'inbound',
    ...(quotes === undefined ? {} : quoteOf(state, quotes)),
    ...dropUndefined(given),
    ...(poll && { text: textOfPoll(poll, given.text) }),
  }
}

/** One more message of the chat waits for an answer; for whom, is asked when somebody counts. */
function awaitAnswer({ world }: SimulatedWorld, { channelId, chatType, chatId }: WebhookMessage): void {
  const { state, clock } = world
  const key = dialogKey({ channelId, chatType, chatId })
  const before = state.waiting.get(key)
  const since = clock.now()
  const earlier = before ? (before.writtenAt ?? [before.since]) : []
  state.waiting.set(key, { ...before, channelId, chatType, chatId, since, writtenAt: [...earlier, since] })
}

/** What is remembered of a chat: of a Telegram group its name, as each message has a writer of its own. */
function rememberedOf({ chatType }: WebhookMessage, contact: WebhookContact): WebhookContact {
  if (chatType !== 'telegroup') return contact
  const { username: _, ...group } = contact
  return group
}

/** Builds the clients' part of the outside world. */
export function createClient(simulated: SimulatedWorld): Client {
  const { state, ledger, clock, newClients } = simulated.world
  const tell = (message: WebhookMessage): WebhookMessage => {
    simulated.deliveries.announce({ messages: [message] })
    return structuredClone(message)
  }
  /** Nobody changes what others wrote. */
  function ownOf(messageId: string): WebhookMessage {
    const message = messageOf(simulated, messageId)
    if (message.isEcho) throw new Error(`No client wrote ${messageId}: an employee did`)
    return message
  }
  function writes(given: ClientMessage = {}): WebhookMessage {
    const message = write(simulated, given, channelOf(simulated, given.channelId))
    const { messageId, channelId, chatType, chatId, contact } = message
    state.messages.set(messageId, message)
    const at = clock.now()
    state.incoming.set(messageId, { messageId, channelId, chatType, chatId, at })
    openDialog(state.dialogs, message).clientWroteAt = at
    if (contact) state.clients.set(chatKey(message), rememberedOf(message, contact))
    awaitAnswer(simulated, message)
    const told = tell(message)
    newClients.clientWrote(message)
    return told
  }
  return {
    writes,
    presses(messageId, button) {
      const sent = ledger.find(messageId)
      const says = sent && buttonsOf(state, sent).flat()[button]?.says
      if (!sent || says === undefined)
        throw new Error(`Message ${messageId} has no button ${button} that says something`)
      const { channelId, chatType, chatId } = sent
      return writes({ channelId, chatType, chatId, text: says })
    },
    edits: (messageId, text) => tell(editMessage(state, ownOf(messageId), { text })),
    deletes: (messageId) => tell(deleteMessage(state, ownOf(messageId))),
  }
}
