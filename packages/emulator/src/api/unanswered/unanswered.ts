import type { RouteHandler } from '../call.ts'
import { crmContactOf } from '../../account/chats.ts'
import type { EmulatedEmployee, WaitingChat } from '../../account/entities.ts'
import type { State } from '../../account/state.ts'

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

/** A head and quality control see all; who receives new clients sees those of nobody. */
function viewOf(state: State, userId: string, chat: WaitingChat): View {
  const { role, newClients }: Omit<EmulatedEmployee, 'userId'> = state.employees.get(userId) ?? ordinary
  if (role === 'none') return 'nothing'
  // Its counters are grey, whoever is responsible: https://wazzup24.ru/help/how-to-use/unanswered-counter/
  if (role === 'quality control') return 'sees it'
  const contact = crmContactOf(state, chat)
  const responsible = chat.responsibleUserId ?? contact?.responsibleUserId
  if (responsible === userId || (contact && hasDealWith(state, userId, contact.id))) return 'is responsible'
  if (role === 'head' || chat.supervisorIds?.includes(userId)) return 'sees it'
  return responsible === undefined && newClients === 'receives' ? 'sees it' : 'nothing'
}

/** When each message of a chat that waits was written. */
const timesOf = ({ since, writtenAt = [since] }: WaitingChat): readonly number[] => writtenAt

/** Messages of the last 7 days. That an unknown user has none, like one without a role, is our assumption. */
const get: RouteHandler = ({ params, world: { state, clock } }) => {
  const userId = params.userId ?? ''
  const nothing = { status: 200, json: { counterV2: 0, type: null, lastMsgDateTime: null } }
  if (!state.users.has(userId)) return nothing
  const seen = [...state.waiting.values()]
    .map((chat) => ({ times: timesOf(chat).filter((time) => clock.now() - time <= WEEK_MS), chat }))
    .filter(({ times }) => times.length > 0)
    .map(({ times, chat }) => ({ times, view: viewOf(state, userId, chat) }))
    .filter(({ view }) => view !== 'nothing')
  if (seen.length === 0) return nothing
  const times = seen.flatMap((chat) => chat.times)
  const last = times.reduce((latest, time) => Math.max(latest, time))
  const type = seen.some(({ view }) => view === 'is responsible') ? 'red' : 'grey'
  return { status: 200, json: { counterV2: times.length, type, lastMsgDateTime: new Date(last).toISOString() } }
}

/** The key stands in the path of this route. The host is bare, as the page prints it, and leads nowhere. */
const getHost: RouteHandler = (call) => {
  if (call.params.apiKey !== call.world.apiKey) return call.reject('INVALID_APIKEY')
  return { status: 200, json: { host: 'ws-counters.emulator.invalid' } }
}

export const unanswered = { 'unanswered.get': get, 'unanswered.getHost': getHost } satisfies Record<
  string,
  RouteHandler
>
