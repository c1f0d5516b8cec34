/**
 * Makes a thing when it is first asked for. Schemas and texts are made so: a process uses few of them, and making all
 * took a quarter of what importing this package cost. docs/decisions/cold-start.md
 */
// @__NO_SIDE_EFFECTS__
export function lazy<Thing>(make: () => Thing): () => Thing {
  let made: { thing: Thing } | undefined
  return () => (made ??= { thing: make() }).thing
}
