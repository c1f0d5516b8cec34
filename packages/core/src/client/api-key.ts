import type { Issue } from '../schema/issues.ts'

/** A key, or a function that returns the key for each call, for example from a vault or a database of tenants. */
export type ApiKey = string | (() => string | Promise<string>)

/**
 * Returns what is wrong with a key, or undefined if the key can be sent in a header. The issue never quotes the key.
 */
export function keyIssue(key: unknown, path: string): Issue | undefined {
  if (typeof key !== 'string' || key === '') return { path, message: 'is missing: must be the key of the integration' }
  if (/^bearer\s/i.test(key)) return { path, message: 'must be the key alone, without "Bearer"' }
  if (/^\s|\s$/.test(key)) return { path, message: 'must have no space or line break around it: trim it' }
  return /^[\x21-\x7e]+$/.test(key) ? undefined : { path, message: 'must consist of visible ASCII characters' }
}
