import { unknownField } from '../schema/issues.ts'
import type { WazzupValidationError } from './validation-error.ts'

/** Whether the app has no valid key to call Wazzup with. Nothing is wrong with the input of the call then. */
export function lacksKey({ direction, issues }: Pick<WazzupValidationError, 'direction' | 'issues'>): boolean {
  return direction === 'input' && issues.some(({ path, message }) => path === 'apiKey' && message !== unknownField)
}
