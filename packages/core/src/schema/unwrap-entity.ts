import type { Schema } from './schema.ts'

/** An entity was seen inside of `data` and inside of an array; both at once is as deep as it gets. */
const mostLevels = 3

/**
 * Finds the entity in a response: as it stands, inside of `data`, or alone in an array. A body that has a field of the
 * entity is the entity itself; lists are left to their own readers.
 */
export function unwrapEntity(output: Schema, body: unknown): unknown {
  const fields = Object.keys((output as { entries?: object | undefined }).entries ?? {})
  if (fields.length === 0) return body
  // A schema takes an array for an object without fields.
  return find(fields, body, mostLevels) ?? (Array.isArray(body) ? undefined : body)
}

function find(fields: readonly string[], value: unknown, levels: number): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value.length === 1 ? find(fields, value[0], levels - 1) : undefined
  if (fields.some((field) => field in value)) return value
  return find(fields, (value as { data?: unknown }).data, levels - 1)
}
