import fc from 'fast-check'
import * as v from 'valibot'
import type { Schema } from '../src/schemas.ts'

interface Node {
  kind: string
  type: string
  pipe?: Node[]
  wrapped?: Node
  item?: Node
  options?: Node[]
  entries?: Record<string, Node>
  literal?: unknown
  requirement?: unknown
}

/** Returns an arbitrary of values that an input schema accepts, built from the parts of the schema. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  return make(schema as unknown as Node).filter((value) => v.is(schema, value))
}

function make(node: Node): fc.Arbitrary<unknown> {
  const { kind, type, pipe } = node
  if (kind !== 'schema') throw new Error(`${type} is not a schema`)
  const isNotEmpty = pipe?.some((step) => step.type === 'non_empty' || step.type === 'min_length')
  switch (type) {
    case 'string':
      return fc.oneof(
        fc.string({ unit: 'binary', minLength: isNotEmpty ? 1 : 0 }),
        fc.constantFrom('a/b', '%2F', 'a b+c', 'ключ', '?x=1#y', '{id}', 'bulk_delete', '0', 'null', '...'),
      )
    case 'number':
      return fc.integer({ min: 1, max: 1_000_000 })
    case 'boolean':
      return fc.boolean()
    case 'literal':
      return fc.constant(node.literal)
    case 'optional':
      return fc.option(make(node.wrapped!), { nil: undefined, freq: 2 })
    case 'array':
      return fc.array(make(node.item!), { minLength: isNotEmpty ? 1 : 0, maxLength: 3 })
    case 'union':
    case 'variant':
      return fc.oneof(...node.options!.map(make))
    case 'strict_object':
      return fc.record(Object.fromEntries(Object.entries(node.entries!).map(([name, field]) => [name, make(field)])))
    default:
      throw new Error(`no values are known for ${type}`)
  }
}
