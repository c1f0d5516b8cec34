import type { DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { WebhookBody } from '../webhooks/bodies.ts'
import type { WebhookStatus } from '../webhooks/message-items.ts'
import { judge, type MatcherContext, type MatcherResult } from './matcher.ts'

/** Sources for `toHaveReceivedStatus`: an emulator, its deliveries, or bodies that your app received. */
export type StatusSource =
  | { readonly deliveries: readonly { body: unknown }[] }
  | readonly ({ body: unknown } | WebhookBody)[]

/** An expected status. Fields that are left out match any value. */
export interface ExpectedStatus {
  /** UUID of the message. */
  messageId?: string | undefined
  /** The status: `sent`, `delivered`, `read`, `error` or `edited`. */
  status?: WebhookStatus['status'] | undefined
  /** Error code of a failure. */
  code?: DeliveryErrorCode | (string & {}) | undefined
  /**
   * Exact number of matches.
   *
   * @default at least one
   */
  times?: number | undefined
}

/** One status, from `statuses` or from a message. */
interface ReportedStatus extends Record<string, unknown> {
  messageId: string
  status: string
  code?: string | undefined
}

/** Returns the statuses in a body. Skips values that are not items, because a fault may have malformed the body. */
function statusesIn(body: unknown): ReportedStatus[] {
  if (typeof body !== 'object' || body === null) return []
  const { statuses, messages } = body as { statuses?: unknown; messages?: unknown }
  return [statuses, messages]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .filter((item): item is WebhookStatus => typeof item === 'object' && item !== null)
    .filter(({ status }) => String(status) !== 'inbound')
    .map(({ messageId, status, error }) => ({ messageId, status, ...(error ? { code: error.error } : {}) }))
}

function bodiesOf(source: unknown): readonly unknown[] {
  const deliveries: unknown = Array.isArray(source) ? source : (source as { deliveries?: unknown } | null)?.deliveries
  if (!Array.isArray(deliveries)) throw new TypeError('toHaveReceivedStatus requires an emulator, deliveries or bodies')
  return deliveries.map((item: unknown) => {
    const isRecord = typeof item === 'object' && item !== null && 'body' in item
    return isRecord ? item.body : item
  })
}

/** Implements `toHaveReceivedStatus`. */
export function statusMatcher(this: MatcherContext, source: unknown, expected: ExpectedStatus = {}): MatcherResult {
  const { times, ...fields } = expected
  const items = bodiesOf(source).flatMap(statusesIn)
  const verb = 'received a status'
  return judge(this, { verb, expected: fields, times, items, nothing: '  no status came', source })
}
