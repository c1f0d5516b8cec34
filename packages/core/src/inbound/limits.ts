import { checkOptions } from '../errors/check-options.ts'
import { isAmount, type Rules } from '../schema/option-rules.ts'

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

const rules: Rules<Limits> = { bytes: isAmount, depth: isAmount, items: isAmount }

/**
 * Returns all limits, with defaults for those that are left out.
 *
 * @throws WazzupValidationError when a limit is not a number above 0.
 */
export function readLimits(limits: PartialLimits = {}): Limits {
  checkOptions(limits, rules, [], undefined, 'limits.')
  const { bytes = 5_000_000, depth = 64, items = 10_000 } = limits
  return { bytes, depth, items }
}
