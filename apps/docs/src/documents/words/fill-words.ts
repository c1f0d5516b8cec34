import type { JsonObject } from '../../schemas/json-schema.ts'

/** The words of a document for fields that no docstring describes. */
export interface Words {
  /** Descriptions by the name of the field. */
  fields: Readonly<Record<string, string>>
  /** File of these descriptions, for the error. */
  file: string
  /**
   * Changes each description.
   *
   * @default unchanged
   */
  rewrite?: (words: string) => string
}

/** Writes words into the properties without a description. Throws when there are none. */
export function fillWords(json: unknown, words: Words, path = ''): void {
  if (typeof json !== 'object' || json === null) return
  const { type, properties = {} } = json as { type?: unknown; properties?: Record<string, JsonObject> }
  // A payload of an example may have a field called `properties`, but not one with schemas.
  for (const [name, field] of Object.entries(type === undefined ? {} : properties)) {
    field.description ??= words.fields[name]
    if (field.description === undefined && field.$ref === undefined)
      throw new Error(`${path}/${name} has no description: add one to ${words.file}`)
    if (words.rewrite && typeof field.description === 'string') field.description = words.rewrite(field.description)
  }
  for (const [name, inner] of Object.entries(json)) fillWords(inner, words, `${path}/${name}`)
}
