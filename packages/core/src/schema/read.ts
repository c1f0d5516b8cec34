import { guardOf, type Schema } from './guard.ts'
import { parse, type Reading } from './parse.ts'

/** Reads a value, without valibot and its copies when it fits as it is. */
export function read(schema: Schema, value: unknown): Reading {
  return guardOf(schema)(value) ? { value } : parse(schema, value)
}
