import { docUrls } from '@wazzup-kit/core/schemas'
import { crmContactOf } from '../../account/chats.ts'
import type { WaitingChat } from '../../account/entities/conversations.ts'
import type { EmulatedOperator } from '../../account/entities/entities.ts'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import type { ApiResponse } from '../responses.ts'

const { unanswered: docUrl, users } = docUrls
const option = 'operators'

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000

/** Relation of an operator to a dialog that waits for a reply. */
type View = 'is responsible' | 'sees it' | 'nothing'

const operatorOf = rule(
  [
    {
      id: 'unanswered/default-role',
      sentence: 'By default a user is a sales rep who receives new customers.',
      docUrl,
      basis: 'our assumption',
      option,
    },
    {
      id: 'users/roles',
      sentence: 'No route reads or sets the role of a user, or whether the user receives new customers.',
      docUrl: users,
      basis: 'documented',
      option,
    },
  ],
  ({ operators }: State, userId: string): Omit<EmulatedOperator, 'userId'> =>
    operators.get(userId) ?? { role: 'sales rep', newCustomers: 'receives' },
)

const hasDealWith = rule(
  {
    id: 'unanswered/deals',
    sentence:
      'The owner of a deal is as responsible for its contacts as the owner of a contact, even when the deal is closed.',
    docUrl,
    basis: 'our assumption',
    option: 'state.deals',
  },
  ({ deals }: State, userId: string, contactId: string): boolean =>
    [...deals.values()].some(
      ({ responsibleUserId, contacts }) => responsibleUserId === userId && contacts.includes(contactId),
    ),
)

const isAlwaysGrey = rule(
  [
    {
      id: 'unanswered/quality-control',
      sentence: 'Quality control has a counter too. It is always grey.',
      docUrl,
      basis: 'documented',
      option,
    },
    {
      id: 'unanswered/quality-control-sees',
      sentence: 'Quality control sees all dialogs, like a head.',
      docUrl,
      basis: 'our assumption',
      option,
    },
  ],
  ({ role }: Pick<EmulatedOperator, 'role'>): boolean => role === 'quality control',
)

const viewOf = rule(
  {
    id: 'unanswered/roles',
    sentence:
      'Sales reps and managers see their own contacts and deals, users who receive new customers also those without an owner, a head all. A user without a role has 0.',
    docUrl,
    basis: 'documented',
    option,
  },
  (state: State, userId: string, chat: WaitingChat): View => {
    const operator = operatorOf(state, userId)
    if (operator.role === 'none') return 'nothing'
    if (isAlwaysGrey(operator)) return 'sees it'
    const contact = crmContactOf(state, chat)
    const responsible = chat.responsibleUserId ?? contact?.responsibleUserId
    if (responsible === userId || (contact && hasDealWith(state, userId, contact.id))) return 'is responsible'
    if (operator.role === 'head' || chat.supervisorIds?.includes(userId)) return 'sees it'
    return responsible === undefined && operator.newCustomers === 'receives' ? 'sees it' : 'nothing'
  },
)

/** Returns the times of the messages of a chat that still count. */
const countedTimes = rule(
  {
    id: 'unanswered/week',
    sentence: 'Messages of the last 7 days count.',
    docUrl,
    basis: 'documented',
  },
  ({ since, writtenAt = [since] }: WaitingChat, now: number): number[] =>
    writtenAt.filter((time) => now - time <= WEEK_MS),
)

const typeOf = rule(
  [
    {
      id: 'unanswered/red',
      sentence: '`red`: the user is responsible for a dialog that waits.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'unanswered/grey',
      sentence: '`grey`: the user only sees a dialog that waits. null: the user sees none.',
      docUrl,
      basis: 'documented',
    },
  ],
  (views: readonly View[]): 'red' | 'grey' | null => {
    if (views.length === 0) return null
    return views.includes('is responsible') ? 'red' : 'grey'
  },
)

const lastOf = rule(
  [
    {
      id: 'unanswered/last',
      sentence: '`lastMsgDateTime` is the date of the last incoming message.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'unanswered/last-none',
      sentence: '`lastMsgDateTime` is the date of the last counted message, or null when there is none.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (times: readonly number[]): string | null => {
    if (times.length === 0) return null
    return new Date(times.reduce((latest, time) => Math.max(latest, time))).toISOString()
  },
)

const get = rule(
  [
    {
      id: 'unanswered/fields',
      sentence: 'The response has `counterV2`, `type` and `lastMsgDateTime`.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'unanswered/messages',
      sentence: '`counterV2` is the number of messages that wait for a reply, not of dialogs.',
      docUrl,
      basis: 'documented',
    },
  ],
  ({ params, world: { state, clock } }: Call): ApiResponse => {
    const userId = params.userId ?? ''
    const waiting = state.users.has(userId) ? [...state.waiting.values()] : []
    const seen = waiting
      .map((chat) => ({ times: countedTimes(chat, clock.now()), chat }))
      .filter(({ times }) => times.length > 0)
      .map(({ times, chat }) => ({ times, view: viewOf(state, userId, chat) }))
      .filter(({ view }) => view !== 'nothing')
    const times = seen.flatMap((chat) => chat.times)
    const type = typeOf(seen.map(({ view }) => view))
    return { status: 200, json: { counterV2: times.length, type, lastMsgDateTime: lastOf(times) } }
  },
)

const rejectWrongKey = rule(
  {
    id: 'unanswered/unknown',
    sentence:
      'The counter of an unknown user is 0. The response to a wrong key in the path of the host is the same as to a wrong key in the header.',
    docUrl,
    basis: 'our assumption',
    codes: ['INVALID_APIKEY'],
  },
  (call: Call): ApiResponse | undefined =>
    call.params.apiKey === call.world.apiKey ? undefined : call.reject('INVALID_APIKEY'),
)

const getHost = rule(
  [
    {
      id: 'unanswered/host',
      sentence: 'The live counter has a host without a scheme. The route that returns it has the key in its path.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'unanswered/live',
      sentence:
        'The emulator has no live counter: the host is a name that cannot exist, so socket.io does not connect, and `counterConnecting`, `counterConnected` and `counterUpdate` do not occur.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (call: Call): ApiResponse => rejectWrongKey(call) ?? { status: 200, json: { host: 'ws-counters.emulator.invalid' } },
)

export const unanswered = { 'unanswered.get': get, 'unanswered.getHost': getHost } satisfies Record<
  string,
  RouteHandler
>

/** Functions of this file that implement rules. */
export const unansweredRules = [
  get,
  countedTimes,
  lastOf,
  typeOf,
  viewOf,
  hasDealWith,
  isAlwaysGrey,
  operatorOf,
  getHost,
  rejectWrongKey,
]
