/** Functions of the app that are called when something happens in the emulator. */
export interface Listeners<Value> {
  readonly size: number
  /**
   * Calls all listeners soon, after the current change is complete. An error that a listener throws becomes an uncaught
   * error of the process and does not stop the emulator.
   */
  notify(value: Value): void
  /** Adds a listener. Returns a function that removes it. */
  add(listener: (value: Value) => void): () => void
}

export function createListeners<Value>(): Listeners<Value> {
  const listeners = new Set<(value: Value) => void>()
  return {
    get size() {
      return listeners.size
    },
    notify(value) {
      for (const listener of listeners) queueMicrotask(() => listener(value))
    },
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
