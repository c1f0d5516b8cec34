import { createInputError } from '../errors/validation-error.ts'

/** Limits of a body. */
export interface Limits {
  /**
   * Maximum bytes of a body that is not parsed yet.
   *
   * @default 5_000_000
   */
  bytes: number
  /**
   * Maximum depth of nested objects and arrays.
   *
   * @default 64
   */
  depth: number
  /**
   * Maximum number of items, including the entries of all lists inside them.
   *
   * @default 10_000
   */
  items: number
}

/** Limits, each of which may be left out. */
export type PartialLimits = { [Name in keyof Limits]?: Limits[Name] | undefined }

/**
 * Returns all limits, with defaults for those that are left out.
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
