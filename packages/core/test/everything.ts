import { inspect } from 'node:util'
import { expect } from 'vitest'

/** Returns everything that a logger could write about a value: inspect, JSON, strings, hidden properties, causes, stacks. */
function everything(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  const parts = [inspect(value, { depth: 20, showHidden: true, getters: true }), String(value), JSON.stringify(value)]
  for (const key of Reflect.ownKeys(value)) {
    parts.push(String(key), everything((value as Record<PropertyKey, unknown>)[key], seen))
  }
  return parts.join('\n')
}

/** Fails when a value contains a secret, the beginning of a secret, or its encoded form. */
export function expectClean(value: unknown, ...secrets: string[]): void {
  const text = everything(value)
  for (const secret of secrets) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(encodeURIComponent(secret))
    expect(text).not.toContain(secret.slice(0, 12))
  }
}
