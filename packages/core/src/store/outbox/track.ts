import { Stopped, wait } from '../../client/timing/deadline.ts'
import { createInputError } from '../../errors/validation-error.ts'
import type { Changes } from './changes.ts'
import type { Entry, EntryState } from './entry-state.ts'

/** Options of `outbox.track`. */
export interface TrackOptions {
  /**
   * States to wait for.
   *
   * @default the end of the entry
   */
  until?: readonly EntryState[] | undefined
  /** Ends the wait. The promise then rejects with the reason of the signal. */
  signal?: AbortSignal | undefined
}

/** Milliseconds between two looks, because another process may change the entry. */
const interval = 1_000

const finalStates: ReadonlySet<EntryState> = new Set(['read', 'failed', 'rejected', 'cancelled', 'expired'])

/** Waits until an entry has one of the states, has ended, or was reported. */
export async function track(
  get: (id: string) => Promise<Entry | undefined>,
  changes: Changes,
  id: string,
  { until = [], signal }: TrackOptions = {},
): Promise<Entry> {
  for (;;) {
    const woken = new AbortController()
    const stopListening = changes.listen(id, () => woken.abort())
    try {
      const entry = await get(id)
      if (!entry) throw createInputError([{ path: 'id', message: 'is not in the outbox' }], 'outbox.track')
      if (until.includes(entry.state) || isOver(entry)) return entry
      signal?.throwIfAborted()
      const stop = (): void => woken.abort()
      signal?.addEventListener('abort', stop, { once: true })
      await wait(interval, woken.signal)
        .catch((error: unknown) => {
          if (!(error instanceof Stopped)) throw error
        })
        .finally(() => signal?.removeEventListener('abort', stop))
    } finally {
      stopListening()
    }
  }
}

function isOver({ state, at }: Entry): boolean {
  const isReported = at.unknown !== undefined || at.silent !== undefined || at.undelivered !== undefined
  return finalStates.has(state) || isReported
}
