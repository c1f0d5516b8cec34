import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import type { Schema } from '../guard.ts'
import { BATCH_LIMIT, pathId, requiredText } from '../fields.ts'
import { readIds } from '../read-list.ts'

/** An array of entities for one `save`: 1 to 100, each id once. Wazzup answers 500 to a repeated user id. */
// @__NO_SIDE_EFFECTS__
export function batchOf<const Item extends v.GenericSchema<{ id: string }>>(item: Item) {
  return v.pipe(
    v.array(item),
    v.minLength(1, 'at least 1 item'),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} items; split with inBatches()`),
    v.check((items) => new Set(items.map(({ id }) => id)).size === items.length, 'each id only once'),
  )
}

/** Ids for one `deleteMany`. */
const idsSchema = once(() =>
  v.pipe(
    v.array(requiredText()),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} ids; split with inBatches()`),
    v.check((ids) => new Set(ids).size === ids.length, 'each id only once'),
  ),
)

/** Adds the verbs that users, contacts and deals have in the same form. */
// @__NO_SIDE_EFFECTS__
export function withEntityVerbs<Entity, Own>(
  noun: 'users' | 'contacts' | 'deals',
  page: string,
  entity: () => Schema & v.GenericSchema<unknown, Entity>,
  own: Own,
) {
  const fixed = { page, key: 'api', sidecar: false, repeat: 'always' } as const
  return {
    ...own,
    /** Gets one by your own id; 404 when it is not there. */
    get: endpoint({
      ...fixed,
      method: 'GET',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: pathId() }),
      output: entity,
    }),
    /** Deletes one by your own id; 404 when it is not there. */
    delete: endpoint({
      ...fixed,
      method: 'DELETE',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: pathId() }),
      doneWhen: 404,
    }),
    /** Deletes up to 100 by your own ids and gets the ids that did not exist; of deals none, as their page has it. */
    deleteMany: endpoint({
      ...fixed,
      method: 'PATCH',
      path: `/v3/${noun}/bulk_delete`,
      input: () => v.strictObject({ ids: idsSchema() }),
      body: 'ids',
      output: readIds,
    }),
  }
}
