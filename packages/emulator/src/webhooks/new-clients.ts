import { crmContactOf } from '../account/chats.ts'
import { openDialog, type ChannelChat } from '../account/dialogs.ts'
import type { State } from '../account/state.ts'

// Who gets a new client, https://wazzup24.ru/help/api-ru/webhooks-2/ : the first to answer, or everybody in turn. The
// third case, "+" in the list of deals, is `simulate.deal.isAskedFor`.

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

/** Whether new clients may become a user's; only the cabinet sets it, and those of whom nothing is set do. */
function receives(state: State, userId: string): boolean {
  const employee = state.employees.get(userId)
  return employee === undefined || (employee.newClients === 'receives' && employee.role !== 'none')
}

export function createNewClients(state: State, ask: AskForClient): NewClients {
  function give(chat: ChannelChat, userId: string): void {
    const { chatType, chatId } = chat
    openDialog(state.dialogs, chat).givenTo = userId
    void ask({ chatType, chatId, responsibleUserId: userId, source: 'auto' })
  }

  /** Once for a dialog; and who stands in the CRM already is no new client: our judgement. */
  function isNew(chat: ChannelChat): boolean {
    return openDialog(state.dialogs, chat).givenTo === undefined && crmContactOf(state, chat) === undefined
  }

  return {
    clientWrote(chat) {
      if (state.settings.newClients !== 'in turn' || !isNew(chat)) return
      const employees = [...state.users.keys()].filter((userId) => receives(state, userId))
      const next = employees[state.turns % employees.length]
      if (next === undefined) return
      state.turns += 1
      give(chat, next)
    },
    employeeWrote(chat, userId) {
      if (state.settings.newClients !== 'first to answer' || !isNew(chat)) return
      if (userId !== undefined && state.users.has(userId) && receives(state, userId)) give(chat, userId)
    },
  }
}
