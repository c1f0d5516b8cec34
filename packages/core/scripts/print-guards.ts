import { MessageItemSchema, StatusItemSchema, type Schema } from '../src/schemas.ts'

/** What is read of a valibot schema: public, documented properties, and the metadata of our own fields. */
interface Node {
  type: string
  wrapped?: Node
  default?: unknown
  entries?: Record<string, Node>
  options?: readonly Node[]
  item?: Node
  pipe?: readonly { type: string; metadata?: Metadata }[]
}

/** What a pipe says of itself: its known values, or which values it leaves as they are. */
interface Metadata {
  known?: readonly string[]
  accepts?(value: unknown): boolean
}

/** Functions by their name, in the order in which they are needed; each tells of `value`. */
type Functions = Map<string, string>

const head = `// Printed by \`pnpm docs:print\` from the schemas of webhooks/items/items.ts. Do not edit. docs/decisions/guards-and-lazy-schemas.md
// Each tells whether a value fits its schema exactly as it is; where one says no, valibot decides.

import { isMoment } from './timestamp.ts'

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
`

/** What the printed file imports: checks that a schema names, and that need not be printed. */
const imported: readonly (string | undefined)[] = ['isMoment']

/** Prints packages/core/src/webhooks/items/item-guards.ts. */
export function printGuards(): string {
  return printGuardsOf({ MessageItem: MessageItemSchema, StatusItem: StatusItemSchema })
}

/** Prints a guard `is<Name>` for each schema. Throws for a schema that it cannot express. */
function printGuardsOf(schemas: Readonly<Record<string, Schema>>): string {
  const functions: Functions = new Map()
  const names = Object.entries(schemas).map(([name, schema]) => guard(schema as unknown as Node, name, functions))
  const printed = [...functions].map(([name, body]) => {
    const keyword = names.includes(name) ? 'export function' : 'function'
    return `\n${keyword} ${name}(value: unknown): boolean {\n${body}\n}\n`
  })
  return `${head}${printed.join('')}`
}

/** Gets the name of the function that checks a node, and adds it where it is missing. `about` names what has no name of its own. */
function guard(node: Node, about: string, functions: Functions): string {
  const accepts = metadataOf(node).accepts?.name
  if (accepts !== undefined && imported.includes(accepts)) return accepts
  const [name, body] = describe(node, about, functions)
  // What has the same values as something before it is checked by the same function.
  const [same = name] = [...functions].find(([, other]) => other === body) ?? []
  functions.set(same, body)
  return same
}

function metadataOf({ pipe = [] }: Node): Metadata {
  return Object.assign({}, ...pipe.map((step) => step.metadata)) as Metadata
}

function describe(node: Node, about: string, functions: Functions): [name: string, body: string] {
  const { known } = metadataOf(node)
  // Another spelling, and a value that is not known, are left to valibot.
  if (known)
    return [
      `is${about}`,
      lines(
        known.map((each) => `value === '${each}'`),
        '||',
      ),
    ]
  switch (node.pipe ? 'pipe' : node.type) {
    case 'pipe':
      if (node.pipe!.map(({ type }) => type).join() !== 'string,non_empty') break
      return ['isFilledString', `  return typeof value === 'string' && value !== ''`]
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
      const inner = guard(node.wrapped!, about, functions)
      return [`${inner}OrNothing`, `  return value === undefined || value === null || ${inner}(value)`]
    }
    case 'union':
      // The first is the documented type; the others are converted to it.
      return describe(node.options![0]!, about, functions)
    case 'loose_object': {
      const checks = Object.entries(node.entries!).map(
        ([key, field]) => `${guard(field, `${about}${capitalised(key)}`, functions)}(value.${key})`,
      )
      return [`is${about}`, lines(['isObject(value)', ...checks], '&&')]
    }
  }
  throw new Error(`no guard can be printed for ${node.type}, in ${about}`)
}

/** One check a line, unless all of them fit into one: as the formatter writes them. */
function lines(checks: readonly string[], operator: '&&' | '||'): string {
  const line = `  return ${checks.join(` ${operator} `)}`
  return line.length <= 120 ? line : `  return (\n    ${checks.join(` ${operator}\n    `)}\n  )`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
