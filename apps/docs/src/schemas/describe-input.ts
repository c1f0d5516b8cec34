import type { Schema } from '@wazzup-kit/core/schemas'

/** One field of an input, in words. */
export interface Field {
  /** Path from the input; `[]` stands for each item of a list. */
  name: string
  type: string
  required: string
}

/** An input in words: its fields, and the rules that concern several of them. */
export interface InputWords {
  fields: Field[]
  rules: string[]
}

/** What is read of a valibot schema or action: these are public, documented properties. */
interface Node {
  kind: 'schema' | 'validation' | 'transformation' | 'metadata'
  type: string
  wrapped?: Node
  item?: Node
  entries?: Record<string, Node>
  options?: readonly Node[]
  literal?: unknown
  key?: string
  pipe?: readonly Node[]
  requirement?: unknown
  message?: unknown
  metadata?: { known?: readonly string[] }
}

/** Says in words what an endpoint's input schema asks for. */
export function describeInput(schema: Schema): InputWords {
  const root = schema as unknown as Node
  const rules = checksOf(root).flatMap(({ type, message }) => (type === 'check' ? [String(message)] : []))
  return { fields: root.type === 'variant' ? variantFields(root) : fieldsOf(root, ''), rules }
}

/** Fields of every option; one that only some options have is marked with them. */
function variantFields({ key, options = [] }: Node): Field[] {
  const cases = options.map((option) => ({
    when: `when ${key} is ${typeOf(option.entries![key!]!)}`,
    fields: fieldsOf(option, ''),
  }))
  const merged = new Map<string, Field>()
  for (const { when, fields } of cases) {
    for (const field of fields) {
      const having = cases.filter((other) => other.fields.some(({ name }) => name === field.name))
      const seen = merged.get(field.name)
      const isPartial = having.length < cases.length && !/[.[]/.test(field.name)
      if (!seen) merged.set(field.name, isPartial ? { ...field, required: when } : field)
      else if (seen.type !== field.type) seen.type += ` or ${field.type}`
    }
  }
  return [...merged.values()]
}

/** The fields of an object, or of the objects in a list or a union, and of what is inside of them. */
function fieldsOf(node: Node, prefix: string): Field[] {
  if (node.wrapped) return fieldsOf(node.wrapped, prefix)
  if (node.item) return fieldsOf(node.item, `${prefix}[]`)
  if (node.type === 'union') return unionFields(node, prefix)
  return Object.entries(node.entries ?? {}).flatMap(([key, entry]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`
    return [{ name, type: typeOf(entry), required: isOptional(entry) ? 'no' : 'yes' }, ...fieldsOf(entry, name)]
  })
}

/** One object that may stand alone or in a list is described once. */
function unionFields({ options = [] }: Node, prefix: string): Field[] {
  const described = new Set<Node>()
  return options.flatMap((option) => {
    const element = elementOf(option)
    if (described.has(element)) return []
    described.add(element)
    return fieldsOf(option, prefix)
  })
}

function elementOf(node: Node): Node {
  const inner = node.wrapped ?? node.item
  return inner ? elementOf(inner) : node
}

function isOptional({ type }: Node): boolean {
  return type === 'optional' || type === 'nullish'
}

function typeOf(node: Node): string {
  const known = node.pipe?.find((step) => step.metadata?.known)?.metadata?.known
  if (known) return `${quoted(known)} or any other text`
  const name = nameOf(node)
  const checks = checksOf(node).flatMap((step) => checkWords(step, node))
  return [name, ...lengthWords(node), ...checks].join(', ')
}

function nameOf(node: Node): string {
  switch (node.type) {
    case 'string':
      return 'text'
    case 'boolean':
      return 'true or false'
    case 'number':
      return checksOf(node).some(({ type }) => type === 'integer') ? 'whole number' : 'number'
    case 'literal':
      return JSON.stringify(node.literal)
    case 'picklist':
      return quoted(node.options ?? [])
    case 'optional':
    case 'nullish':
    case 'nullable':
      return typeOf(node.wrapped!)
    case 'union':
      return [...new Set(node.options!.map(typeOf))].join(' or ')
    case 'array':
      return `list of ${plural(node.item!)}`
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return 'object'
    default:
      throw new Error(`No words for a schema of type ${node.type}: add them to describe-input.ts`)
  }
}

function plural(node: Node): string {
  const name = typeOf(node)
  if (name === 'object' || name === 'text') return `${name}s`
  return /,| or /.test(name) ? `(${name})` : name
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}

function checksOf(node: Node): readonly Node[] {
  return (node.pipe ?? []).filter(({ kind }) => kind === 'validation')
}

function lengthWords(node: Node): string[] {
  const bound = (type: string) => checksOf(node).find((step) => step.type === type)?.requirement
  const [least, most] = [bound('min_length'), bound('max_length')]
  if (least === undefined && most === undefined) return []
  const unit = node.type === 'array' ? 'items' : 'characters'
  if (most === undefined) return [`${String(least)} or more ${unit}`]
  return [least === undefined ? `at most ${String(most)} ${unit}` : `${String(least)} to ${String(most)} ${unit}`]
}

function checkWords({ type, requirement, message }: Node, { entries }: Node): string[] {
  switch (type) {
    case 'non_empty':
      return ['not empty']
    case 'min_value':
      return [`${String(requirement)} or more`]
    case 'max_value':
      return [`at most ${String(requirement)}`]
    case 'check':
      // A check of an object concerns several fields.
      return entries ? [] : [String(message)]
    case 'integer':
    case 'min_length':
    case 'max_length':
      return []
    default:
      throw new Error(`No words for a check of type ${type}: add them to describe-input.ts`)
  }
}
