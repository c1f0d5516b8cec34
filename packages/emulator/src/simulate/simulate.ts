import { createChannel, type Channel } from './channel.ts'
import { createChatWindow, type ChatWindow } from './chat-window.ts'
import { createCustomer, type Customer } from './customer.ts'
import { createContact, type Contact } from './contact.ts'
import { createDeal, type Deal } from './deal.ts'
import { createMessage, type Message } from './message.ts'
import { createOperator, type Operator } from './operator.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { createTemplate, type Template } from './template.ts'

/**
 * Simulates customers, operators, messengers and moderators. Resulting webhooks are posted to the subscribers soon
 * after; `await emulator.settled()` waits for them.
 */
export interface Simulate {
  /** Sends, edits and deletes messages as a customer. */
  readonly customer: Customer
  /** Sends messages as an operator, not through the API. */
  readonly operator: Operator
  /** Sets the status of sent messages and the outcome of the next sends. */
  readonly message: Message
  /** Sets the state of channels. */
  readonly channel: Channel
  /** Sets the moderation status of WABA templates. */
  readonly template: Template
  /** Acts as an employee in a chat window. */
  readonly chatWindow: ChatWindow
  /** Asks the CRM for contacts. */
  readonly contact: Contact
  /** Asks the CRM for deals. */
  readonly deal: Deal
}

export function createSimulate(simulated: SimulatedWorld): Simulate {
  const contact = createContact(simulated)
  return {
    customer: createCustomer(simulated),
    operator: createOperator(simulated),
    message: createMessage(simulated),
    channel: createChannel(simulated),
    template: createTemplate(simulated),
    chatWindow: createChatWindow(simulated),
    contact,
    deal: createDeal(simulated, contact),
  }
}
