import type { ContactInput, ContactRequest, DealInput, DealRequest, Outcome } from '@wazzup-kit/core'

/** Returns the contact that Wazzup asks for. Its name selects how the handler behaves. */
export function answerContact({ responsibleUserId, name, contactData }: ContactRequest): Outcome<'createContact'> {
  const contact: ContactInput = {
    id: 'contact-1',
    responsibleUserId: responsibleUserId ?? 'unassigned',
    name: name ?? 'No name',
    contactData,
  }
  return answerAs(name, contact)
}

/** Returns the deal that Wazzup asks for. `responsibleUserId` selects how the handler behaves. */
export function answerDeal({ responsibleUserId, contacts }: DealRequest): Outcome<'createDeal'> {
  const deal: DealInput = {
    id: 'deal-1',
    responsibleUserId: responsibleUserId ?? 'unassigned',
    name: 'A deal',
    uri: 'https://crm.example/deals/1',
    contacts,
    closed: false,
  }
  return answerAs(responsibleUserId, deal)
}

function answerAs<Entity extends object>(manner: string | null | undefined, entity: Entity): Entity | Promise<Entity> {
  switch (manner) {
    case 'late':
      return new Promise((resolve) => setTimeout(() => resolve(entity), 20))
    case 'throw':
      throw new Error('thrown on demand')
    case 'reject':
      return Promise.reject(new Error('rejected on demand'))
    case 'row':
      return { ...entity, id: 17, uri: null, deletedAt: null }
    case 'wrong':
      return { ...entity, id: undefined }
    case 'never end':
      return new Promise(() => {})
    default:
      return entity
  }
}
