/** A rejection without a listener so far. */
export interface UnheardRejection {
  error: unknown
  /** Whether a listener was added since. */
  isHeard(): boolean
}

/**
 * Returns a promise that passes its rejection to `onUnheard` when it has no listener, instead of ending the process.
 * Promises that are chained to it (`.then(…)` without a second function) behave in the same way.
 */
export function watch<Value>(
  promise: Promise<Value>,
  onUnheard: (rejection: UnheardRejection) => void,
): Promise<Value> {
  let heard = false
  const isHeard = (): boolean => heard
  const listen = (): void => {
    if (heard) return
    promise.then(undefined, (error: unknown) => {
      if (!heard) onUnheard({ error, isHeard })
    })
  }
  // Waits for two microtasks, because `await` adds its listener within one. A second listener would remove the functions that
  // await the promise from the stack of its error.
  queueMicrotask(() => queueMicrotask(listen))
  // A separate object, because `await` listens to a native promise without calling its `then`.
  const watched: Promise<Value> = {
    // oxlint-disable-next-line unicorn/no-thenable -- it replaces a promise
    then(onFulfilled, onRejected) {
      heard = true
      return watch(promise.then(onFulfilled, onRejected), onUnheard)
    },
    catch: (onRejected) => watched.then(undefined, onRejected),
    finally(onFinally) {
      heard = true
      return watch(promise.finally(onFinally), onUnheard)
    },
    [Symbol.toStringTag]: 'Promise',
  }
  return watched
}
