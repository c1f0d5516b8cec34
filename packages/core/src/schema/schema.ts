import * as v from 'valibot'
import { issuesOf, type Issue } from './issues.ts'

/** A synchronous valibot schema. */
export type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>

/** A valid value, or the issues of an invalid one. */
export type Reading = { value: unknown; issues?: undefined } | { issues: Issue[] }

/** Validates a value and returns it as its schema converts it, or its issues. */
export function parse(schema: Schema, value: unknown): Reading {
  const result = v.safeParse(schema, value)
  return result.success ? { value: result.output } : { issues: issuesOf(result.issues) }
}
