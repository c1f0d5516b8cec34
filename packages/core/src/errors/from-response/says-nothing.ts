/** Maximum depth of nested objects that are searched, because a hostile body can have thousands of levels. */
const mostLevels = 4

/**
 * Returns whether a value reports no error: null, an empty value, a word that programs write for it ("0", "false",
 * "null", "OK"), an object with the code 0 or 200 or with a true `ok`, or an object or list in which all values are like that.
 */
export function saysNothing(value: unknown, levels = mostLevels): boolean {
  if (typeof value === 'string') return /^\s*(0|false|none|null|undefined|ok|success|no[ _]?error)?\s*$/i.test(value)
  if (!value) return true
  if (typeof value !== 'object' || levels === 0) return false
  const { code, error, ok, success } = value as Record<string, unknown>
  if ((ok === true || success === true || /^(0|false|200)$/.test(String(code))) && saysNothing(error, levels - 1))
    return true
  return Object.values(value).every((each) => saysNothing(each, levels - 1))
}
