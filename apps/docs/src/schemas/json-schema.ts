import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema'
import * as core from '@wazzup-kit/core/schemas'

/** A document, or a part of it: an object of JSON. */
export interface JsonObject {
  [key: string]: unknown
}

/** A schema is named as core exports it: `ChannelSchema` becomes `Channel`. */
const named: Readonly<Record<string, core.Schema>> = Object.fromEntries(
  Object.entries(core).flatMap(([name, value]) =>
    name.endsWith('Schema') ? [[name.slice(0, -'Schema'.length), value as core.Schema]] : [],
  ),
)

/** How core reads is no matter of the document: it says what is on the wire, in the form that is documented. */
const config: ConversionConfig = {
  target: 'draft-2020-12',
  // A pattern stands only in a form that is converted, and is left out with it.
  ignoreActions: ['transform', 'raw_transform', 'regex'],
  overrideRef: ({ referenceId }) => refTo(referenceId),
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    const { type, options = [], entries = {} } = valibotSchema as Node
    const json = jsonSchema as JsonObject
    switch (type) {
      case 'nullish':
        return orNull((json.anyOf as JsonObject[])[0]!)
      case 'union':
        return oneOrAny((json.anyOf as JsonObject[]).filter((_, index) => !isConverted(options[index]!)))
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
    // A check of an answer is how the client reads it, a check of an input is a rule.
    if (type === 'check') return json.additionalProperties === true ? json : withRule(json, String(message))
    return undefined
  },
}

/** What is read of a valibot schema or action: these are public, documented properties. */
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

/** A form that core converts was seen beside the documented one: a number where text is documented, or text for a flag. */
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
  // What else core notes beside a schema is for its own use.
  return Object.fromEntries(Object.entries(json).filter(([key]) => !(key in metadata)))
}

function orNull(json: JsonObject): JsonObject {
  if (json.type !== undefined) return { ...json, type: [json.type, 'null'].flat() }
  return Object.keys(json).length === 0 ? json : { anyOf: [json, { type: 'null' }] }
}

function oneOrAny(forms: JsonObject[]): JsonObject {
  return forms.length === 1 ? forms[0]! : { anyOf: forms }
}

/** What may be anything and null too is watched for by the client; no page has such a field. */
function withoutWatched(json: JsonObject, entries: Readonly<Record<string, Node>>): JsonObject {
  const isWatched = ({ type, wrapped }: Node): boolean => type === 'nullish' && wrapped?.type === 'unknown'
  const fields = Object.entries(json.properties as JsonObject).filter(([name]) => !isWatched(entries[name]!))
  return { ...json, properties: Object.fromEntries(fields) }
}

/** Which messengers there are is Wazzup's to judge, so inputs take any text; the known ones are worth showing. */
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

function withRule(json: JsonObject, rule: string): JsonObject {
  const before = json.description === undefined ? '' : `${String(json.description)} `
  return { ...json, description: `${before}Must be: ${rule}.` }
}

/** A reference to a named schema. */
export function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

/** Without the definitions, of which the one that asks may be a part. */
function itemOf(schema: core.Schema): JsonObject {
  const name = Object.keys(named).find((name) => named[name] === schema)
  return name === undefined ? bare(toJsonSchema(schema, config) as JsonObject) : { $ref: refTo(name) }
}

function bare({ $schema: _, $defs: __, ...json }: JsonObject): JsonObject {
  return json
}

/** A schema as JSON Schema 2020-12; what has a name is a reference into {@link namedSchemas}. */
export function jsonSchemaOf(schema: core.Schema): JsonObject {
  return bare(toJsonSchema(schema, { ...config, definitions: named }) as JsonObject)
}

/** Every schema that core exports, by its name. */
export function namedSchemas(): Record<string, JsonObject> {
  return toJsonSchemaDefs(named, config) as Record<string, JsonObject>
}

/** Those of the schemas that a part of a document refers to, and those that these refer to, sorted by name. */
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
