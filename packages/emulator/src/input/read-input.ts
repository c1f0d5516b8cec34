import * as v from 'valibot'

/** A schema with named fields. */
export type FieldsSchema = v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> }

/** Schema of a header value. */
export const headerValue = v.pipe(v.string(), v.regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'As a header may be'))

/** Thrown for invalid input, before it has any effect. */
export class WrongInput extends Error {}

/** Describes an invalid field without terms of the schema. */
function describeIssue(issue: v.BaseIssue<unknown>, names: readonly string[]): string {
  const path = v.getDotPath(issue) ?? 'input'
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const isField = issue.path?.length === 1
    return `${path}: there is no such field${isField ? `; there are ${names.join(', ') || 'none'}` : ''}`
  }
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined'
  return isMissing ? `${path} is missing` : `${path}: ${issue.message}`
}

/**
 * Returns the input as the schema reads it.
 *
 * @param of - What has the fields, for the error: the name of a function, or the path of a file.
 * @throws {@link WrongInput} with all fields that are unknown, missing or invalid.
 */
export function readInput<Schema extends FieldsSchema>(
  schema: Schema,
  input: unknown,
  of?: string,
): v.InferOutput<Schema> {
  const reading = v.safeParse(schema, input)
  if (reading.success) return reading.output
  const problem = reading.issues.map((issue) => describeIssue(issue, Object.keys(schema.entries))).join('; ')
  throw new WrongInput(of === undefined ? problem : `${of}: ${problem}`)
}
