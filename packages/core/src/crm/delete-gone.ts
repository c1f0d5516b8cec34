import { BATCH_LIMIT } from '../api/values.ts'

/** What {@link deleteGone} needs of the client: `wazzup.contacts`, `wazzup.deals` or `wazzup.users`. */
export interface DeletableEntities<Id extends string | number> {
  /** Returns all entities. */
  list(): AsyncIterable<{ id: Id }>
  /** Deletes up to 100 entities. */
  deleteMany(input: { ids: Id[] }): Promise<unknown>
}

/** Options of {@link deleteGone}. */
export interface DeleteGoneOptions {
  /** The most entities to delete. If there are more, none is deleted: the source may be broken. */
  atMost: number
  /** Aborts the work before the next page or batch. */
  signal?: AbortSignal | undefined
}

/**
 * Deletes from Wazzup what your CRM does not have any more. All ids of Wazzup are read first, because each deletion moves the
 * pages of a list; your ids are read after them, so that an entity that is created meanwhile stays.
 *
 * @param readIds returns all ids of your CRM
 * @throws RangeError when more than `atMost` would be deleted, or when `readIds` returns none. Nothing is deleted then.
 * @throws WazzupError when a call fails. What was deleted before stays deleted.
 * @throws the reason of `signal` when it aborts.
 * @see https://wazzup24.ru/help/api-ru/rabota-s-kontaktami/
 * @example
 * const { deleted } = await deleteGone(wazzup.contacts, () => readContactIds(), { atMost: 200 })
 */
export async function deleteGone<Id extends string | number>(
  entities: DeletableEntities<Id>,
  readIds: () => Iterable<string | number> | AsyncIterable<string | number>,
  { atMost, signal }: DeleteGoneOptions,
): Promise<{ deleted: Id[] }> {
  const stored = new Map<string, Id>()
  signal?.throwIfAborted()
  for await (const { id } of entities.list()) {
    signal?.throwIfAborted()
    stored.set(String(id), id)
  }
  const gone = new Map(stored)
  let isEmpty = true
  for await (const id of readIds()) {
    signal?.throwIfAborted()
    isEmpty = false
    gone.delete(String(id))
  }
  if (isEmpty && gone.size > 0) {
    throw new RangeError(
      `deleteGone: the CRM returned no ids, and Wazzup has ${gone.size} entities; nothing was deleted`,
    )
  }
  if (!(gone.size <= atMost)) {
    throw new RangeError(
      `deleteGone: ${gone.size} of ${stored.size} entities are gone, more than "atMost" (${atMost}); nothing was deleted`,
    )
  }
  const deleted = [...gone.values()]
  for (let start = 0; start < deleted.length; start += BATCH_LIMIT) {
    signal?.throwIfAborted()
    await entities.deleteMany({ ids: deleted.slice(start, start + BATCH_LIMIT) })
  }
  return { deleted }
}
