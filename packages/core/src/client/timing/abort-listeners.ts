const listenersOf = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `listener` once when `signal` aborts. Returns a function that removes the listener. All calls that share a signal
 * also share one event listener, because Node 20 warns of a leak when a signal has more than ten.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const present = listenersOf.get(signal)
  const listeners = present ?? new Set()
  if (!present) {
    signal.addEventListener('abort', notifyAll)
    listenersOf.set(signal, listeners)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || listenersOf.get(signal) !== listeners) return
    listenersOf.delete(signal)
    signal.removeEventListener('abort', notifyAll)
  }
}

function notifyAll(this: AbortSignal): void {
  const listeners = listenersOf.get(this)
  listenersOf.delete(this)
  for (const listener of listeners ?? []) listener()
}
