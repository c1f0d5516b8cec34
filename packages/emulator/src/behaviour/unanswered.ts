import type { Behaviour } from '../call.ts'
import { crmContactOf } from '../chats.ts'
import type { EmulatedEmployee, WaitingChat } from '../entities.ts'
import type { State } from '../state.ts'

// https://wazzup24.com/help/api-en/unanswered-counter/ (documented, where nothing else is said).

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000

/** What an employee has to do with a dialog that waits. */
type View = 'is responsible' | 'sees it' | 'nothing'

/** A sales rep who receives new clients, which is our judgement for users of whom the cabinet says nothing. */
const ordinary = { role: 'sales rep', newClients: 'receives' } as const

/** Whether a deal of theirs is about this contact, and be it closed: our judgement, like all that follows from it. */
function hasDealWith({ deals }: State, userId: string, contactId: string): boolean {
  return [...deals.values()].some(
    ({ responsibleUserId, contacts }) => responsibleUserId === userId && contacts.includes(contactId),
  )
}

/** A head sees all; who receives new clients sees those of nobody. That quality control has no counter: our judgement. */
function viewOf(state: State, userId: string, chat: WaitingChat): View {
  const { role, newClients }: Omit<EmulatedEmployee, 'userId'> = state.employees.get(userId) ?? ordinary
  if (role === 'none' || role === 'quality control') return 'nothing'
  const contact = crmContactOf(state, chat)
  const responsible = chat.responsibleUserId ?? contact?.responsibleUserId
  if (responsible === userId || (contact && hasDealWith(state, userId, contact.id))) return 'is responsible'
  if (role === 'head' || chat.supervisorIds?.includes(userId)) return 'sees it'
  return responsible === undefined && newClients === 'receives' ? 'sees it' : 'nothing'
}

/**
 * Dialogs of the last 7 days. That `lastMsgDateTime` is the newest one's, and that a user whom nobody knows has none, like
 * one without a role, is our judgement.
 */
const get: Behaviour = ({ params, world: { state, clock } }) => {
  const userId = params.userId ?? ''
  const nothing = { status: 200, json: { counterV2: 0, type: null, lastMsgDateTime: null } }
  if (!state.users.has(userId)) return nothing
  const seen = [...state.waiting.values()]
    .filter(({ since }) => clock.now() - since <= WEEK_MS)
    .map((chat) => ({ since: chat.since, view: viewOf(state, userId, chat) }))
    .filter(({ view }) => view !== 'nothing')
  if (seen.length === 0) return nothing
  const last = Math.max(...seen.map(({ since }) => since))
  const type = seen.some(({ view }) => view === 'is responsible') ? 'red' : 'grey'
  return { status: 200, json: { counterV2: seen.length, type, lastMsgDateTime: new Date(last).toISOString() } }
}

/** The key stands in the path of this route. The host is named, but nobody can listen there. */
const getHost: Behaviour = (call) => {
  if (call.params.apiKey !== call.world.apiKey) return call.refuse('INVALID_APIKEY')
  return { status: 200, json: { host: 'https://counters.emulator.invalid' } }
}

export const unanswered = { 'unanswered.get': get, 'unanswered.getHost': getHost } satisfies Record<string, Behaviour>
