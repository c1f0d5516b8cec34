import type { RouteHandler, Call } from '../call.ts'
import type { EmulatedUser } from '../../account/entities.ts'
import { answerPage, deleteMany, deleteOne, getOne, readBatch } from '../batches.ts'
import { done, isText, wrongFields } from '../field-checks.ts'

// https://wazzup24.ru/help/api-ru/rabota-s-sushhnostju-polzovatelya/ (documented, where nothing else is said).

/** How many users an account may have. */
const MOST_USERS = 1_000

/** The newest page; the English one says 200 and 200. */
const LONGEST = { id: 64, name: 150 }

/** International digits; how many at least and at most is our judgement (E.164). */
const PHONE = /^\d{7,15}$/

const checks = {
  id: (value: unknown) => isText(value, LONGEST.id),
  name: (value: unknown) => isText(value, LONGEST.name),
}

/** The array of the newest page, or `{ count, data }` of an older one; that its `count` is of all is our judgement. */
const list: RouteHandler = (call) => {
  const { users, settings } = call.world.state
  const byName = [...users.values()].sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
  return settings.usersPage === 'older' ? answerPage(call, byName) : { status: 200, json: byName }
}

const get: RouteHandler = (call) => getOne(call, call.world.state.users)

function phoneInUse(phone: string, id: string, others: Iterable<EmulatedUser>): boolean {
  for (const other of others) if (other.id !== id && other.phone === phone) return true
  return false
}

const save: RouteHandler = (call: Call) => {
  const batch = readBatch(call, 'INVALID_USERS_DATA', (item) => wrongFields(item, checks))
  if ('refusal' in batch) return batch.refusal

  // The same id twice in one request: 500, documented.
  if (new Set(batch.items.map(({ id }) => id)).size < batch.items.length) return { status: 500 }

  const saved = new Map(call.world.state.users)
  for (const { id, name, phone } of batch.items) {
    const user: EmulatedUser = { id: String(id), name: String(name) }
    // A malformed phone is dropped without a word, documented.
    if (typeof phone === 'string' && PHONE.test(phone)) user.phone = phone
    saved.set(user.id, user)
  }
  for (const { id } of batch.items) {
    const phone = saved.get(String(id))?.phone
    if (phone !== undefined && phoneInUse(phone, String(id), saved.values()))
      return call.reject('DUPLICATE_PHONE_NUMBER', { data: { phone } })
  }
  if (saved.size > MOST_USERS) return call.reject('USER_LIMIT_EXCEEDED')

  for (const [id, user] of saved) call.world.state.users.set(id, user)
  return done
}

export const users = {
  'users.list': list,
  'users.get': get,
  'users.save': save,
  'users.delete': (call) => deleteOne(call, call.world.state.users),
  'users.deleteMany': (call) => deleteMany(call, call.world.state.users, { limit: 'none', unknown: 'listed' }),
} satisfies Record<string, RouteHandler>
