import * as v from 'valibot'
import type { Schema } from './guard.ts'
import { issuesOf, type Issue } from './issues.ts'

/** A value that fits, or what does not. */
export type Reading = { value: unknown; issues?: undefined } | { issues: Issue[] }

/** Reads a value by valibot, which converts what it can and explains the rest. */
export function parseWithValibot(schema: Schema, value: unknown): Reading {
  const result = v.safeParse(schema, value)
  return result.success ? { value: result.output } : { issues: issuesOf(result.issues) }
}
