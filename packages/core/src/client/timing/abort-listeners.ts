const listenersOf = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `listener` once when `signal` aborts, and returns the function that takes the listener away again. A signal that
 * many calls share gets one listener of ours for all of them: Node 20 warns of a leak from the eleventh on.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const present = listenersOf.get(signal)
  const listeners = present ?? new Set()
  if (!present) {
    listenersOf.set(signal, listeners)
    signal.addEventListener('abort', tellAll)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || listenersOf.get(signal) !== listeners) return
    listenersOf.delete(signal)
    signal.removeEventListener('abort', tellAll)
  }
}

function tellAll(this: AbortSignal): void {
  const listeners = listenersOf.get(this)
  listenersOf.delete(this)
  for (const listener of listeners ?? []) listener()
}
