import { claimCases } from './claim-cases.ts'
import { eventCases } from './event-cases.ts'
import { recordCases } from './record-cases.ts'
import { reopenCases } from './reopen-cases.ts'
import { stepCases } from './step-cases.ts'
import type { StoreCase } from './store-case.ts'
import { textCases } from './text-cases.ts'
import { upkeepCases } from './upkeep-cases.ts'

/**
 * Everything that a store must do, for tests of a driver of your own. It works with every test runner.
 *
 * @example
 * ```ts
 * for (const { name, needsReopen, run } of storeContract) {
 *   it.skipIf(needsReopen)(name, () => run(openMyStore))
 * }
 * ```
 */
export const storeContract: readonly StoreCase[] = [
  ...stepCases,
  ...eventCases,
  ...recordCases,
  ...claimCases,
  ...upkeepCases,
  ...textCases,
  ...reopenCases,
]
