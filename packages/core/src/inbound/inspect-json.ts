import type { Limits } from './limits.ts'

/** Result of {@link inspectJson}: too much depth, too many items, a key named `__proto__`, or none of them. */
export type Found = 'fine' | 'deep' | 'many' | 'prototype'

/** Returns the first limit that a JSON value exceeds. It stops at the depth limit, so the stack cannot overflow. */
export function inspectJson(json: unknown, { depth, items }: Pick<Limits, 'depth' | 'items'>): Found {
  return isNested(json) ? inspect(json, depth, { items }) : 'fine'
}

/** Number of items that are still allowed in the whole body. */
interface Budget {
  items: number
}

function inspect(value: object, left: number, budget: Budget): Found {
  if (left === 0) return 'deep'
  return Array.isArray(value) ? inspectItems(value, left - 1, budget) : inspectFields(value, left - 1, budget)
}

function inspectItems(items: readonly unknown[], left: number, budget: Budget): Found {
  budget.items -= items.length
  if (budget.items < 0) return 'many'
  let found: Found = 'fine'
  for (const item of items) {
    if (!isNested(item)) continue
    const inside = inspect(item, left, budget)
    if (inside === 'deep' || inside === 'many') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}

function inspectFields(fields: object, left: number, budget: Budget): Found {
  let found: Found = 'fine'
  for (const key in fields) {
    if (key === '__proto__') found = 'prototype'
    // An object whose keys are the indexes of a list is read as a list.
    if (isPlace(key) && --budget.items < 0) return 'many'
    const field = (fields as Record<string, unknown>)[key]
    if (!isNested(field)) continue
    const inside = inspect(field, left, budget)
    if (inside === 'deep' || inside === 'many') return inside
    if (inside === 'prototype') found = inside
  }
  return found
}

function isPlace(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
