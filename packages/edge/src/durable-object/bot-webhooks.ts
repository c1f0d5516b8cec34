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

/** What Cloudflare passes to an alarm. */
export interface AlarmInfo {
  /** How often the alarm failed before. */
  readonly retryCount: number
}
