import { BATCH_LIMIT, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { ApiResponse } from './responses.ts'
import type { Call } from './call.ts'
import { absent, done, invalid, isFields, isText, readCount, type Fields } from './field-checks.ts'

/** `none`: the page that lists the routes with a largest batch leaves this one out. */
type BatchRule = 'none' | 'documented'

/** `TOO_MANY_ENTITIES`, when a batch is too large. */
function tooMany(call: Call, count: number): ApiResponse | undefined {
  if (count <= BATCH_LIMIT) return undefined
  return call.reject('TOO_MANY_ENTITIES', { data: { count, limit: BATCH_LIMIT } })
}

/**
 * Reads the array of a `save`, or gets the refusal: too many, or which fields of which item are wrong.
 * One bad item refuses the whole batch: https://wazzup24.com/help/api-en/working-with-contacts/
 */
export function readBatch(
  call: Call,
  code: ApiErrorCode,
  wrongIn: (item: Fields) => string[],
  limit: BatchRule = 'documented',
): { items: Fields[] } | { refusal: ApiResponse } {
  // That the code of contacts for an empty body has its like elsewhere is our judgement, and so is the empty `data`.
  if (!Array.isArray(call.body) || call.body.length === 0) return { refusal: call.reject(code, { data: [] }) }
  const refusal = limit === 'documented' ? tooMany(call, call.body.length) : undefined
  if (refusal) return { refusal }
  const items = call.body.map((item: unknown): Fields => (isFields(item) ? item : {}))
  const data = items.map((item, index) => ({ index, fields: wrongIn(item) })).filter(({ fields }) => fields.length > 0)
  return data.length > 0 ? { refusal: call.reject(code, { data }) } : { items }
}

/** What `saveBatch` needs of an entity. */
interface SaveRules<Entity> {
  /** The refusal of bad items. */
  code: ApiErrorCode
  wrongIn: (item: Fields) => string[]
  toEntity: (item: Fields) => Entity
  into: Map<string, Entity>
  limit?: BatchRule | undefined
}

/** Saves the array of the body by id, or answers the refusal. */
export function saveBatch<Entity extends { id: string }>(call: Call, rules: SaveRules<Entity>): ApiResponse {
  const batch = readBatch(call, rules.code, rules.wrongIn, rules.limit)
  if ('refusal' in batch) return batch.refusal
  for (const entity of batch.items.map(rules.toEntity)) rules.into.set(entity.id, entity)
  return done
}

/** One entity by the id of the path, or 404. */
export function getOne<Entity>(call: Call, all: ReadonlyMap<string, Entity>): ApiResponse {
  const entity = all.get(call.params.id ?? '')
  return entity === undefined ? absent : { status: 200, json: entity }
}

/** Deletes by the id of the path, or 404. */
export function deleteOne(call: Call, all: Map<string, unknown>): ApiResponse {
  return all.delete(call.params.id ?? '') ? done : absent
}

/** What `deleteMany` needs of an entity. */
interface DeleteRules {
  /** Text unless told otherwise. */
  isId?: ((id: unknown) => boolean) | undefined
  limit: BatchRule
  /** What is answered about ids that were not there. */
  unknown: 'listed' | 'not told'
}

/** Deletes by the ids of the body. */
export function deleteMany(call: Call, all: Map<string, unknown>, rules: DeleteRules): ApiResponse {
  const { isId = isText, limit, unknown } = rules
  const ids: unknown = call.body
  if (!Array.isArray(ids) || !ids.every((id) => isId(id))) return invalid(call)
  const refusal = limit === 'documented' ? tooMany(call, ids.length) : undefined
  if (refusal) return refusal
  const missing = ids.filter((id) => !all.delete(String(id)))
  return { status: 200, json: unknown === 'listed' ? missing : [] }
}

export function sortedById<Entity extends { id: string }>(all: ReadonlyMap<string, Entity>): Entity[] {
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** One page of up to 100 by `offset`. */
export function readPage<Entity>(
  call: Call,
  sorted: readonly Entity[],
): { page: Entity[]; total: number } | { refusal: ApiResponse } {
  const offset = readCount(call.query.get('offset'), 0, 0)
  if (offset === 'wrong') return { refusal: invalid(call) }
  return { page: sorted.slice(offset, offset + BATCH_LIMIT), total: sorted.length }
}

/** One page with the number of all, as an answer. */
export function answerPage<Entity>(call: Call, sorted: readonly Entity[]): ApiResponse {
  const read = readPage(call, sorted)
  return 'refusal' in read ? read.refusal : { status: 200, json: { count: read.total, data: read.page } }
}
