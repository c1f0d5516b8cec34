import { createInputError } from '../errors/validation-error.ts'

/** The most a body may hold. */
export interface Limits {
  /**
   * Bytes of a body that is not parsed yet.
   *
   * @default 5_000_000
   */
  bytes: number
  /**
   * Objects and arrays inside each other.
   *
   * @default 64
   */
  depth: number
  /**
   * Items of all kinds and the entries of all lists inside them, together.
   *
   * @default 10_000
   */
  items: number
}

/** Limits of which some are given. */
export type PartialLimits = { [Name in keyof Limits]?: Limits[Name] | undefined }

/**
 * Returns all limits, with the defaults of those that are not given.
 *
 * @throws WazzupValidationError when a limit is not a number above 0.
 */
export function readLimits({ bytes = 5_000_000, depth = 64, items = 10_000 }: PartialLimits = {}): Limits {
  const limits = { bytes, depth, items }
  const issues = Object.entries(limits)
    .filter(([, value]) => !(typeof value === 'number' && value > 0))
    .map(([name]) => ({ path: `limits.${name}`, message: 'must be a number above 0' }))
  if (issues.length > 0) throw createInputError(issues)
  return limits
}
