import { docUrls } from '@wazzup-kit/core/schemas'
import { buttonsOf } from '../api/messages/sent-buttons.ts'
import { chatKey, deleteMessage, editMessage } from '../account/chats.ts'
import { dialogKey, openDialog } from '../account/dialogs.ts'
import { rule } from '../rules/rule.ts'
import type { WebhookContact, WebhookMessage } from '../webhooks/message-items.ts'
import { writeCustomerMessage, type CustomerMessage } from './customer-message.ts'
import { channelOf, messageOf, type SimulatedWorld } from './simulated-world.ts'

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
   * Edits the text of a message that a customer sent. Returns the edited message as the webhook has it.
   *
   * @throws When there is no such message, or an operator sent it.
   */
  edit(messageId: string, text: string): WebhookMessage
  /**
   * Presses a button under a message. Buttons are counted from 0, row by row. A message arrives with the payload of the
   * button, or else its text; for a button of a WABA message without a payload its number, as documented.
   * Returns the message as the webhook has it.
   *
   * @throws When there is no such button, or it is a link.
   */
  press(messageId: string, button: number): WebhookMessage
  /**
   * Deletes a message that a customer sent. Returns the deletion as the webhook has it.
   *
   * @throws When there is no such message, or an operator sent it.
   */
  delete(messageId: string): WebhookMessage
}

/** Adds a message of the chat to those that wait for a reply. */
function awaitReply({ world }: SimulatedWorld, { channelId, chatType, chatId }: WebhookMessage): void {
  const { state, clock } = world
  const key = dialogKey({ channelId, chatType, chatId })
  const before = state.waiting.get(key)
  const since = clock.now()
  const earlier = before ? (before.writtenAt ?? [before.since]) : []
  state.waiting.set(key, { ...before, channelId, chatType, chatId, since, writtenAt: [...earlier, since] })
}

/**
 * Returns the contact to save for a chat. Of a Telegram group only its name, because each message has its own author.
 */
function rememberedOf({ chatType }: WebhookMessage, contact: WebhookContact): WebhookContact {
  if (chatType !== 'telegroup') return contact
  const { username: _, ...group } = contact
  return group
}

/** Returns the message that a customer edits or deletes. */
const messageOfCustomer = rule(
  {
    id: 'customer/changes',
    sentence: 'When a customer edits or deletes a message, the webhook has the `messageId` of that message.',
    docUrl: docUrls.webhooks,
    basis: 'observed in production',
  },
  (simulated: SimulatedWorld, messageId: string): WebhookMessage => {
    const message = messageOf(simulated, messageId)
    if (message.isEcho) throw new Error(`Message ${messageId} was sent by an operator, not by a customer`)
    return message
  },
)

/** Creates {@link Simulate.customer}. */
export function createCustomer(simulated: SimulatedWorld): Customer {
  const { state, ledger, clock, newCustomers } = simulated.world
  const report = (message: WebhookMessage): WebhookMessage => {
    simulated.deliveries.announce({ messages: [message] })
    return structuredClone(message)
  }
  function send(given: CustomerMessage = {}): WebhookMessage {
    const message = writeCustomerMessage(simulated, given, channelOf(simulated, given.channelId))
    const { messageId, channelId, chatType, chatId, contact } = message
    state.messages.set(messageId, message)
    const at = clock.now()
    state.incoming.set(messageId, { messageId, channelId, chatType, chatId, at })
    openDialog(state.dialogs, message).customerWroteAt = at
    if (contact) state.customers.set(chatKey(message), rememberedOf(message, contact))
    awaitReply(simulated, message)
    const reported = report(message)
    newCustomers.customerWrote(message)
    return reported
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
    edit: (messageId, text) => report(editMessage(state, messageOfCustomer(simulated, messageId), { text })),
    delete: (messageId) => report(deleteMessage(state, messageOfCustomer(simulated, messageId))),
  }
}

/** Functions of this file that implement rules. */
export const customerRules = [messageOfCustomer]
