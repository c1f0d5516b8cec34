/**
 * Returns a function that creates a value on its first call and returns the same value on each later one. Schemas are lazy
 * because a process uses few of them, and creating all takes a fifth of the import time.
 * docs/decisions/guards-and-lazy-schemas.md
 */
// @__NO_SIDE_EFFECTS__
export function lazy<Value>(create: () => Value): () => Value {
  let created: { value: Value } | undefined
  return () => (created ??= { value: create() }).value
}
