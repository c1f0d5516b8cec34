/** Maximum depth of nested objects that are searched, because a hostile body can have thousands of levels. */
const mostLevels = 4

/**
 * Returns whether a value reports no error: null, an empty value, a word that programs write for it ("0", "false",
 * "null"), an object with the code 0, or an object or list in which all values are like that.
 */
export function saysNothing(value: unknown, levels = mostLevels): boolean {
  if (typeof value === 'string') return /^\s*(0|false|none|null|undefined)?\s*$/i.test(value)
  if (!value) return true
  if (typeof value !== 'object' || levels === 0) return false
  const { code, error } = value as Record<string, unknown>
  if ((code === 0 || code === '0' || code === false) && saysNothing(error, levels - 1)) return true
  return Object.values(value).every((each) => saysNothing(each, levels - 1))
}
