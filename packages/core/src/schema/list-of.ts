/** What stands where a list is documented; one thing alone is a list of one. Some languages write an array as an object with the places for names. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const isPlaces =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => /^\d+$/.test(key))
  return isPlaces ? Object.values(value) : [value]
}
