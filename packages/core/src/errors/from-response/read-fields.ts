/** Maximum depth of nested errors, so that a hostile body cannot exhaust the stack. */
const mostLevels = 5

/** Fields that may contain nested errors. */
const partKeys = ['data', 'error', 'errors'] as const

/**
 * Returns the names of the invalid fields in an error body. They are in `fields` or `field`: next to the code, inside of
 * `data`, `error` or `errors`, or in an array of these. If there is an `index` of a list item too, the name is `[3].name`.
 */
export function readFields(value: unknown): string[] {
  return [...new Set(fieldsIn(value, mostLevels))]
}

function fieldsIn(value: unknown, levels: number): string[] {
  if (levels === 0 || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => fieldsIn(item, levels - 1))
  const item = value as Record<string, unknown>
  const names = [...namesIn(item.fields), ...namesIn(item.field)]
  const own = isIndex(item.index) ? names.map((name) => `[${item.index as number}].${name}`) : names
  return [...own, ...partKeys.flatMap((key) => fieldsIn(item[key], levels - 1))]
}

function namesIn(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((name): name is string => typeof name === 'string' && name !== '')
}

function isIndex(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
}
