import { readContact } from '../api/contacts/contacts.ts'
import { chatKey, crmContactOf } from '../account/chats.ts'
import type { EmulatedContact } from '../account/entities/entities.ts'
import type { QuestionSource } from '../webhooks/bodies.ts'
import { findPresent, hasPipelines, judgeResponse, type Asked } from './asked.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Chat for which the CRM is asked for a contact. */
export interface ContactWanted {
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /**
   * Name of the contact.
   *
   * @default the name of the customer, or else the chat id
   */
  name?: string | undefined
  /**
   * User who is responsible for the contact.
   *
   * @default the first user of the account
   */
  responsibleUserId?: string | undefined
  /**
   * Why the CRM is asked: an operator pressed "+" (`byUser`), or Wazzup asks automatically (`auto`).
   *
   * @default 'byUser'
   */
  source?: QuestionSource | undefined
}

/** Asks the CRM for contacts. */
export interface Contact {
  /**
   * Asks the CRM to create a contact, by the webhook `createContact`. Does not ask when the chat has a contact. Resolves
   * with the outcome, also when the CRM does not respond.
   *
   * @example
   *   const asked = await emulator.simulate.contact.askFor({ chatType: 'whatsapp', chatId: '79000000301' })
   *   // { outcome: 'created', entity: { id, name, ... } }
   */
  askFor(wanted: ContactWanted): Promise<Asked<EmulatedContact>>
}

/** Returns the id of the first user of the account. */
export function firstUserOf({ world }: SimulatedWorld): string {
  const [userId] = world.state.users.keys()
  return userId ?? 'user-1'
}

/** Creates {@link Simulate.contact}. */
export function createContact(simulated: SimulatedWorld): Contact {
  const { state } = simulated.world
  return {
    async askFor({ chatType, chatId, name, responsibleUserId = firstUserOf(simulated), source = 'byUser' }) {
      const present = findPresent(crmContactOf(state, { chatType, chatId }))
      if (present) return present
      if (source === 'auto' && !hasPipelines(state)) return { outcome: 'no pipelines' }
      const called = name ?? state.customers.get(chatKey({ chatType, chatId }))?.name ?? chatId
      const asked = simulated.deliveries.ask({
        createContact: { responsibleUserId, name: called, contactData: [{ chatType, chatId }], source },
      })
      if (!asked) return { outcome: 'not subscribed' }
      const result = judgeResponse(await asked, readContact)
      if (result.outcome === 'created') state.contacts.set(result.entity.id, result.entity)
      return result
    },
  }
}
