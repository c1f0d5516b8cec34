import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'

type Fields = Readonly<Record<string, v.GenericSchema>>

/** The part of a JSON schema that a line of help shows. */
interface Json {
  type?: string | undefined
  const?: unknown
  enum?: readonly unknown[] | undefined
  anyOf?: readonly Json[] | undefined
  properties?: Readonly<Record<string, Json>> | undefined
  required?: readonly string[] | undefined
  items?: Json | undefined
}

/**
 * Returns the type of a field for the help: `text|image`, `<number>`, `<text>`, `{"data":<text>,"name"?:<text>}` ...
 */
function wordsOf({ type, const: only, enum: options, anyOf, properties, required = [], items }: Json): string {
  if (anyOf) return [...new Set(anyOf.map(wordsOf))].join('|')
  if (options) return options.map(String).join('|')
  if (only !== undefined) return String(only)
  if (type === 'string') return '<text>'
  if (type === 'number' || type === 'integer') return '<number>'
  if (type === 'boolean') return 'true|false'
  if (items && !Array.isArray(items)) return `[${wordsOf(items)},...]`
  if (properties) {
    const parts = Object.entries(properties).map(
      ([name, json]) => `"${name}"${required.includes(name) ? '' : '?'}:${wordsOf(json)}`,
    )
    return `{${parts.join(',')}}`
  }
  return type === 'null' ? 'null' : '<json>'
}

/** Returns one line of help for each field, for example `--button <number>`; required fields are first. */
export function describeFields(fields: Fields): string[] {
  const lines = Object.entries(fields).map(([name, schema]) => {
    const json = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }) as Json
    // A field of any value accepts undefined, but is required.
    const isNeeded = schema.type === 'unknown' || !v.is(schema, undefined)
    return { isNeeded, line: `  --${name} ${wordsOf(json)}${isNeeded ? '  (needed)' : ''}` }
  })
  return [...lines.filter(({ isNeeded }) => isNeeded), ...lines.filter(({ isNeeded }) => !isNeeded)].map(
    ({ line }) => line,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Returns the value of a field: the text itself when the field accepts text, for example the digits of a chat id;
 * otherwise
 * the text parsed as JSON, for example a number, a list or null.
 */
export function readField(schema: v.GenericSchema | undefined, text: string): unknown {
  if (schema === undefined) return text
  const json = parsed(text)
  // For a field that accepts any value, JSON of an object is an object and not a text.
  const isMeant = typeof json === 'object' && json !== null && v.is(schema, json)
  if (isMeant || (json !== undefined && !v.is(schema, text))) return json
  return text
}
