import type * as v from 'valibot'

/** Any valibot schema without async parts. */
export type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>

/** Says whether a value fits a schema exactly as it is: valid, and not changed by any transformation. */
export type Guard = (value: unknown) => boolean

/** What the guard reads of a valibot schema or action: these are public, documented properties. */
interface Node {
  kind: 'schema' | 'validation' | 'transformation' | 'metadata'
  type: string
  wrapped?: Node | undefined
  item?: Node | undefined
  entries?: Record<string, Node> | undefined
  options?: readonly unknown[] | undefined
  literal?: unknown
  pipe?: readonly Node[] | undefined
  requirement?: unknown
  /** What a pipe with a transformation says of itself: which values it leaves as they are. */
  metadata?: { accepts?: Guard | undefined } | undefined
}

const guards = new WeakMap<object, Guard>()

/**
 * Derives a plain check from a schema. It is conservative: where it cannot tell (a transformation, a kind of schema
 * it does not know) it says no, and valibot decides. Good values skip valibot and its copies, which cost more than JSON.parse.
 */
export function guardOf(schema: Schema): Guard {
  let guard = guards.get(schema)
  if (!guard) {
    guard = derive(schema as unknown as Node)
    guards.set(schema, guard)
  }
  return guard
}

const never: Guard = () => false

function derive(node: Node): Guard {
  if (node.pipe) return derivePipe(node.pipe)
  switch (node.type) {
    case 'string':
      return (value) => typeof value === 'string'
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value)
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'unknown':
    case 'any':
      // Valibot refuses an object that lacks the key.
      return (value) => value !== undefined
    case 'literal':
      return (value) => value === node.literal
    case 'picklist': {
      const options = new Set(node.options)
      return (value) => options.has(value)
    }
    case 'optional':
      return orMissing(node, (value) => value === undefined)
    case 'nullable':
      return orMissing(node, (value) => value === null)
    case 'nullish':
      return orMissing(node, (value) => value === undefined || value === null)
    case 'union':
      return deriveUnion(node.options as Node[])
    case 'array':
      return deriveArray(derive(node.item!))
    case 'object':
    case 'loose_object':
      return deriveObject(node.entries!, () => true)
    case 'strict_object': {
      const known = new Set(Object.keys(node.entries!))
      return deriveObject(node.entries!, (value) => {
        for (const key in value) if (!known.has(key)) return false
        return true
      })
    }
    default:
      return never
  }
}

function orMissing(node: Node, missing: Guard): Guard {
  // A default would have to be filled in, so only valibot can tell.
  if ((node as { default?: unknown }).default !== undefined) return never
  const inner = derive(node.wrapped!)
  return (value) => missing(value) || inner(value)
}

function deriveUnion(options: Node[]): Guard {
  // An option that can only be converted to passes nothing, and most unions have one other.
  const inner = options.map(derive).filter((guard) => guard !== never)
  return inner.length === 1 ? inner[0]! : (value) => inner.some((guard) => guard(value))
}

function deriveArray(inner: Guard): Guard {
  return (value) => {
    if (!Array.isArray(value)) return false
    for (const item of value) if (!inner(item)) return false
    return true
  }
}

function deriveObject(entries: Record<string, Node>, rest: (value: object) => boolean): Guard {
  const keys = Object.keys(entries)
  const inner = keys.map((key) => derive(entries[key]!))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (let index = 0; index < keys.length; index++) {
      if (!inner[index]!((value as Record<string, unknown>)[keys[index]!])) return false
    }
    return rest(value)
  }
}

function derivePipe(steps: readonly Node[]): Guard {
  const accepts = steps.find((step) => step.metadata?.accepts)?.metadata?.accepts
  if (accepts) return accepts
  const inner: Guard[] = []
  for (const step of steps) {
    if (step.kind === 'metadata') continue
    const guard = step.kind === 'schema' ? derive({ ...step, pipe: undefined }) : deriveCheck(step)
    inner.push(guard)
  }
  if (inner.includes(never)) return never
  return inner.length === 1 ? inner[0]! : (value) => inner.every((guard) => guard(value))
}

function deriveCheck({ type, requirement }: Node): Guard {
  switch (type) {
    case 'non_empty':
      return (value) => (value as string | unknown[]).length > 0
    case 'min_length':
      return (value) => (value as string | unknown[]).length >= (requirement as number)
    case 'max_length':
      return (value) => (value as string | unknown[]).length <= (requirement as number)
    case 'min_value':
      return (value) => (value as number) >= (requirement as number)
    case 'integer':
      return Number.isInteger
    case 'check':
      return requirement as Guard
    default:
      return never
  }
}
