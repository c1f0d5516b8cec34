import { callRules } from '../../client/options.ts'
import { Stopped, wait } from '../../client/timing/deadline.ts'
import { onAbort } from '../../client/timing/abort-listeners.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { checkOptions } from '../../errors/check-options.ts'
import { mustBe, type Rules } from '../../schema/option-rules.ts'
import type { Changes } from './changes.ts'
import { entryStates, type Entry, type EntryState } from './entry-state.ts'

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

const { signal } = callRules

const rules: Rules<TrackOptions> = {
  until: mustBe(
    `a list of ${entryStates.join(', ')}`,
    (value) => Array.isArray(value) && value.every((state: EntryState) => entryStates.includes(state)),
  ),
  signal,
}

/** Milliseconds between two looks, because another process may change the entry. */
const interval = 1_000

const finalStates: ReadonlySet<EntryState> = new Set(['read', 'failed', 'rejected', 'cancelled', 'expired'])

/** Waits until an entry has one of the states, has ended, or was reported. */
export async function track(
  get: (id: string) => Promise<Entry | undefined>,
  changes: Changes,
  id: string,
  options: TrackOptions = {},
): Promise<Entry> {
  checkOptions(options, rules, [], 'outbox.track')
  const { until = [], signal } = options
  for (;;) {
    const woken = new AbortController()
    const stopListening = changes.listen(id, () => woken.abort())
    try {
      const entry = await get(id)
      if (!entry) throw createInputError([{ path: 'id', message: 'is not in the outbox' }], 'outbox.track')
      if (until.includes(entry.state) || isOver(entry)) return entry
      signal?.throwIfAborted()
      const ignore = signal && onAbort(signal, () => woken.abort())
      await wait(interval, woken.signal)
        .catch((error: unknown) => {
          if (!(error instanceof Stopped)) throw error
        })
        .finally(ignore)
    } finally {
      stopListening()
    }
  }
}

function isOver({ state, at }: Entry): boolean {
  const isReported = at.unknown !== undefined || at.silent !== undefined || at.undelivered !== undefined
  return finalStates.has(state) || isReported
}
