import type { Rule } from '../schema/option-rules.ts'

/** A key, or a function that returns the key for each call, for example from a vault or a database of tenants. */
export type ApiKey = string | (() => string | Promise<string>)

/**
 * Returns what is wrong with a key, or undefined if the key can be sent in a header. It never quotes the key.
 */
export function keyProblem(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '') return 'is missing: must be the key of the integration'
  if (/^bearer\s/i.test(key)) return 'must be the key alone, without "Bearer"'
  if (/^\s|\s$/.test(key)) return 'must have no space or line break around it: trim it'
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'must consist of visible ASCII characters'
}

/** The rule of an option that is a key. */
export const isKey: Rule = (value) => (typeof value === 'function' ? undefined : keyProblem(value))
