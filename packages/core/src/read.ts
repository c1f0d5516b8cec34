import * as v from 'valibot'
import { guardOf, type Schema } from './guard.ts'
import { issuesOf, type Issue } from './issues.ts'

/** A value that fits, or what does not. */
export type Reading = { value: unknown; issues?: undefined } | { issues: Issue[] }

/** Reads a value by a schema: a value that fits as it is comes back itself, valibot runs only to convert or to explain. */
export function read(schema: Schema, value: unknown): Reading {
  if (guardOf(schema)(value)) return { value }
  const result = v.safeParse(schema, value)
  return result.success ? { value: result.output } : { issues: issuesOf(result.issues) }
}
