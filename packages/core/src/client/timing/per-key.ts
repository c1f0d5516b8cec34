import { createLimiter, defaultRateLimit, type Limiter, type RateLimit } from './rate-limit.ts'
import { createRetryBudget, type RetryBudget } from './retry.ts'

/** The state that all calls with one key share. Each key has its own, so that one account cannot slow down another. */
export interface KeyState {
  /** Undefined if the rate is unlimited. */
  readonly limiter: Limiter | undefined
  readonly budget: RetryBudget
}

/** Maximum number of keys with a state. Beyond it, the state of the least recently used key is discarded. */
const rememberedKeys = 1_000

/** Creates a function that returns the state of a key. */
export function createKeyStates(
  rateLimit: RateLimit | 'unlimited' = defaultRateLimit,
): (key: string | undefined) => KeyState {
  const states = new Map<string | undefined, KeyState>()
  return (key) => {
    const state = states.get(key) ?? {
      limiter: rateLimit === 'unlimited' ? undefined : createLimiter(rateLimit),
      budget: createRetryBudget(),
    }
    // Moves the key to the end of the map, so that the first one is always the least recently used.
    states.delete(key)
    if (states.size >= rememberedKeys) states.delete(states.keys().next().value)
    states.set(key, state)
    return state
  }
}
