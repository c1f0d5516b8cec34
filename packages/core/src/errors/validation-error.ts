import type { Issue } from '../schema/issues.ts'
import { WazzupError, type ErrorContext } from './wazzup-error.ts'

/**
 * A value that does not match its schema. `direction` says which: your input (nothing was sent), or a response (the
 * call itself succeeded).
 */
export class WazzupValidationError extends WazzupError {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'WazzupValidationError'
  /** `input` for your input, `output` for a response of Wazzup. */
  readonly direction: 'input' | 'output'
  /** What is wrong, with the path of each value. Never contains a value. */
  readonly issues: readonly Issue[]

  constructor(direction: 'input' | 'output', issues: readonly Issue[], context: ErrorContext, cause?: Error) {
    const [first] = issues
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
    const went = direction === 'output' ? 'the call succeeded, but the response is invalid: ' : ''
    const what = first ? `${first.path || direction} ${first.message}` : direction
    super(`${context.endpoint ?? 'options'}: ${went}${what}${more}`, context, cause)
    this.direction = direction
    this.issues = issues
  }
}

/** Creates the error for one option that is missing or invalid. */
export function createOptionError(path: string, message: string): WazzupValidationError {
  return createInputError([{ path, message }])
}

/** Creates the error for an input or an option that is invalid. Nothing was sent. */
export function createInputError(issues: readonly Issue[], endpoint?: string): WazzupValidationError {
  return new WazzupValidationError('input', issues, { endpoint, effect: 'none', attempts: 0 })
}
