import type { WebhookResponse } from '../../inbound/webhook-response.ts'
import type { OnError } from '../../webhooks/handle/error-log.ts'
import { rejectWith } from '../../webhooks/receive/reject.ts'
import type { InboxItem } from './inbox-parts.ts'

/** Reports that the events of a delivery could not be stored, with their items, and returns the response. */
export function rejectUnstored(report: OnError, error: unknown, items: readonly InboxItem[]): WebhookResponse {
  const rejected = {
    kind: 'delivery',
    status: 503,
    reason: 'the events could not be stored',
    remedy: 'Wazzup does not promise a second delivery. Keep the "items", or repair the store.',
    items: items.map(({ raw }) => raw),
  } as const
  report(error, rejected)
  return rejectWith(rejected.status, rejected.reason)
}
