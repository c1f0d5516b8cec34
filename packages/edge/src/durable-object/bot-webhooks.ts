import type { Clock } from '@wazzup-kit/core/store'
import type { InboundTarget } from '@wazzup-kit/core/webhooks'

/** What an object needs of its webhooks. `createWebhooks` with an outbox or a store returns it. */
export interface BotWebhooks extends InboundTarget {
  /** Starts to handle events and to send. */
  start(): void
  /** Stops that. */
  stop(deadline?: number): Promise<void>
  /** Lists events whose handlers failed for good. Rejects without a store. */
  deadLetters(): Promise<readonly unknown[]>
}

/** What an object needs of its timers. `createTimers` returns it. */
export interface BotTimers {
  /** Starts to fire timers. */
  start(): void
  /** Stops that. */
  stop(deadline?: number): Promise<void>
}

/** What Cloudflare passes to an alarm. */
export interface AlarmInfo {
  /** How often the alarm failed before. */
  readonly retryCount: number
}

/** Options of `BotObject`. */
export interface BotObjectOptions {
  /**
   * Milliseconds after which an alarm leaves its work to the next one. Cloudflare limits the CPU time of each alarm to 30
   * seconds by default, and its time to 15 minutes. What runs is not interrupted.
   *
   * @default 60_000
   */
  longestAlarm?: number | undefined
  /**
   * The clock of everything that is stored, for tests.
   *
   * @default the clock of the machine
   */
  clock?: Clock | undefined
}
