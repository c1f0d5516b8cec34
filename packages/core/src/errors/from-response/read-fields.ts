/** Fields inside of errors inside of errors are read this deep; a hostile body nests thousands. */
const mostLevels = 5

/** Where an error keeps its parts. */
const partKeys = ['data', 'error', 'errors'] as const

/**
 * Reads the names of the offending fields out of an error body: `fields` and `field`, beside the code, inside of
 * `data`, `error` or `errors`, or in an array of these. With `index`, of an item in a list, as `[3].name`.
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
