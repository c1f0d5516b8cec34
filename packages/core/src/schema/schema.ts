import * as v from 'valibot'
import { issuesOf, type Issue } from './issues.ts'

/** Any valibot schema without async parts. */
export type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>

/** A value that fits, or what does not. */
export type Reading = { value: unknown; issues?: undefined } | { issues: Issue[] }

/** Reads a value: converts what its schema converts, and says what does not fit. */
export function parse(schema: Schema, value: unknown): Reading {
  const result = v.safeParse(schema, value)
  return result.success ? { value: result.output } : { issues: issuesOf(result.issues) }
}
