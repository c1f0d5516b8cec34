import { endpoints, marketplaceEndpoints, type Endpoint } from '@wazzup-kit/core/schemas'
import { createDocsReader, type MethodDocs } from '../docstrings/read-docs.ts'
import type { JsonObject } from '../schemas/json-schema.ts'
import { asyncApiDocument } from './async-api.ts'
import { openApiDocument } from './open-api.ts'

/** Returns the text of docs/openapi.json: the OpenAPI document with the docstrings of the client's methods. */
export function printOpenApi(): string {
  const document = openApiDocument()
  const { schemas } = document.components as { schemas: Record<string, JsonObject> }
  const trees = [
    { tree: endpoints, docs: createDocsReader('@wazzup-kit/core', 'Wazzup') },
    { tree: marketplaceEndpoints, docs: createDocsReader('@wazzup-kit/core/marketplace', 'Marketplace') },
  ]
  for (const { tree, docs } of trees)
    for (const [noun, verbs] of Object.entries(tree))
      for (const [verb, endpoint] of Object.entries<Endpoint>(verbs)) {
        const { path, method, body } = endpoint
        const item = (document.paths as Record<string, Record<string, JsonObject>>)[path]!
        const words = docs(noun, verb)
        const operation = item[method.toLowerCase()]!
        item[method.toLowerCase()] = { summary: summaryOf(words), ...operation }
        for (const { name, schema } of (operation.parameters ?? []) as { name: string; schema: JsonObject }[])
          addWords(schema, words.field(name))
        const content = (operation.requestBody as { content: Record<string, { schema: JsonObject }> } | undefined)
          ?.content
        if (content) describe(content['application/json']!.schema, { path: body ?? '', words, schemas })
      }
  return print(document)
}

/** Returns the text of docs/asyncapi.json. */
export function printAsyncApi(): string {
  return print(asyncApiDocument())
}

function print(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

/** Returns the first sentence of a docstring. The others are about the client. */
function summaryOf({ text }: MethodDocs): string {
  return oneLine(/^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text)
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ')
}

interface Place {
  /** Path in the input of the method, for example `contacts[].name`. */
  path: string
  words: MethodDocs
  schemas: Readonly<Record<string, JsonObject>>
}

/** Writes the docstrings of an input's fields into its schema. */
function describe(schema: JsonObject, { path, words, schemas }: Place): void {
  const { $ref, properties = {}, items, oneOf = [], anyOf = [] } = schema as Parts
  const inside = (part: JsonObject, path: string): void => describe(part, { path, words, schemas })
  if ($ref !== undefined) inside(schemas[$ref.split('/').at(-1)!]!, path)
  if (items) inside(items, `${path}[]`)
  for (const option of [...oneOf, ...anyOf]) inside(option, path)
  for (const [name, field] of Object.entries(properties)) {
    const inner = path === '' ? name : `${path}.${name}`
    addWords(field, words.field(inner))
    inside(field, inner)
  }
}

interface Parts {
  $ref?: string
  properties?: Readonly<Record<string, JsonObject>>
  items?: JsonObject
  oneOf?: readonly JsonObject[]
  anyOf?: readonly JsonObject[]
}

function addWords(schema: JsonObject, words: string): void {
  if (words !== '') schema.description = [oneLine(words), schema.description].filter(Boolean).join(' ')
}
