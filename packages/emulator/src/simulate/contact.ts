import { readContact } from '../api/contacts/contacts.ts'
import { chatKey, crmContactOf } from '../account/chats.ts'
import type { EmulatedContact } from '../account/entities.ts'
import type { QuestionSource } from '../webhooks/bodies.ts'
import { hasPipelines, judgeResponse, type Asked } from './asked.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** For which chat a contact is wanted. */
export interface ContactWanted {
  chatType: string
  chatId: string
  /** As the customer is called, else the chat id, unless told otherwise. */
  name?: string | undefined
  /** The first user of the account unless told otherwise. */
  responsibleUserId?: string | undefined
  /** `byUser` unless told otherwise: somebody pressed "+". */
  source?: QuestionSource | undefined
}

/** What the CRM is asked about contacts. */
export interface Contact {
  /** Asks the CRM to create a contact, with `createContact`, unless the chat has one. */
  askFor(wanted: ContactWanted): Promise<Asked<EmulatedContact>>
}

/** Somebody of the account, for whoever asks no questions. */
export function firstUserOf({ world }: SimulatedWorld): string {
  const [userId] = world.state.users.keys()
  return userId ?? 'user-1'
}

/** Builds the contacts' part of the outside world. */
export function createContact(simulated: SimulatedWorld): Contact {
  const { state } = simulated.world
  return {
    async askFor({ chatType, chatId, name, responsibleUserId = firstUserOf(simulated), source = 'byUser' }) {
      const present = crmContactOf(state, { chatType, chatId })
      if (present) return { outcome: 'already there', entity: present }
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
