import { chatTypes } from '../src/api/values.ts'
import { MessageItemSchema, StatusItemSchema, type Schema } from '../src/schemas.ts'
import { messageStatuses, messageTypes } from '../src/webhooks/items/items.ts'

/** The properties of a valibot schema that are used here: public, documented ones, and the metadata of our own fields. */
interface Node {
  type: string
  wrapped?: Node
  default?: unknown
  entries?: Record<string, Node>
  options?: readonly Node[]
  item?: Node
  pipe?: readonly { type: string; metadata?: Metadata }[]
}

/** Metadata of a pipe: its known values, or the function that returns whether the pipe leaves a value unchanged. */
interface Metadata {
  known?: readonly string[]
  accepts?(value: unknown): boolean
}

/** The bodies of the printed functions by their name, in the order in which they are needed. Their parameter is `value`. */
type Functions = Map<string, string>

const head = `// Printed by \`pnpm docs:print\` from the schemas of webhooks/items/items.ts. Do not edit. docs/decisions/guards-and-lazy-schemas.md
// Each returns whether a value fits its schema without any conversion. If it returns false, valibot reads the value.

import { chatTypes } from '../../api/values.ts'
import { isItemId } from './item-fields.ts'
import { messageStatuses, messageTypes } from './items.ts'
import { isMoment } from './timestamp.ts'

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
`

/** Lists of known values that the printed file imports. */
const lists: Readonly<Record<string, readonly string[]>> = { chatTypes, messageStatuses, messageTypes }

/** Objects that few messages have. Valibot reads a message that has one, so that the guards are small. */
const rare: readonly string[] = ['OldInfo', 'QuotedMessage', 'InstPost', 'Advert'].map((name) => `MessageItem${name}`)

/** Names of checks that the printed file imports, so they are not printed. */
const imported: readonly (string | undefined)[] = ['isMoment', 'isItemId']

/** Returns the text of packages/core/src/webhooks/items/item-guards.ts. */
export function printGuards(): string {
  return printGuardsOf({ MessageItem: MessageItemSchema, StatusItem: StatusItemSchema })
}

/** Returns the text of a file with a guard `is<Name>` for each schema. Throws if it cannot express a schema. */
function printGuardsOf(schemas: Readonly<Record<string, Schema>>): string {
  const functions: Functions = new Map()
  const names = Object.entries(schemas).map(([name, schema]) => guard(schema as unknown as Node, name, functions))
  const printed = [...functions].map(([name, body]) => {
    const keyword = names.includes(name)
      ? '/** Returns whether a value fits its schema without any conversion. */\nexport function'
      : 'function'
    return `\n${keyword} ${name}(value: unknown): boolean {\n${body}\n}\n`
  })
  return `${head}${printed.join('')}`
}

/** Returns the name of the function that checks a node, and adds the function if it is missing. `about` is the name of the node. */
function guard(node: Node, about: string, functions: Functions): string {
  const accepts = metadataOf(node).accepts?.name
  if (accepts !== undefined && imported.includes(accepts)) return accepts
  const [name, body] = describe(node, about, functions)
  // A node with the same check as an earlier one uses the same function.
  const [same = name] = [...functions].find(([, other]) => other === body) ?? []
  functions.set(same, body)
  return same
}

function metadataOf({ pipe = [] }: Node): Metadata {
  return Object.assign({}, ...pipe.map((step) => step.metadata)) as Metadata
}

function describe(node: Node, about: string, functions: Functions): [name: string, body: string] {
  const { known } = metadataOf(node)
  // Valibot reads values in another spelling, and values that are not known.
  if (known) {
    const list = Object.keys(lists).find((name) => lists[name] === known)
    if (!list) throw new Error(`the known values of ${about} are no list that can be imported`)
    return [`is${about}`, `  return (${list} as readonly unknown[]).includes(value)`]
  }
  switch (node.pipe ? 'pipe' : node.type) {
    case 'string':
      return ['isString', `  return typeof value === 'string'`]
    case 'boolean':
      return ['isBoolean', `  return typeof value === 'boolean'`]
    case 'number':
      return ['isNumber', `  return typeof value === 'number' && !Number.isNaN(value)`]
    case 'array':
      if (node.item?.type !== 'unknown') break
      return ['isList', '  return Array.isArray(value)']
    case 'nullish': {
      if (node.default !== undefined) break
      if (rare.includes(about)) return ['isNothing', '  return value === undefined || value === null']
      const inner = guard(node.wrapped!, about, functions)
      return [`${inner}OrNothing`, `  return value === undefined || value === null || ${inner}(value)`]
    }
    case 'union':
      // The first option is the documented type. Valibot converts values of the other options to it.
      return describe(node.options![0]!, about, functions)
    case 'loose_object': {
      const checks = Object.entries(node.entries!).map(
        ([key, field]) => `${guard(field, `${about}${capitalised(key)}`, functions)}(value.${key})`,
      )
      return [`is${about}`, lines(['isObject(value)', ...checks])]
    }
  }
  throw new Error(`no guard can be printed for ${node.type}, in ${about}`)
}

/** Returns the checks as the formatter writes them: on one line if they fit, otherwise one on each line. */
function lines(checks: readonly string[]): string {
  const line = `  return ${checks.join(' && ')}`
  return line.length <= 120 ? line : `  return (\n    ${checks.join(' &&\n    ')}\n  )`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
