import { docUrls } from '@wazzup-kit/core/schemas'
import { readDeal } from '../api/deals/deals.ts'
import type { EmulatedContact, EmulatedDeal } from '../account/entities/entities.ts'
import type { QuestionSource } from '../webhooks/bodies.ts'
import { findPresent, hasPipelines, judgeResponse, type Asked } from './asked.ts'
import { rule } from '../rules/rule.ts'
import { firstUserOf, type Contact, type ContactWanted } from './contact.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/**
 * Contacts, or a chat, for which the CRM is asked for a deal. For a chat without a contact, the contact is asked for
 * first.
 */
export type DealWanted =
  | {
      /** Ids of contacts. */
      contacts: readonly string[]
      /**
       * User who is responsible for the deal.
       *
       * @default the one of the first contact, or else the first user of the account
       */
      responsibleUserId?: string | undefined
      /**
       * Why the CRM is asked: an operator pressed "+" (`byUser`), or Wazzup asks automatically (`auto`).
       *
       * @default 'byUser'
       */
      source?: QuestionSource | undefined
    }
  | ContactWanted

/** Outcome of asking the CRM for a deal. */
export type AskedDeal =
  | Asked<EmulatedDeal>
  /** The CRM was not asked for a deal, because there is no contact. */
  | { outcome: 'no contact'; contact: Asked<EmulatedContact> }

/** Asks the CRM for deals. */
export interface Deal {
  /**
   * Asks the CRM to create a deal, by the webhook `createDeal`. Does not ask when one of the contacts has a deal. For a
   * chat without a contact, it asks for the contact first, and for the deal only when a contact was created. Resolves
   * with the outcome, also when the CRM does not respond.
   *
   * @example
   *   const asked = await emulator.simulate.deal.askFor({ contacts: ['contact-7'] })
   *   // { outcome: 'created', entity: { id, name, ... } }
   */
  askFor(wanted: DealWanted): Promise<AskedDeal>
}

const askContactFirst = rule(
  [
    {
      id: 'create/by-user',
      sentence: 'When an operator presses "+", Wazzup asks for the contact, if there is none, and then for the deal.',
      docUrl: docUrls.webhooks,
      basis: 'documented',
      option: 'simulate.deal.askFor',
    },
    {
      id: 'create/after-contact',
      sentence:
        'Wazzup asks for the deal after the app has responded with the contact. The request for the deal has the id of the contact.',
      docUrl: docUrls.webhooks,
      basis: 'documented',
    },
  ],
  async (
    contact: Contact,
    wanted: ContactWanted,
    askForDeal: (contactId: string) => Promise<AskedDeal>,
  ): Promise<AskedDeal> => {
    const asked = await contact.askFor(wanted)
    return 'entity' in asked ? askForDeal(asked.entity.id) : { outcome: 'no contact', contact: asked }
  },
)

/** Creates {@link Simulate.deal}. */
export function createDeal(simulated: SimulatedWorld, contact: Contact): Deal {
  const { state } = simulated.world

  async function askFor(contacts: readonly string[], { source = 'byUser', ...wanted }: DealWanted): Promise<AskedDeal> {
    const ofContacts = [...state.deals.values()].find((deal) => deal.contacts.some((id) => contacts.includes(id)))
    const present = findPresent(ofContacts)
    if (present) return present
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
      return askContactFirst(contact, wanted, (contactId) => askFor([contactId], wanted))
    },
  }
}

/** Functions of this file that implement rules. */
export const dealRequestRules = [askContactFirst]
