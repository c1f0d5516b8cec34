import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readId, readText, requiredText } from '../../schema/fields.ts'
import { readList } from '../../schema/read-list.ts'
import * as docUrls from '../doc-urls.ts'
import { pageOffset } from '../page-offset.ts'
import { batchOf, textIds, withEntityVerbs } from './entity-verbs.ts'

/** Schema of {@link User}. */
export const userSchema = lazy(() => v.looseObject({ id: readId(), name: readText(), phone: readText() }))
/** An employee of the CRM. */
export interface User {
  /** Your own id of the employee. */
  id: string
  /** Name of the employee. */
  name?: string | null | undefined
  /** Phone number with which the employee signs in to Wazzup's mobile app: digits with the country code. */
  phone?: string | null | undefined
}

/** An employee of the CRM for `users.save`. */
export interface UserInput {
  /** Your own id of the employee. Wazzup documents a limit of 64 characters on one page and 200 on another; 64 are safe. */
  id: string
  /** Name of the employee. Wazzup documents a limit of 150 characters on one page and 200 on another; 150 are safe. */
  name: string
  /**
   * Phone number with which the employee signs in to Wazzup's mobile app: digits with the country code. Wazzup silently
   * drops a malformed number, and rejects a number that another user has.
   */
  phone?: string | undefined
}

/** Schema of {@link UserInput}. */
export const userInputSchema = lazy(() =>
  v.strictObject({ id: requiredText(), name: requiredText(), phone: v.optional(v.string()) }),
)

/** Employees of the CRM. https://wazzup24.ru/help/api-ru/rabota-s-sushhnostju-polzovatelya/ */
export const users = withEntityVerbs(
  'users',
  docUrls.users,
  (): v.GenericSchema<unknown, User> => userSchema(),
  textIds,
  {
    /** Returns the uploaded employees, sorted by name. */
    list: defineEndpoint({
      method: 'GET',
      path: '/v3/users',
      docUrl: docUrls.users,
      input: () =>
        v.strictObject({
          /** Number of employees to skip. In older documentation only. */
          offset: pageOffset(),
        }),
      output: () => readList<User>(userSchema()),
      repeat: 'always',
      key: 'api',
      sidecar: false,
      paging: { offset: 'offset', whole: 'bare array', items: (list: User[]) => list },
    }),
    /**
     * Creates or updates up to 100 employees by your own id. An account can have at most 1000. For longer lists use
     * `splitBatches`.
     */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/users',
      docUrl: docUrls.users,
      input: () => v.strictObject({ users: batchOf<v.GenericSchema<UserInput>>(userInputSchema()) }),
      body: 'users',
      repeat: 'always',
      key: 'api',
      sidecar: false,
    }),
  },
)
