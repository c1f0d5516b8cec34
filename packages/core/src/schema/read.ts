import { guardOf, type Schema } from './guard.ts'
import { parseWithValibot, type Reading } from './parse.ts'

/** Reads a value, without valibot and its copies when it fits as it is. */
export function parse(schema: Schema, value: unknown): Reading {
  return guardOf(schema)(value) ? { value } : parseWithValibot(schema, value)
}
