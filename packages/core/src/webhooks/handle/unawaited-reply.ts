/** A rejection that nothing has listened to so far. */
export interface UnheardRejection {
  error: unknown
  /** Whether something has begun to listen since. */
  isHeard(): boolean
}

/**
 * Returns a promise that hands its rejection to `onUnheard` when nothing listens to it, instead of ending the process.
 * What is chained to it (`.then(…)` without a second function) is watched in the same way.
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
  // Two turns later, because `await` listens within one: a second listener would cut the stack of an error in two.
  queueMicrotask(() => queueMicrotask(listen))
  // An object of its own: `await` would listen to a true promise without a call of its `then`.
  const watched: Promise<Value> = {
    // oxlint-disable-next-line unicorn/no-thenable -- it stands for a promise
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
