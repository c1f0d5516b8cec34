/** A sleep that ends early when it is woken. */
export interface WakeUp {
  wake(): void
  /** Sleeps so many milliseconds. `always` ignores `wake`. */
  sleep(milliseconds: number, how?: 'always'): Promise<void>
  /** Waits until a condition holds, which is checked after each `wake`, for at most so many milliseconds. */
  until(condition: () => boolean, milliseconds?: number): Promise<void>
}

/** Creates a sleep that `wake` ends. A `wake` between two sleeps ends the next one. */
export function createWakeUp(): WakeUp {
  const sleepers = new Set<() => void>()
  let isAwake = false
  const pause = (milliseconds: number | undefined): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        sleepers.delete(end)
        resolve()
      }
      const timer = milliseconds === undefined ? undefined : setTimeout(end, milliseconds)
      sleepers.add(end)
    })
  return {
    wake() {
      isAwake = true
      for (const end of sleepers) end()
    },
    async sleep(milliseconds, how) {
      if (how === 'always') return new Promise((resolve) => void setTimeout(resolve, milliseconds))
      if (!isAwake) await pause(milliseconds)
      isAwake = false
    },
    async until(condition, milliseconds) {
      const end = milliseconds === undefined ? Infinity : Date.now() + milliseconds
      while (!condition() && Date.now() < end) await pause(end === Infinity ? undefined : Math.max(1, end - Date.now()))
    },
  }
}
