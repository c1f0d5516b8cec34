import * as v from 'valibot'
import { defineEndpoint } from './endpoint.ts'
import type { Schema } from '../schema/schema.ts'
import { BATCH_LIMIT } from './values.ts'
import { pathId, requiredText } from '../schema/fields.ts'
import { readIds } from '../schema/nested-list.ts'

/** An array of entities for one `save`: 1 to 100, each id once. Wazzup answers 500 to a repeated user id. */
// @__NO_SIDE_EFFECTS__
export function batchOf<const Item extends v.GenericSchema<{ id: string | number }, { id: string }>>(item: Item) {
  return v.pipe(
    v.array(item),
    v.minLength(1, 'at least 1 item'),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} items; split with splitBatches()`),
    v.check((items) => new Set(items.map(({ id }) => id)).size === items.length, 'each id only once'),
  )
}

/** What may be given for an id: alone, in a list, and in an address. */
export interface IdSchemas<Id extends string | number> {
  item: () => v.GenericSchema<Id, string>
  path: () => v.GenericSchema<Id, string>
}

/** Ids as most entities have them. */
export const textIds: IdSchemas<string> = { item: requiredText, path: pathId }

/** Ids for one `deleteMany`. */
// @__NO_SIDE_EFFECTS__
function idsOf<Id extends string | number>(item: v.GenericSchema<Id, string>) {
  return v.pipe(
    v.array(item),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} ids; split with splitBatches()`),
    v.check((ids) => new Set(ids).size === ids.length, 'each id only once'),
  )
}

/** Adds the verbs that users, contacts and deals have in the same form. */
// @__NO_SIDE_EFFECTS__
export function withEntityVerbs<Entity, Own, Id extends string | number>(
  noun: 'users' | 'contacts' | 'deals',
  docUrl: string,
  entity: () => Schema & v.GenericSchema<unknown, Entity>,
  ids: IdSchemas<Id>,
  own: Own,
) {
  const fixed = { docUrl, key: 'api', sidecar: false, repeat: 'always' } as const
  return {
    ...own,
    /** Returns one by your own id. Throws WazzupApiError with status 404 when it does not exist. */
    get: defineEndpoint({
      ...fixed,
      method: 'GET',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: ids.path() }),
      output: entity,
    }),
    /** Deletes one by your own id. Throws WazzupApiError with status 404 when it does not exist. */
    delete: defineEndpoint({
      ...fixed,
      method: 'DELETE',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: ids.path() }),
      doneWhen: 404,
    }),
    /** Deletes up to 100 by your own ids. Returns the ids that did not exist; for deals an empty list, as documented. */
    deleteMany: defineEndpoint({
      ...fixed,
      method: 'PATCH',
      path: `/v3/${noun}/bulk_delete`,
      input: () => v.strictObject({ ids: idsOf(ids.item()) }),
      body: 'ids',
      output: readIds,
    }),
  }
}
