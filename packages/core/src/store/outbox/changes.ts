/** Wakes the calls of `track` of this process that wait for an entry. */
export interface Changes {
  tell(id: string): void
  listen(id: string, listener: () => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Map<string, Set<() => void>>()
  return {
    tell(id) {
      for (const listener of listeners.get(id) ?? []) listener()
    },
    listen(id, listener) {
      const set = listeners.get(id) ?? new Set()
      listeners.set(id, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0) listeners.delete(id)
      }
    },
  }
}
