import type { Issue } from '../schema/issues.ts'
import { WazzupValidationError } from './wazzup-error.ts'

/** The error for what cannot work as it was given; nothing was asked of Wazzup yet. */
export function createInputError(issues: readonly Issue[], endpoint?: string): WazzupValidationError {
  return new WazzupValidationError('input', issues, { endpoint, effect: 'none', attempts: 0 })
}
