import { afterEach, beforeEach, vi } from 'vitest'
import type { WazzupError } from '../src/index.ts'

/** Gives every test of a file a fake clock, and fixes random delays at half of their range. */
export function useVirtualTime(): void {
  beforeEach(async () => {
    // The transport is imported at the first call, which a fake clock would not wait for.
    await import('ofetch')
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}

/** Advances the clock until a call has ended. Returns its result or its error. */
export async function end<T>(promise: Promise<T>): Promise<T | WazzupError> {
  const outcome = promise.catch((error: WazzupError) => error)
  let over = false
  void outcome.then(() => (over = true))
  for (let step = 0; !over && step < 2_000; step++) await vi.advanceTimersByTimeAsync(100)
  return outcome
}
