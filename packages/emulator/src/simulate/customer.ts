import { dropUndefined, type OptionalFields } from '../account/optional-fields.ts'
import { buttonsOf } from '../api/messages/sent-buttons.ts'
import { avitoProfileOf, chatKey, deleteMessage, editMessage, quoteOf } from '../account/chats.ts'
import { dialogKey, openDialog } from '../account/dialogs.ts'
import type { EmulatedChannel } from '../account/entities.ts'
import type { MessageType, WebhookContact, WebhookMessage } from '../webhooks/bodies.ts'
import { chatIdOf, contactOf, type Person } from './person.ts'
import { channelOf, chatTypeOf, messageOf, type SimulatedWorld } from './simulated-world.ts'

/** A message of a customer. Any field of the webhook may be given, also as null; fields that are left out are made up. */
export interface CustomerMessage extends OptionalFields<WebhookMessage> {
  /** Id of the message that is quoted; `quotedMessage` is made up from it. */
  quotes?: string | undefined
  /**
   * Customer who writes; `chatId` and `contact` are made up from it.
   *
   * @default Dora, a customer of every channel
   */
  from?: Person | undefined
  /** Options of a poll. It arrives as a text, with `text` as its question. */
  poll?: readonly string[] | undefined
  /** Name of the file of an `image`, `audio`, `video` or `document`. An image called `sticker.was` is a sticker. */
  fileName?: string | undefined
}

/** Acts as a customer. */
export interface Customer {
  /**
   * Sends a message to the account and returns it as the webhook has it. Without a `type` it is a text, without a
   * `channelId` it goes through the first WhatsApp channel.
   *
   * @example
   *   const { chatId } = emulator.simulate.customer.send({ text: 'Is it ready?' })
   *
   * @throws When the account has no such channel.
   */
  send(message?: CustomerMessage): WebhookMessage
  /**
   * Edits the text of a message that a customer sent.
   *
   * @throws When there is no such message, or an operator sent it.
   */
  edit(messageId: string, text: string): WebhookMessage
  /**
   * Presses a button under a message. Buttons are counted from 0, row by row. A message arrives with the payload of the
   * button, or else its text; for a button of a WABA message without a payload its number, as documented.
   *
   * @throws When there is no such button, or it is a link.
   */
  press(messageId: string, button: number): WebhookMessage
  /**
   * Deletes a message that a customer sent.
   *
   * @throws When there is no such message, or an operator sent it.
   */
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
  // Shaped like a link to Wazzup's store, at a host that does not exist: nothing must be loaded from the real one.
  const hash = simulated.messageIds.hex(32)
  return { contentUri: `https://store.emulator.invalid/${hash}/?filename=${encodeURIComponent(fileName)}` }
}

/** Documented: the options are bullet lines. The question above them and the bullet itself are our assumption. */
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

/** Counts one more message of the chat as waiting for a reply. */
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

/** Creates {@link Simulate.customer}. */
export function createCustomer(simulated: SimulatedWorld): Customer {
  const { state, ledger, clock, newCustomers } = simulated.world
  const tell = (message: WebhookMessage): WebhookMessage => {
    simulated.deliveries.announce({ messages: [message] })
    return structuredClone(message)
  }
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
        throw new Error(`Message ${messageId} has no button ${button} that sends a message`)
      const { channelId, chatType, chatId } = sent
      return send({ channelId, chatType, chatId, text: says })
    },
    edit: (messageId, text) => tell(editMessage(state, ownOf(messageId), { text })),
    delete: (messageId) => tell(deleteMessage(state, ownOf(messageId))),
  }
}
