/**
 * Creates a value when it is first asked for, and remembers it. Schemas are created this way: a process uses few of
 * them, and creating all of them takes a fifth of the import. docs/decisions/guards-and-lazy-schemas.md
 */
// @__NO_SIDE_EFFECTS__
export function lazy<Value>(create: () => Value): () => Value {
  let created: { value: Value } | undefined
  return () => (created ??= { value: create() }).value
}
