import { createChannel, type Channel } from './channel.ts'
import { createCustomer, type Customer } from './customer.ts'
import { createContact, type Contact } from './contact.ts'
import { createDeal, type Deal } from './deal.ts'
import { createMessage, type Message } from './message.ts'
import { createOperator, type Operator } from './operator.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { createTemplate, type Template } from './template.ts'

/**
 * The outside world: somebody or something, and what it does. What follows is posted to the subscribers soon after;
 * `await emulator.settled()` waits for it.
 */
export interface Simulate {
  readonly customer: Customer
  readonly operator: Operator
  readonly message: Message
  readonly channel: Channel
  readonly template: Template
  readonly contact: Contact
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
