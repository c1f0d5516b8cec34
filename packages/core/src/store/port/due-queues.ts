import type { DueListener, DueQueues } from './claims.ts'
import { queueOf, type Step } from './driver.ts'

/** The listeners of `whenDue`. */
export interface DueListeners {
  /** How many there are. */
  readonly size: number
  /** Adds a listener. Returns how to remove it. */
  add(listener: DueListener): () => void
  /** Calls each listener, soon. Without queues, a lane of any account may be due. */
  tell(due?: DueQueues): void
}

/** Creates the listeners of `whenDue`, for drivers of stores. */
export function createDueListeners(): DueListeners {
  const listeners = new Set<DueListener>()
  return {
    get size() {
      return listeners.size
    },
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(due) {
      if (due?.queues.length === 0) return
      for (const listener of listeners) queueMicrotask(() => listener(due))
    },
  }
}

/** Returns the queues in which a step may make a lane due, for drivers of stores. They tell their listeners after the step. */
export function dueAfterStep(account: string, { append = [], settle = [] }: Step): DueQueues {
  const queues = new Set<string>()
  for (const { lane } of append) queues.add(queueOf(lane))
  for (const { lane, end } of settle) if (end.state !== 'done') queues.add(queueOf(lane))
  return { account, queues: [...queues] }
}

/** Returns the queues in which `wake` may make a lane due, for drivers of stores; undefined when it may be any. */
export function dueAfterWake(account: string, lanePrefix: string): DueQueues | undefined {
  return lanePrefix.includes('/') ? { account, queues: [queueOf(lanePrefix)] } : undefined
}
