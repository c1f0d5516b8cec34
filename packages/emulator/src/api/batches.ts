import { BATCH_LIMIT, docUrls, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { Call } from './call.ts'
import { absent, done, invalid, isFields, isText, readCount, type Fields } from './field-checks.ts'
import type { ApiResponse } from './responses.ts'

const { commonErrors, contacts } = docUrls

/** `none`: Wazzup documents no maximum batch for this route. */
type BatchLimit = 'none' | 'documented'

const rejectTooMany = rule(
  [
    {
      id: 'access/batch',
      sentence: `Up to ${BATCH_LIMIT} contacts, users and deals can be saved in one request, and up to ${BATCH_LIMIT} contacts and deals deleted.`,
      docUrl: commonErrors,
      basis: 'documented',
      codes: ['TOO_MANY_ENTITIES'],
    },
    {
      id: 'access/batch-others',
      sentence: 'Batches of pipelines and the deletion of users have no maximum size: none is documented.',
      docUrl: commonErrors,
      basis: 'our assumption',
    },
  ],
  (call: Call, limit: BatchLimit, count: number): ApiResponse | undefined =>
    limit === 'none' || count <= BATCH_LIMIT
      ? undefined
      : call.reject('TOO_MANY_ENTITIES', { data: { count, limit: BATCH_LIMIT } }),
)

const rejectEmpty = rule(
  {
    id: 'entities/empty',
    sentence:
      'Wazzup rejects an empty array, or a body that is not an array, with the code for invalid deals or pipelines, as documented for users and contacts. `data` is empty.',
    docUrl: commonErrors,
    basis: 'our assumption',
    codes: ['INVALID_DEALS_DATA', 'INVALID_PIPELINES_DATA'],
  },
  (call: Call, code: ApiErrorCode): ApiResponse => call.reject(code, { data: [] }),
)

/**
 * Returns the items of a `save`, or the response that rejects them because there are too many or some fields are
 * invalid.
 * One invalid item rejects the whole batch.
 */
export function readBatch(
  call: Call,
  code: ApiErrorCode,
  findWrong: (item: Fields) => string[],
  limit: BatchLimit = 'documented',
): { items: Fields[] } | { rejection: ApiResponse } {
  if (!Array.isArray(call.body) || call.body.length === 0) return { rejection: rejectEmpty(call, code) }
  const rejection = rejectTooMany(call, limit, call.body.length)
  if (rejection) return { rejection }
  const items = call.body.map((item: unknown): Fields => (isFields(item) ? item : {}))
  const data = items
    .map((item, index) => ({ index, fields: findWrong(item) }))
    .filter(({ fields }) => fields.length > 0)
  return data.length > 0 ? { rejection: call.reject(code, { data }) } : { items }
}

/** Options of `saveBatch`. */
interface SaveOptions<Entity> {
  /** Error code for invalid items. */
  code: ApiErrorCode
  findWrong: (item: Fields) => string[]
  toEntity: (item: Fields) => Entity
  into: Map<string, Entity>
  /** @default 'documented' */
  limit?: BatchLimit | undefined
}

/** Saves the array of the body by id, or rejects it. */
export function saveBatch<Entity extends { id: string }>(call: Call, options: SaveOptions<Entity>): ApiResponse {
  const batch = readBatch(call, options.code, options.findWrong, options.limit)
  if ('rejection' in batch) return batch.rejection
  for (const entity of batch.items.map(options.toEntity)) options.into.set(entity.id, entity)
  return done
}

const answerAbsent = rule(
  {
    id: 'entities/absent',
    sentence: 'Wazzup responds with 404 and an empty body for a contact or deal that does not exist.',
    docUrl: contacts,
    basis: 'documented',
  },
  (): ApiResponse => absent,
)

/** Returns one entity by the id of the path, or 404. */
export function getOne<Entity>(call: Call, all: ReadonlyMap<string, Entity>): ApiResponse {
  const entity = all.get(call.params.id ?? '')
  return entity === undefined ? answerAbsent() : { status: 200, json: entity }
}

/** Deletes by the id of the path, or responds with 404. */
export function deleteOne(call: Call, all: Map<string, unknown>): ApiResponse {
  return all.delete(call.params.id ?? '') ? done : answerAbsent()
}

/** Options of `deleteMany`. */
interface DeleteOptions {
  /** @default any string */
  isId?: ((id: unknown) => boolean) | undefined
  limit: BatchLimit
  /** Whether the response has the ids that did not exist. */
  unknown: 'listed' | 'not listed'
}

/** Deletes by the ids of the body. */
export const deleteMany = rule(
  {
    id: 'entities/delete-many',
    sentence:
      'Wazzup responds to a bulk deletion of users or contacts with the ids that did not exist: `[]` when all of them did.',
    docUrl: contacts,
    basis: 'documented',
  },
  (call: Call, all: Map<string, unknown>, { isId = isText, limit, unknown }: DeleteOptions): ApiResponse => {
    const ids: unknown = call.body
    if (!Array.isArray(ids) || !ids.every((id) => isId(id))) return invalid(call)
    const rejection = rejectTooMany(call, limit, ids.length)
    if (rejection) return rejection
    const missing = ids.filter((id) => !all.delete(String(id)))
    return { status: 200, json: unknown === 'listed' ? missing : [] }
  },
)

export function sortedById<Entity extends { id: string }>(all: ReadonlyMap<string, Entity>): Entity[] {
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Returns one page by `offset`. */
export const readPage = rule(
  {
    id: 'access/offset',
    sentence: `Contacts and deals are listed in pages of ${BATCH_LIMIT}, sorted by id, from an \`offset\` of 0 or more.`,
    docUrl: contacts,
    basis: 'documented',
  },
  <Entity>(call: Call, sorted: readonly Entity[]): { page: Entity[]; total: number } | { rejection: ApiResponse } => {
    const offset = readCount(call.query.get('offset'), 0, 0)
    if (offset === 'wrong') return { rejection: invalid(call) }
    return { page: sorted.slice(offset, offset + BATCH_LIMIT), total: sorted.length }
  },
)

/** Responds with one page and the number of all items. */
export function answerPage<Entity>(call: Call, sorted: readonly Entity[]): ApiResponse {
  const read = readPage(call, sorted)
  return 'rejection' in read ? read.rejection : { status: 200, json: { count: read.total, data: read.page } }
}

/** Functions of this file that implement rules. */
export const batchRules = [answerAbsent, deleteMany, rejectEmpty, rejectTooMany, readPage]
