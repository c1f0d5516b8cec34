import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import { crmContactOf } from '../account/chats.ts'
import { openDialog, type ChannelChat } from '../account/dialogs.ts'
import type { State } from '../account/state.ts'

// Who gets a new client: the first operator to answer, or each in turn. The third case, "+" in the list of deals, is
// `simulate.deal.isAskedFor`.

const { webhooks: docUrl } = docUrls

/** What asks the CRM for a contact, and then for a deal. */
export type AskForClient = (wanted: {
  chatType: string
  chatId: string
  responsibleUserId: string
  source: 'auto'
}) => Promise<unknown>

/** Gives new clients to employees, as the account is set. */
export interface NewClients {
  /** A client wrote. */
  clientWrote(chat: ChannelChat): void
  /** Somebody answered; nobody knows who where there is no id. */
  employeeWrote(chat: ChannelChat, userId: string | undefined): void
}

/** Whether new clients may become those of a user. By default they may. */
const receives = rule(
  {
    id: 'create/receivers',
    sentence: 'Wazzup gives new clients only to employees who receive new clients.',
    docUrl,
    basis: 'documented',
    option: 'employees',
  },
  (state: State, userId: string): boolean => {
    const employee = state.employees.get(userId)
    return employee === undefined || (employee.newClients === 'receives' && employee.role !== 'none')
  },
)

/** Returns the user whose turn it is, when the account is set so. */
const takeTurn = rule(
  {
    id: 'create/in-turn',
    sentence:
      'When clients are given out in turn, the first incoming message asks for a contact, for the next employee.',
    docUrl,
    basis: 'documented',
    option: "newClients: 'in turn'",
  },
  (state: State): string | undefined => {
    const employees = [...state.users.keys()].filter((userId) => receives(state, userId))
    const next = employees[state.turns % employees.length]
    if (next !== undefined) state.turns += 1
    return next
  },
)

const isKnownAuthor = rule(
  {
    id: 'create/author',
    sentence: 'The id of an author is known when that user was uploaded. Others get no client.',
    docUrl,
    basis: 'our assumption',
    option: "newClients: 'first to answer'",
  },
  (state: State, userId: string | undefined): userId is string => userId !== undefined && state.users.has(userId),
)

const firstToAnswer = rule(
  {
    id: 'create/first-to-answer',
    sentence:
      "When the first to answer gets the client, the first outgoing message whose author's id is known asks for a contact, and the author becomes responsible for it.",
    docUrl,
    basis: 'documented',
    option: "newClients: 'first to answer'",
  },
  (state: State, userId: string | undefined): string | undefined =>
    isKnownAuthor(state, userId) && receives(state, userId) ? userId : undefined,
)

const isNew = rule(
  {
    id: 'create/no-new-client',
    sentence: 'A client is given out once. A client whom the CRM has is not new.',
    docUrl,
    basis: 'our assumption',
  },
  (state: State, chat: ChannelChat): boolean =>
    openDialog(state.dialogs, chat).givenTo === undefined && crmContactOf(state, chat) === undefined,
)

export function createNewClients(state: State, ask: AskForClient): NewClients {
  function give(chat: ChannelChat, userId: string): void {
    const { chatType, chatId } = chat
    openDialog(state.dialogs, chat).givenTo = userId
    void ask({ chatType, chatId, responsibleUserId: userId, source: 'auto' })
  }

  return {
    clientWrote(chat) {
      if (state.settings.newClients !== 'in turn' || !isNew(state, chat)) return
      const userId = takeTurn(state)
      if (userId !== undefined) give(chat, userId)
    },
    employeeWrote(chat, userId) {
      if (state.settings.newClients !== 'first to answer' || !isNew(state, chat)) return
      const owner = firstToAnswer(state, userId)
      if (owner !== undefined) give(chat, owner)
    },
  }
}

/** The rules that are kept in this file. */
export const newClientRules = [firstToAnswer, isKnownAuthor, takeTurn, receives, isNew]
