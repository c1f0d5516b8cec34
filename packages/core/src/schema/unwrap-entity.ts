import type { Schema } from './schema.ts'

/**
 * Maximum depth: the body, an array in it and `data` in that, or the other way round. Both wrappers are our
 * precaution.
 */
const mostLevels = 3

/**
 * Returns the entity in a response: the body itself, its `data`, or the only item of an array. A body that has a field of
 * the entity is the entity. A schema without fields, such as that of a list, gets the body unchanged.
 */
export function unwrapEntity(output: Schema, body: unknown): unknown {
  const fields = Object.keys((output as { entries?: object | undefined }).entries ?? {})
  if (fields.length === 0) return body
  // A schema of an object accepts an array as an object without fields, so an array is replaced by undefined.
  return find(fields, body, mostLevels) ?? (Array.isArray(body) ? undefined : body)
}

function find(fields: readonly string[], value: unknown, levels: number): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value.length === 1 ? find(fields, value[0], levels - 1) : undefined
  if (fields.some((field) => field in value)) return value
  return find(fields, (value as { data?: unknown }).data, levels - 1)
}
