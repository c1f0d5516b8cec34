import * as v from 'valibot'
import { endpoint } from '../endpoint.ts'
import { readId, readText, requiredText } from '../fields.ts'
import { readList } from '../read-list.ts'
import * as pages from '../pages.ts'
import { batchOf, withEntityVerbs } from './entity.ts'

export const UserSchema = v.looseObject({ id: readId, name: readText, phone: readText })
/** An employee of the CRM. */
export interface User extends v.InferOutput<typeof UserSchema> {}

export const UserInputSchema = v.strictObject({
  /** Your own id of the employee; up to 64 characters are safe (one page says 200). */
  id: requiredText,
  /** Up to 150 characters are safe (one page says 200). */
  name: requiredText,
  /** International digits, for signing in to the mobile app. Wazzup drops a malformed one without a word. */
  phone: v.optional(v.string()),
})
export interface UserInput extends v.InferInput<typeof UserInputSchema> {}

/** Employees of the CRM. https://wazzup24.ru/help/api-ru/rabota-s-sushhnostju-polzovatelya/ */
export const users = withEntityVerbs('users', pages.users, UserSchema as v.GenericSchema<unknown, User>, {
  /** Gets the employees that were uploaded, sorted by name. */
  list: endpoint({
    method: 'GET',
    path: '/v3/users',
    page: pages.users,
    input: v.strictObject({ offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
    output: readList<User>(UserSchema),
    repeat: 'always',
    key: 'api',
    sidecar: false,
    paging: { offset: 'offset', whole: 'bare array', items: (list: User[]) => list },
  }),
  /** Creates or updates up to 100 employees by your own id; an account has 1000 at most. Longer lists: `inBatches`. */
  save: endpoint({
    method: 'POST',
    path: '/v3/users',
    page: pages.users,
    input: v.strictObject({ users: batchOf(UserInputSchema) }),
    body: 'users',
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
})
