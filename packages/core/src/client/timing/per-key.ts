import { createLimiter, defaultRateLimit, type Limiter, type RateLimit } from './rate-limit.ts'
import { createRetryBudget, type RetryBudget } from './retry.ts'

/** What all calls with one key share: the trouble of one account must not slow another down. */
export interface KeyState {
  /** Undefined where the rate is not limited. */
  readonly limiter: Limiter | undefined
  readonly budget: RetryBudget
}

/** Accounts of a busy process; the state of one that was not used for long is made anew. */
const rememberedKeys = 1_000

/** Makes the function that finds the state of a key. */
export function createKeyStates(
  rateLimit: RateLimit | 'unlimited' = defaultRateLimit,
): (key: string | undefined) => KeyState {
  const states = new Map<string | undefined, KeyState>()
  return (key) => {
    const state = states.get(key) ?? {
      limiter: rateLimit === 'unlimited' ? undefined : createLimiter(rateLimit),
      budget: createRetryBudget(),
    }
    // Back to the end of the line, whose head is the key that was not used for longest.
    states.delete(key)
    if (states.size >= rememberedKeys) states.delete(states.keys().next().value)
    states.set(key, state)
    return state
  }
}
