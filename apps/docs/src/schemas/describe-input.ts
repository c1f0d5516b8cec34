import type { Schema } from '@wazzup-kit/core/schemas'
import { describeType, type Json } from './describe-type.ts'
import { inputSchemaOf, rulesOf } from './json-schema.ts'

/** One field of an input, in words. */
export interface Field {
  /** Path from the input. `[]` is each item of a list. */
  name: string
  type: string
  required: string
}

/** An input in words: its fields, and the rules that concern several of them. */
export interface InputWords {
  fields: Field[]
  rules: string[]
}

/** Describes the input of an endpoint in words. */
export function describeInput(schema: Schema): InputWords {
  const json: Json = inputSchemaOf(schema)
  return { fields: json.oneOf ? fieldsOfForms(json.oneOf) : fieldsOf(json, ''), rules: rulesOf(json) }
}

/** Returns the fields of all forms of an input. A field that only some forms have says which. */
function fieldsOfForms(forms: readonly Json[]): Field[] {
  const described = forms.map((form) => ({ when: `when ${constantOf(form)}`, fields: fieldsOf(form, '') }))
  const merged = new Map<string, Field>()
  for (const { when, fields } of described) {
    for (const field of fields) {
      const isEverywhere = described.every((other) => other.fields.some(({ name }) => name === field.name))
      const seen = merged.get(field.name)
      if (!seen) merged.set(field.name, isEverywhere || /[.[]/.test(field.name) ? field : { ...field, required: when })
      else if (seen.type !== field.type) seen.type += ` or ${field.type}`
    }
  }
  return [...merged.values()]
}

/** Returns the field that identifies a form, with its value. Throws if there is none. */
function constantOf({ properties = {} }: Json): string {
  const [name, field] = Object.entries(properties).find(([, { const: only }]) => only !== undefined) ?? []
  if (!field) throw new Error('No field tells this form of the input from the others')
  return `${name} is ${describeType(field)}`
}

/** Returns the fields of an object, a list of objects or several forms, including nested fields. */
function fieldsOf({ items, anyOf, properties = {}, required = [] }: Json, prefix: string): Field[] {
  if (items) return fieldsOf(items, `${prefix}[]`)
  if (anyOf) return withoutRepeats(anyOf).flatMap((form) => fieldsOf(form, prefix))
  return Object.entries(properties).flatMap(([key, field]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`
    const own = { name, type: describeType(field), required: required.includes(key) ? 'yes' : 'no' }
    return [own, ...fieldsOf(field, name)]
  })
}

/** Removes a second form of the same object, which may stand alone or in a list. */
function withoutRepeats(forms: readonly Json[]): Json[] {
  const items = forms.map((form) => JSON.stringify(itemOf(form)))
  return forms.filter((_, index) => items.indexOf(items[index]!) === index)
}

function itemOf(json: Json): Json {
  return json.items ? itemOf(json.items) : json
}
