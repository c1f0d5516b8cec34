/** Smaller numbers are taken for seconds: as milliseconds they would be before March 1973. */
export const leastMilliseconds = 100_000_000_000

/** Returns whether a value is a time in milliseconds since 1970. */
export function isMilliseconds(value: unknown): value is number {
  return typeof value === 'number' && value >= leastMilliseconds && value < Infinity
}
