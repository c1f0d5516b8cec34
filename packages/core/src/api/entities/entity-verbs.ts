import * as v from 'valibot'
import type { CallOptions } from '../../client/options.ts'
import { defineEndpoint, type Callable } from '../endpoint.ts'
import type { Schema } from '../../schema/schema.ts'
import { BATCH_LIMIT } from '../values.ts'
import { pathId, requiredText } from '../../schema/fields.ts'
import { readIds } from '../../schema/nested-list.ts'

/**
 * Returns the schema of the entities of one `save`: 1 to 100, each id once. Ids are compared here because Wazzup responds with
 * 500 to a user id that is sent twice in one request.
 */
// @__NO_SIDE_EFFECTS__
export function batchOf<const Item extends v.GenericSchema<{ id: string | number }, { id: string }>>(item: Item) {
  return v.pipe(
    v.array(item),
    v.minLength(1, 'at least 1 item'),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} items; split with splitBatches()`),
    v.check((items) => new Set(items.map(({ id }) => id)).size === items.length, 'each id only once'),
  )
}

/** The schemas of an id: `item` for an entry of a list, `path` for a part of an address. */
export interface IdSchemas<Id extends string | number> {
  item: () => v.GenericSchema<Id, string>
  path: () => v.GenericSchema<Id, string>
}

/** The schemas of ids that are texts. */
export const textIds: IdSchemas<string> = { item: requiredText, path: pathId }

/** Returns the schema of the ids of one `deleteMany`: up to 100, each once. */
// @__NO_SIDE_EFFECTS__
function idsOf<Id extends string | number>(item: v.GenericSchema<Id, string>) {
  return v.pipe(
    v.array(item),
    v.maxLength(BATCH_LIMIT, `at most ${BATCH_LIMIT} ids; split with splitBatches()`),
    v.check((ids) => new Set(ids).size === ids.length, 'each id only once'),
  )
}

/** The endpoints that users, contacts and deals share. A type, because an interface does not fit `EndpointTree`. */
export type EntityVerbs<Entity, Id extends string | number> = {
  /**
   * Returns one entity by your own id.
   *
   * @throws WazzupApiError with status 404 when it does not exist.
   */
  readonly get: Callable<(input: { id: Id }, options?: CallOptions) => Promise<Entity>>
  /**
   * Deletes one entity by your own id.
   *
   * @throws WazzupApiError with status 404 when it does not exist.
   */
  readonly delete: Callable<(input: { id: Id }, options?: CallOptions) => Promise<void>>
  /**
   * Deletes up to 100 entities by your own ids. Returns the ids that did not exist; for deals, the documented list is
   * empty. For longer lists use `splitBatches`.
   */
  readonly deleteMany: Callable<(input: { ids: Id[] }, options?: CallOptions) => Promise<string[]>>
}

/** Returns the endpoints `own`, with those of {@link EntityVerbs}. */
// @__NO_SIDE_EFFECTS__
export function withEntityVerbs<Entity, Own, Id extends string | number>(
  noun: 'users' | 'contacts' | 'deals',
  docUrl: string,
  entity: () => Schema & v.GenericSchema<unknown, Entity>,
  ids: IdSchemas<Id>,
  own: Own,
): Own & EntityVerbs<Entity, Id> {
  const fixed = { docUrl, key: 'api', sidecar: false, repeat: 'always' } as const
  return {
    ...own,
    get: defineEndpoint({
      ...fixed,
      method: 'GET',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: ids.path() }),
      output: entity,
    }),
    delete: defineEndpoint({
      ...fixed,
      method: 'DELETE',
      path: `/v3/${noun}/{id}`,
      input: () => v.strictObject({ id: ids.path() }),
      doneWhen: 404,
    }),
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
