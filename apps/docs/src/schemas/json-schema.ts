import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema'
import * as core from '@wazzup-kit/core/schemas'

/** A JSON object: a document or a part of one. */
export interface JsonObject {
  [key: string]: unknown
}

/** The schemas that core exports. The name of `ChannelSchema` is `Channel`. */
const named: Readonly<Record<string, core.Schema>> = Object.fromEntries(
  Object.entries(core).flatMap(([name, value]) =>
    name.endsWith('Schema') ? [[name.slice(0, -'Schema'.length), value as core.Schema]] : [],
  ),
)

/**
 * The reader of a schema. `wire` is the documented form that Wazzup receives and sends. `client` also has the forms that
 * the client converts, such as a number for an id.
 */
type Side = 'wire' | 'client'

/** Returns the options for converting valibot to JSON Schema, with the conventions of core's schemas. */
const configFor = (side: Side): ConversionConfig => ({
  target: 'draft-2020-12',
  // Only forms that the client converts have a pattern.
  ignoreActions: ['transform', 'raw_transform', 'regex'],
  overrideRef: ({ referenceId }) => refTo(referenceId),
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    const { type, options = [], entries = {} } = valibotSchema as Node
    const json = jsonSchema as JsonObject
    switch (type) {
      case 'nullish':
        return orNull((json.anyOf as JsonObject[])[0]!)
      case 'union':
        return side === 'client'
          ? undefined
          : oneOrAny((json.anyOf as JsonObject[]).filter((_, index) => !isConverted(options[index]!)))
      case 'strict_object':
        return withChatTypes(json)
      case 'loose_object':
        return { ...withoutWatched(json, entries), additionalProperties: true }
      default:
        return undefined
    }
  },
  overrideAction: ({ valibotAction, jsonSchema }) => {
    const { type, message, metadata } = valibotAction as Action
    const json = jsonSchema as JsonObject
    if (type === 'metadata') return fromMetadata(metadata!, json)
    // In an input, a check is a rule. In a response, it is only how the client reads it.
    if (type === 'check') return json.additionalProperties === true ? json : withRule(json, String(message))
    return undefined
  },
})

const wire = configFor('wire')

/** The documented properties of a valibot schema that are read here. */
interface Node {
  type: string
  wrapped?: Node | undefined
  entries?: Readonly<Record<string, Node>> | undefined
  options?: readonly Node[] | undefined
  pipe?: readonly { kind: string }[] | undefined
}

interface Action {
  type: string
  message?: unknown
  metadata?:
    | { known?: readonly string[] | undefined; list?: core.Schema | undefined; page?: core.Schema | undefined }
    | undefined
}

/** Returns whether core converts a form to the documented one, for example a number to text. */
function isConverted({ pipe = [] }: Node): boolean {
  return pipe.some(({ kind }) => kind === 'transformation')
}

function fromMetadata(metadata: NonNullable<Action['metadata']>, json: JsonObject): JsonObject {
  const { known, list, page } = metadata
  if (known) return { type: 'string', examples: known }
  if (list) return { type: 'array', items: itemOf(list) }
  if (page) {
    const data = { type: 'array', items: itemOf(page) }
    return { type: 'object', properties: { count: { type: 'integer' }, data }, required: ['data'] }
  }
  // The id of an item. Its check is only how the client reads it.
  if (json.type === 'string') return { type: 'string', minLength: 1 }
  // Other metadata is for core's own use.
  return Object.fromEntries(Object.entries(json).filter(([key]) => !(key in metadata)))
}

/** Also without the minimum length of an id: that an empty optional one is read as missing is only how the client reads it. */
function orNull({ minLength: _, ...json }: JsonObject): JsonObject {
  if (json.type !== undefined) return { ...json, type: [json.type, 'null'].flat() }
  return Object.keys(json).length === 0 ? json : { anyOf: [json, { type: 'null' }] }
}

function oneOrAny(forms: JsonObject[]): JsonObject {
  return forms.length === 1 ? forms[0]! : { anyOf: forms }
}

/** Removes optional fields of unknown type. They are undocumented; the client only looks for them. */
function withoutWatched(json: JsonObject, entries: Readonly<Record<string, Node>>): JsonObject {
  const isWatched = ({ type, wrapped }: Node): boolean => type === 'nullish' && wrapped?.type === 'unknown'
  const fields = Object.entries(json.properties as JsonObject).filter(([name]) => !isWatched(entries[name]!))
  return { ...json, properties: Object.fromEntries(fields) }
}

/** Adds the known messengers as examples. Inputs accept any text, because Wazzup may add messengers. */
function withChatTypes(json: JsonObject): JsonObject {
  const { chatType } = json.properties as JsonObject
  if (!(json.required as string[]).includes('chatType')) return json
  return {
    ...json,
    properties: {
      ...(json.properties as JsonObject),
      chatType: { ...(chatType as JsonObject), examples: core.chatTypes },
    },
  }
}

/** Adds a rule without a JSON Schema keyword to the description, where {@link rulesOf} finds it. */
function withRule(json: JsonObject, rule: string): JsonObject {
  const before = json.description === undefined ? '' : `${String(json.description)} `
  return { ...json, description: `${before}Must be: ${rule}.` }
}

/** Returns the rules in the description of a schema. */
export function rulesOf({ description = '' }: { description?: string }): string[] {
  return [...description.matchAll(/Must be: (.+?)\.(?= Must be: |$)/g)].map(([, rule]) => rule!)
}

/** Returns a reference to a named schema. */
export function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

/** Converts the items of a list, without definitions, because this runs while a definition is converted. */
function itemOf(schema: core.Schema): JsonObject {
  const name = Object.keys(named).find((name) => named[name] === schema)
  return name === undefined ? bare(toJsonSchema(schema, wire) as JsonObject) : { $ref: refTo(name) }
}

function bare({ $schema: _, $defs: __, ...json }: JsonObject): JsonObject {
  return json
}

/** Returns a schema as JSON Schema 2020-12. Named schemas become references into {@link namedSchemas}. */
export function jsonSchemaOf(schema: core.Schema): JsonObject {
  return bare(toJsonSchema(schema, { ...wire, definitions: named }) as JsonObject)
}

/** Returns the schema of the client's input as JSON Schema 2020-12 without references. */
export function inputSchemaOf(schema: core.Schema): JsonObject {
  return bare(toJsonSchema(schema, configFor('client')) as JsonObject)
}

/** Returns all schemas that core exports, by name. */
export function namedSchemas(): Record<string, JsonObject> {
  return toJsonSchemaDefs(named, wire) as Record<string, JsonObject>
}

/** Returns the schemas to which a part of a document refers, directly or indirectly, sorted by name. */
export function referredIn(part: unknown, schemas: Readonly<Record<string, JsonObject>>): Record<string, JsonObject> {
  const found = new Map<string, JsonObject>()
  collect(part)
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))

  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    const { $ref } = value as JsonObject
    const name = typeof $ref === 'string' && $ref.startsWith(refTo('')) ? $ref.slice(refTo('').length) : undefined
    if (name !== undefined && !found.has(name)) {
      const schema = schemas[name]
      if (schema === undefined) throw new Error(`No schema is named ${name}`)
      found.set(name, schema)
      collect(schema)
    }
    for (const inner of Object.values(value)) collect(inner)
  }
}
