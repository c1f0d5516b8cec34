import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedUser } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import { answerPage, deleteMany, deleteOne, getOne, readBatch } from '../batches.ts'
import type { Call, RouteHandler } from '../call.ts'
import { done, isText, wrongFields, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { users: docUrl } = docUrls

const MOST_USERS = 1_000

const list = rule(
  {
    id: 'users/list',
    sentence: 'Users are listed as an array, sorted by name.',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => {
    const { users, settings } = call.world.state
    const byName = [...users.values()].sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
    return settings.usersPage === 'older' ? listOlder(call, byName) : { status: 200, json: byName }
  },
)

const listOlder = rule(
  [
    {
      id: 'users/page',
      sentence:
        'On an older page of the documentation users are listed as `{ count, data }`, up to 100 from an `offset`.',
      docUrl,
      basis: 'documented',
      option: "usersPage: 'older'",
    },
    {
      id: 'users/page-count',
      sentence: 'In the older form, `count` is the number of all users, as with contacts. The array has no `offset`.',
      docUrl,
      basis: 'our assumption',
      option: 'usersPage',
    },
  ],
  (call: Call, byName: readonly EmulatedUser[]): ApiResponse => answerPage(call, byName),
)

const get = rule(
  {
    id: 'users/absent',
    sentence: 'Wazzup responds with 404 and an empty body for a user that does not exist, as for a contact.',
    docUrl,
    basis: 'our assumption',
  },
  (call: Call): ApiResponse => getOne(call, call.world.state.users),
)

const longest = rule(
  {
    id: 'users/lengths',
    sentence: 'The maximum lengths of ids and names are those of the newest page. The English page has 200 for both.',
    docUrl,
    basis: 'our assumption',
    codes: ['INVALID_USERS_DATA'],
  },
  (field: 'id' | 'name'): number => ({ id: 64, name: 150 })[field],
)

const findWrong = rule(
  {
    id: 'users/fields',
    sentence:
      'The id of a user has up to 64 characters, the name up to 150. The response names each wrong item by its index.',
    docUrl,
    basis: 'documented',
    codes: ['INVALID_USERS_DATA'],
  },
  (item: Fields): string[] =>
    wrongFields(item, {
      id: (value) => isText(value, longest('id')),
      name: (value) => isText(value, longest('name')),
    }),
)

const readUsers = rule(
  [
    {
      id: 'users/empty',
      sentence: 'Wazzup rejects an upload of users with an empty body with 400.',
      docUrl,
      basis: 'documented',
      codes: ['INVALID_USERS_DATA'],
    },
    {
      id: 'users/status',
      sentence: 'All errors of an upload of users have the status 400.',
      docUrl,
      basis: 'documented',
      codes: ['INVALID_USERS_DATA', 'DUPLICATE_PHONE_NUMBER', 'USER_LIMIT_EXCEEDED'],
    },
  ],
  (call: Call): { items: Fields[] } | { rejection: ApiResponse } => readBatch(call, 'INVALID_USERS_DATA', findWrong),
)

const rejectSameId = rule(
  {
    id: 'users/same-id',
    sentence: 'Wazzup responds with 500 when an upload of users contains the same id twice.',
    docUrl,
    basis: 'documented',
  },
  (items: readonly Fields[]): ApiResponse | undefined =>
    new Set(items.map(({ id }) => id)).size < items.length ? { status: 500 } : undefined,
)

const isPhone = rule(
  {
    id: 'users/phone-digits',
    sentence: 'The phone of a user is valid when it is a text of 7 to 15 digits.',
    docUrl,
    basis: 'our assumption',
  },
  (phone: unknown): phone is string => typeof phone === 'string' && /^\d{7,15}$/.test(phone),
)

const toUser = rule(
  {
    id: 'users/phone-dropped',
    sentence: 'Wazzup drops an invalid phone of a user without an error.',
    docUrl,
    basis: 'documented',
  },
  ({ id, name, phone }: Fields): EmulatedUser => ({
    id: String(id),
    name: String(name),
    ...(isPhone(phone) ? { phone } : {}),
  }),
)

const rejectPhoneInUse = rule(
  {
    id: 'users/phone-twice',
    sentence: 'Wazzup rejects a phone that another user has.',
    docUrl,
    basis: 'documented',
    codes: ['DUPLICATE_PHONE_NUMBER'],
  },
  (call: Call, items: readonly Fields[], saved: ReadonlyMap<string, EmulatedUser>): ApiResponse | undefined => {
    for (const { id } of items) {
      const phone = saved.get(String(id))?.phone
      const others = [...saved.values()].filter((user) => user.id !== String(id))
      if (phone !== undefined && others.some((other) => other.phone === phone))
        return call.reject('DUPLICATE_PHONE_NUMBER', { data: { phone } })
    }
    return undefined
  },
)

const rejectTooMany = rule(
  {
    id: 'users/limit',
    sentence: `An account has up to ${MOST_USERS} users.`,
    docUrl,
    basis: 'documented',
    codes: ['USER_LIMIT_EXCEEDED'],
  },
  (call: Call, saved: ReadonlyMap<string, EmulatedUser>): ApiResponse | undefined =>
    saved.size > MOST_USERS ? call.reject('USER_LIMIT_EXCEEDED') : undefined,
)

const save = rule(
  {
    id: 'users/upsert',
    sentence: 'Users are saved by id: a known one is replaced. The response is 200 with an empty body.',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => {
    const { state } = call.world
    const read = readUsers(call)
    if ('rejection' in read) return read.rejection
    const sameId = rejectSameId(read.items)
    if (sameId) return sameId
    const saved = new Map(state.users)
    for (const user of read.items.map(toUser)) saved.set(user.id, user)
    const rejection = rejectPhoneInUse(call, read.items, saved) ?? rejectTooMany(call, saved)
    if (rejection) return rejection
    for (const [id, user] of saved) state.users.set(id, user)
    return done
  },
)

export const users = {
  'users.list': list,
  'users.get': get,
  'users.save': save,
  'users.delete': (call) => deleteOne(call, call.world.state.users),
  'users.deleteMany': (call) => deleteMany(call, call.world.state.users, { limit: 'none', unknown: 'listed' }),
} satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const userRules = [
  list,
  listOlder,
  save,
  readUsers,
  findWrong,
  longest,
  toUser,
  isPhone,
  rejectPhoneInUse,
  rejectSameId,
  rejectTooMany,
  get,
]
