import type { JsonObject } from '../../schemas/json-schema.ts'
import { toWireWords, wireFieldWords } from './wire-words.ts'

/** Writes words into the properties without a description, and leaves out words about the client. Throws without words. */
export function fillWords(json: unknown, path = ''): void {
  if (typeof json !== 'object' || json === null) return
  const { properties } = json as { properties?: Record<string, JsonObject> }
  // A payload of an example may have a field called `properties`, but not one with schemas.
  if (properties && 'type' in json)
    for (const [name, field] of Object.entries(properties)) {
      if (field.$ref === undefined) field.description ??= wireFieldWords[name]
      if (field.$ref === undefined && field.description === undefined)
        throw new Error(`${path}/${name} has no description: add one to wire-words.ts`)
      if (typeof field.description === 'string') field.description = toWireWords(field.description)
    }
  for (const [name, inner] of Object.entries(json)) fillWords(inner, `${path}/${name}`)
}
