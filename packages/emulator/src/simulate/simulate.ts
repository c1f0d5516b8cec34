import { createChannel, type Channel } from './channel.ts'
import { createClient, type Client } from './client.ts'
import { createContact, type Contact } from './contact.ts'
import { createDeal, type Deal } from './deal.ts'
import { createMessage, type Message } from './message.ts'
import { createOperator, type Operator } from './operator.ts'
import type { Stage } from './stage.ts'
import { createTemplate, type Template } from './template.ts'

/**
 * The outside world: somebody or something, and what it does. What follows is posted to the subscribers soon after;
 * `await emulator.settled()` waits for it.
 */
export interface Simulate {
  readonly client: Client
  readonly operator: Operator
  readonly message: Message
  readonly channel: Channel
  readonly template: Template
  readonly contact: Contact
  readonly deal: Deal
}

export function createSimulate(stage: Stage): Simulate {
  const contact = createContact(stage)
  return {
    client: createClient(stage),
    operator: createOperator(stage),
    message: createMessage(stage),
    channel: createChannel(stage),
    template: createTemplate(stage),
    contact,
    deal: createDeal(stage, contact),
  }
}
