import { rulesOf } from './json-schema.ts'

/** The part of JSON Schema that inputs use. */
export interface Json {
  type?: string
  properties?: Readonly<Record<string, Json>>
  required?: readonly string[]
  additionalProperties?: boolean
  items?: Json
  anyOf?: readonly Json[]
  oneOf?: readonly Json[]
  enum?: readonly unknown[]
  const?: unknown
  examples?: readonly unknown[]
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  description?: string
}

const shape = 'type properties required additionalProperties items anyOf enum const examples description'
const bounds = 'minLength maxLength minItems maxItems minimum maximum'
const described = new Set(`${shape} ${bounds}`.split(' '))

const types: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'whole number',
  number: 'number',
  object: 'object',
}

/** Describes the type and the checks of a value in words. Throws for an unknown keyword. */
export function describeType(json: Json): string {
  const unknown = Object.keys(json).filter((keyword) => !described.has(keyword))
  if (unknown.length > 0) throw new Error(`No words for ${unknown.join(', ')}: add them to describe-type.ts`)
  // A rule about an object concerns several fields, and describeInput lists it separately.
  const rules = json.properties ? [] : rulesOf(json)
  return [nameOf(json), ...boundsOf(json), ...rules, ...examplesOf(json)].join(', ')
}

function nameOf({ type, items, anyOf, enum: options, const: only }: Json): string {
  if (only !== undefined) return JSON.stringify(only)
  if (options) return quoted(options)
  if (anyOf) return [...new Set(anyOf.map(describeType))].join(' or ')
  if (items) return `list of ${plural(describeType(items))}`
  const name = types[type ?? '']
  if (name === undefined) throw new Error(`No words for the type ${type}: add them to describe-type.ts`)
  return name
}

function plural(name: string): string {
  if (name === 'object' || name === 'text') return `${name}s`
  return /,| or /.test(name) ? `(${name})` : name
}

function boundsOf({ minLength, maxLength, minItems, maxItems, minimum, maximum }: Json): string[] {
  const length = minLength === 1 && maxLength === undefined ? 'not empty' : range(minLength, maxLength, ' characters')
  return [length, range(minItems, maxItems, ' items'), range(minimum, maximum, '')].filter((words) => words !== '')
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined) return most === undefined ? '' : `at most ${most}${unit}`
  return most === undefined ? `${least} or more${unit}` : `${least} to ${most}${unit}`
}

function examplesOf({ examples }: Json): string[] {
  return examples ? [`for example ${quoted(examples)}`] : []
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}
