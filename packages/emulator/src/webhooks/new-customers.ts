import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import { crmContactOf } from '../account/chats.ts'
import { openDialog, type ChannelChat } from '../account/dialogs.ts'
import type { State } from '../account/state.ts'

// Assigns new customers: the first operator who replies, or each operator in turn. The third case, "+" in the
// list of deals, is `simulate.deal.askFor`.

const { webhooks: docUrl } = docUrls

/** Asks the CRM for a contact, and then for a deal. */
export type AskForCustomer = (wanted: {
  chatType: string
  chatId: string
  responsibleUserId: string
  source: 'auto'
}) => Promise<unknown>

/** Assigns new customers to operators by the settings of the account. */
export interface NewCustomers {
  /** Called after a customer wrote. */
  customerWrote(chat: ChannelChat): void
  /** Called after an operator replied. Without an id, the operator is unknown. */
  operatorWrote(chat: ChannelChat, userId: string | undefined): void
}

/** Returns whether a user receives new customers, as by default. */
const receives = rule(
  {
    id: 'create/receivers',
    sentence: 'Wazzup assigns new customers only to operators who receive new customers.',
    docUrl,
    basis: 'documented',
    option: 'operators',
  },
  (state: State, userId: string): boolean => {
    const operator = state.operators.get(userId)
    return operator === undefined || (operator.newCustomers === 'receives' && operator.role !== 'none')
  },
)

/** Returns the next user if the account assigns customers in turn. */
const takeTurn = rule(
  {
    id: 'create/in-turn',
    sentence:
      'When customers are assigned in turn, Wazzup asks for a contact after the first incoming message. The next operator becomes responsible for it.',
    docUrl,
    basis: 'documented',
    option: "newCustomers: 'in turn'",
  },
  (state: State): string | undefined => {
    const operators = [...state.users.keys()].filter((userId) => receives(state, userId))
    const next = operators[state.turns % operators.length]
    if (next !== undefined) state.turns += 1
    return next
  },
)

const isKnownAuthor = rule(
  {
    id: 'create/author',
    sentence: 'An author is known when a user with that id was uploaded. No customer is assigned to other authors.',
    docUrl,
    basis: 'our assumption',
    option: "newCustomers: 'first to reply'",
  },
  (state: State, userId: string | undefined): userId is string => userId !== undefined && state.users.has(userId),
)

const firstToReply = rule(
  {
    id: 'create/first-to-reply',
    sentence:
      'When the first operator to reply gets the customer, Wazzup asks for a contact after the first outgoing message whose author is known. The author becomes responsible for the contact.',
    docUrl,
    basis: 'documented',
    option: "newCustomers: 'first to reply'",
  },
  (state: State, userId: string | undefined): string | undefined =>
    isKnownAuthor(state, userId) && receives(state, userId) ? userId : undefined,
)

const isNew = rule(
  {
    id: 'create/new-customer',
    sentence: 'A customer is assigned once. A customer whom the CRM already has is not new.',
    docUrl,
    basis: 'our assumption',
  },
  (state: State, chat: ChannelChat): boolean =>
    openDialog(state.dialogs, chat).givenTo === undefined && crmContactOf(state, chat) === undefined,
)

export function createNewCustomers(state: State, ask: AskForCustomer): NewCustomers {
  function give(chat: ChannelChat, userId: string): void {
    const { chatType, chatId } = chat
    openDialog(state.dialogs, chat).givenTo = userId
    void ask({ chatType, chatId, responsibleUserId: userId, source: 'auto' })
  }

  return {
    customerWrote(chat) {
      if (state.settings.newCustomers !== 'in turn' || !isNew(state, chat)) return
      const userId = takeTurn(state)
      if (userId !== undefined) give(chat, userId)
    },
    operatorWrote(chat, userId) {
      if (state.settings.newCustomers !== 'first to reply' || !isNew(state, chat)) return
      const owner = firstToReply(state, userId)
      if (owner !== undefined) give(chat, owner)
    },
  }
}

/** Functions of this file that implement rules. */
export const newCustomerRules = [firstToReply, isKnownAuthor, takeTurn, receives, isNew]
