import type { Outbox, OutboxPause } from '@wazzup-kit/core/store'
import { setTimeout as wait } from 'node:timers/promises'

/** What waits in the store of an account. */
export interface StoreContent {
  /**
   * Number of events that wait for handlers, events of the outbox included, also of those that wait for their next run after a
   * failure.
   */
  waiting: number
  /** Milliseconds since the oldest of them was stored; 0 when none waits. */
  oldest: number
  /** Number of messages that wait to be sent. A message counts from its `notBefore` on, also while its channel is paused. */
  toSend: number
  /** Number of events whose handlers failed for good: see `deadLetters` of the store of the account. */
  dead: number
  /** The channels that cannot send, and the key if it cannot. */
  paused: readonly OutboxPause[]
}

/** The most that may wait. A value above its limit is `down`. */
export interface StoreLimits {
  /**
   * Number of events that wait for handlers.
   *
   * @default no limit
   */
  waiting?: number | undefined
  /**
   * Milliseconds since the oldest of them was stored.
   *
   * @default no limit
   */
  oldest?: number | undefined
  /**
   * Number of messages that wait to be sent.
   *
   * @default no limit
   */
  toSend?: number | undefined
  /**
   * Number of dead events.
   *
   * @default no limit
   */
  dead?: number | undefined
  /**
   * Number of channels that cannot send, with the key.
   *
   * @default no limit
   */
  paused?: number | undefined
}

/** Options of `WazzupHealthIndicator.checkStore`. */
export interface CheckStoreOptions {
  /**
   * Name of the account: that of `WazzupModule.forRoot({ name })`.
   *
   * @default 'default'
   */
  name?: string | undefined
  /**
   * The most that may wait.
   *
   * @default {}
   */
  limits?: StoreLimits | undefined
  /**
   * Milliseconds within which the store must answer.
   *
   * @default 5_000
   */
  timeout?: number | undefined
}

/** Result of `WazzupHealthIndicator.checkStore`, in the form of Terminus. */
export type WazzupStoreHealth<Key extends string> = Record<
  Key,
  ({ status: 'up' } & StoreContent) | ({ status: 'down'; message: string } & Partial<StoreContent>)
>

/** Returns the health of the store of an outbox. It never contains an error of the store, which may name its address. */
export async function readStoreHealth(
  outbox: Outbox,
  { limits = {}, timeout = 5_000 }: Omit<CheckStoreOptions, 'name'>,
): Promise<WazzupStoreHealth<'store'>['store']> {
  const ending = new AbortController()
  try {
    const late = wait(timeout, `the store did not answer within ${timeout} ms`, { signal: ending.signal })
    const content = await Promise.race([readContent(outbox), late])
    if (typeof content === 'string') return { status: 'down', message: content }
    const exceeded = findExceeded(content, limits)
    if (exceeded === undefined) return { status: 'up', ...content }
    return { status: 'down', message: exceeded, ...content }
  } catch {
    return { status: 'down', message: 'the store could not be read' }
  } finally {
    ending.abort()
  }
}

/** The queues of core whose events wait for handlers of the app: those of `on`, of `onQuiet`, and of the outbox. */
const handled = ['in', 'quiet', 'news']

async function readContent(outbox: Outbox): Promise<StoreContent> {
  const [{ waiting, oldest, dead }, paused, now] = await Promise.all([
    outbox.stats(),
    outbox.pauses(),
    outbox.store.driver.now(),
  ])
  const since = Math.min(...handled.map((queue) => oldest[queue] ?? now))
  return {
    waiting: handled.reduce((sum, queue) => sum + (waiting[queue] ?? 0), 0),
    oldest: Math.max(0, Math.round(now - since)),
    toSend: waiting.out ?? 0,
    dead,
    paused,
  }
}

/** Returns the first limit that is exceeded, as a text. */
function findExceeded(content: StoreContent, limits: StoreLimits): string | undefined {
  const values = { ...content, paused: content.paused.length }
  for (const name of ['waiting', 'oldest', 'toSend', 'dead', 'paused'] as const) {
    const limit = limits[name]
    if (limit !== undefined && values[name] > limit) return `${name} is ${values[name]}, above its limit of ${limit}`
  }
  return undefined
}
