import { describe, it } from 'vitest'
import { createMemoryStore } from '../../store.ts'
import { storeContract } from '../../testing.ts'

describe('the store in memory', () => {
  const cases = storeContract.filter(({ needsReopen }) => !needsReopen)
  it.each(cases)('$name', ({ run: check }) =>
    check(() => {
      const listeners = new Set<() => void>()
      let now = 1_750_000_000_000
      const store = createMemoryStore({
        clock: { now: () => now, whenAdvanced: (listener) => void listeners.add(listener) },
      })
      return {
        driver: store.forAccount('main').driver,
        advance(milliseconds) {
          now += milliseconds
          for (const listener of listeners) listener()
        },
        close: () => store.close(),
      }
    }),
  )
})
