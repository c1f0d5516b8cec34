/**
 * Returns the items of a value that should be a list. A single value becomes a list of one. An object whose keys are all
 * numbers is read as an array, because some languages serialise arrays like that.
 */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const isPlaces =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => /^\d+$/.test(key))
  return isPlaces ? Object.values(value) : [value]
}
