import { monotonicNow } from '../../client/timing/clock.ts'
import { Stopped, wait, withDeadline } from '../../client/timing/deadline.ts'
import type { StoreDriver } from '../port/driver.ts'
import { createBucket, type Share } from './bucket.ts'

/**
 * Requests per key: 45 in each half second. In every period of 5 seconds there are parts of at most 11 half seconds, so
 * at most 495 requests. Wazzup accepts 500. https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
const perKey = { requests: 45, milliseconds: 500, batch: 15 }

const record = 'rate/key'

/** Milliseconds to wait for the store, and after a failure until it is asked again. */
const patience = { answer: 3_000, failure: 5_000 }

/** A request of a client that waits for its turn. */
interface Turn {
  /** Returns the milliseconds within which the request must start. */
  timeLeft(): number
  readonly signal: AbortSignal | undefined
  /** Called when the store cannot be reached, but not for each request that this concerns. */
  whenStoreFails(error: unknown): void
}

/** The rate limit of the key of an account. */
export interface KeyRate {
  /**
   * Waits until a message of the outbox may leave.
   *
   * @throws Stopped when `signal` aborts, and the error of the store when it cannot be reached.
   */
  waitForSend(share: Share, signal: AbortSignal): Promise<void>
  /**
   * Waits until a request of a client may start. Resolves at once while the store cannot be reached: a call must not fail
   * because of a limit.
   *
   * @throws Stopped when `signal` aborts, and when the request would start too late.
   */
  waitForCall(turn: Turn): Promise<void>
}

/** One for each process, so that a client and an outbox use up what either has leased. */
const rates = new WeakMap<StoreDriver, Map<string, KeyRate>>()

/** Returns the rate limit of an account, which counts the requests of all processes with the same store. */
export function keyRateOf(driver: StoreDriver, account: string): KeyRate {
  let ofAccounts = rates.get(driver)
  if (!ofAccounts) rates.set(driver, (ofAccounts = new Map()))
  let rate = ofAccounts.get(account)
  if (!rate) ofAccounts.set(account, (rate = createKeyRate(driver, account)))
  return rate
}

function createKeyRate(driver: StoreDriver, account: string): KeyRate {
  const take = createBucket(driver, account, perKey)
  let failedUntil = Number.NEGATIVE_INFINITY

  return {
    async waitForSend(share, signal) {
      for (;;) {
        const left = await take(record, share)
        if (left === 0 || !(await waitForSlot(driver, left, signal))) return
      }
    },
    async waitForCall({ timeLeft, signal, whenStoreFails }) {
      while (monotonicNow() >= failedUntil) {
        let left: number
        try {
          left = await withDeadline(Math.min(patience.answer, timeLeft()), signal, () => take(record, 'all'))
        } catch (error) {
          const isStopped = error instanceof Stopped
          if (isStopped && (error.reason === 'aborted' || timeLeft() <= 0)) throw error
          const isFirst = monotonicNow() >= failedUntil
          failedUntil = monotonicNow() + patience.failure
          if (isFirst) whenStoreFails(isStopped ? new Error('The store did not respond within 3 seconds') : error)
          return
        }
        if (left === 0) return
        if (left >= timeLeft()) throw new Stopped('timeout', undefined)
        if (!(await waitForSlot(driver, left, signal))) return
      }
    },
  }
}

/** Waits for the next slot. Resolves with false if the clock of a test stands still: then there is no next slot. */
async function waitForSlot({ clock }: StoreDriver, milliseconds: number, signal: AbortSignal | undefined) {
  const before = clock?.now()
  await wait(milliseconds, signal)
  return clock === undefined || clock.now() !== before
}
