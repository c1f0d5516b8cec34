import { readDeal } from '../api/deals/deals.ts'
import type { EmulatedContact, EmulatedDeal } from '../account/entities.ts'
import type { QuestionSource } from '../webhooks/bodies.ts'
import { hasPipelines, judgeResponse, type Asked } from './asked.ts'
import { firstUserOf, type Contact, type ContactWanted } from './contact.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** For which contacts a deal is wanted, or for which chat: one without a contact gets that first. */
export type DealWanted =
  | {
      /** Ids of contacts. */
      contacts: readonly string[]
      /** Who is responsible for the first contact, else the first user of the account, unless told otherwise. */
      responsibleUserId?: string | undefined
      /** `byUser` unless told otherwise: somebody pressed "+". */
      source?: QuestionSource | undefined
    }
  | ContactWanted

/** What came of asking for a deal. */
export type AskedDeal =
  | Asked<EmulatedDeal>
  /** The deal was not asked for, as there is no contact. */
  | { outcome: 'no contact'; contact: Asked<EmulatedContact> }

/** What the CRM is asked about deals. */
export interface Deal {
  /**
   * Asks the CRM to create a deal, with `createDeal`, unless there is one with such a contact. Of a chat without a
   * contact it asks for that first, and for the deal only after a good answer.
   */
  askFor(wanted: DealWanted): Promise<AskedDeal>
}

/** Builds the deals' part of the outside world. */
export function createDeal(simulated: SimulatedWorld, contact: Contact): Deal {
  const { state } = simulated.world

  async function askFor(contacts: readonly string[], { source = 'byUser', ...wanted }: DealWanted): Promise<AskedDeal> {
    const present = [...state.deals.values()].find((deal) => deal.contacts.some((id) => contacts.includes(id)))
    if (present) return { outcome: 'already there', entity: present }
    if (source === 'auto' && !hasPipelines(state)) return { outcome: 'no pipelines' }
    const responsible = wanted.responsibleUserId ?? state.contacts.get(contacts[0] ?? '')?.responsibleUserId
    const responsibleUserId = responsible ?? firstUserOf(simulated)
    const asked = simulated.deliveries.ask({ createDeal: { responsibleUserId, contacts: [...contacts], source } })
    if (!asked) return { outcome: 'not subscribed' }
    const result = judgeResponse(await asked, readDeal)
    if (result.outcome === 'created') state.deals.set(result.entity.id, result.entity)
    return result
  }

  return {
    async askFor(wanted) {
      if ('contacts' in wanted) return askFor(wanted.contacts, wanted)
      const asked = await contact.askFor(wanted)
      return 'entity' in asked ? askFor([asked.entity.id], wanted) : { outcome: 'no contact', contact: asked }
    },
  }
}
