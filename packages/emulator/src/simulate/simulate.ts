import { createChannel, type Channel } from './channel.ts'
import { createCustomer, type Customer } from './customer.ts'
import { createContact, type Contact } from './contact.ts'
import { createDeal, type Deal } from './deal.ts'
import { createMessage, type Message } from './message.ts'
import { createOperator, type Operator } from './operator.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { createTemplate, type Template } from './template.ts'

/**
 * Plays the outside world. The webhooks that follow are posted to the subscribers soon after; `await
 * emulator.settled()` waits for them.
 */
export interface Simulate {
  /** Sends, edits and deletes messages as a customer. */
  readonly customer: Customer
  /** Sends messages as an operator, past the API. */
  readonly operator: Operator
  /** Sets the status of messages that were sent, and decides how the next sends end. */
  readonly message: Message
  /** Sets the state of channels. */
  readonly channel: Channel
  /** Sets the moderation status of WABA templates. */
  readonly template: Template
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
    contact,
    deal: createDeal(simulated, contact),
  }
}
