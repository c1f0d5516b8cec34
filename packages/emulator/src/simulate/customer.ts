import { dropUndefined, type OptionalFields } from '../account/optional-fields.ts'
import { buttonsOf } from '../api/messages/sent-buttons.ts'
import { avitoProfileOf, chatKey, deleteMessage, editMessage, quoteOf } from '../account/chats.ts'
import { dialogKey, openDialog } from '../account/dialogs.ts'
import type { EmulatedChannel } from '../account/entities.ts'
import type { MessageType, WebhookContact, WebhookMessage } from '../webhooks/bodies.ts'
import { chatIdOf, contactOf, type Person } from './person.ts'
import { channelOf, chatTypeOf, messageOf, type SimulatedWorld } from './simulated-world.ts'

/** What a customer writes. Every field of the webhook may be given, null too; what is left out is made up. */
export interface CustomerMessage extends OptionalFields<WebhookMessage> {
  /** Id of a message to quote; makes up a `quotedMessage`. */
  quotes?: string | undefined
  /** Somebody else than Dora; makes up `chatId` and `contact`. */
  from?: Person | undefined
  /** Options of a poll: it comes as text, with `text` as its question. */
  poll?: readonly string[] | undefined
  /** Of the file of an `image`, `audio`, `video` or `document`: an image called `sticker.was` is a sticker. */
  fileName?: string | undefined
}

/** What customers do. */
export interface Customer {
  /**
   * Writes: text through the WhatsApp channel unless told otherwise. Gets the message as it is announced. Throws when
   * the account has no such channel.
   */
  send(message?: CustomerMessage): WebhookMessage
  /** Changes the text of what a customer wrote. Throws when no customer wrote it. */
  edit(messageId: string, text: string): WebhookMessage
  /**
   * Presses a button under a message: the first one is 0, counted along the rows. What comes is a message with the
   * button's payload, else its text; of a WABA message without payload its number, documented. Throws when there is no
   * such button, or it is a link.
   */
  press(messageId: string, button: number): WebhookMessage
  /** Deletes what a customer wrote. Throws when no customer wrote it. */
  delete(messageId: string): WebhookMessage
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

function write(simulated: SimulatedWorld, message: CustomerMessage, channel: EmulatedChannel): WebhookMessage {
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

/** Builds the customers' part of the outside world. */
export function createCustomer(simulated: SimulatedWorld): Customer {
  const { state, ledger, clock, newCustomers } = simulated.world
  const tell = (message: WebhookMessage): WebhookMessage => {
    simulated.deliveries.announce({ messages: [message] })
    return structuredClone(message)
  }
  /** Nobody changes what others wrote. */
  function ownOf(messageId: string): WebhookMessage {
    const message = messageOf(simulated, messageId)
    if (message.isEcho) throw new Error(`No customer wrote ${messageId}: an operator did`)
    return message
  }
  function send(given: CustomerMessage = {}): WebhookMessage {
    const message = write(simulated, given, channelOf(simulated, given.channelId))
    const { messageId, channelId, chatType, chatId, contact } = message
    state.messages.set(messageId, message)
    const at = clock.now()
    state.incoming.set(messageId, { messageId, channelId, chatType, chatId, at })
    openDialog(state.dialogs, message).customerWroteAt = at
    if (contact) state.customers.set(chatKey(message), rememberedOf(message, contact))
    awaitAnswer(simulated, message)
    const told = tell(message)
    newCustomers.customerWrote(message)
    return told
  }
  return {
    send,
    press(messageId, button) {
      const sent = ledger.find(messageId)
      const says = sent && buttonsOf(state, sent).flat()[button]?.says
      if (!sent || says === undefined)
        throw new Error(`Message ${messageId} has no button ${button} that says something`)
      const { channelId, chatType, chatId } = sent
      return send({ channelId, chatType, chatId, text: says })
    },
    edit: (messageId, text) => tell(editMessage(state, ownOf(messageId), { text })),
    delete: (messageId) => tell(deleteMessage(state, ownOf(messageId))),
  }
}
