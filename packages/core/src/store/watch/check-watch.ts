import { createInputError } from '../../errors/validation-error.ts'
import type { Issue } from '../../schema/issues.ts'
import type { WatchChannelsOptions, WatchDeliveryOptions } from './watched-message.ts'

/** @throws WazzupValidationError when an option of a watch is invalid. */
export function checkDeliveryWatch(
  { webhooks, outbox, timers, lateAfter }: WatchDeliveryOptions,
  handler: unknown,
): void {
  const issues = commonIssues(webhooks, handler)
  if (typeof outbox?.store?.driver !== 'object')
    issues.push({ path: 'outbox', message: 'must be that of the webhooks' })
  if (timers?.store?.driver !== outbox?.store?.driver || timers?.store?.account !== outbox?.store?.account) {
    issues.push({ path: 'timers', message: 'must be timers in the store of the outbox: createTimers({ store })' })
  }
  if (lateAfter !== undefined && !(lateAfter > 0 && lateAfter < Infinity)) {
    issues.push({ path: 'lateAfter', message: 'must be milliseconds above 0' })
  }
  if (issues.length > 0) throw createInputError(issues, 'watchDelivery')
}

/** @throws WazzupValidationError when an option of a watch is invalid. */
export function checkChannelsWatch({ webhooks, store }: WatchChannelsOptions, handler: unknown): void {
  const issues = commonIssues(webhooks, handler)
  if (typeof store?.driver !== 'object') issues.push({ path: 'store', message: 'must be that of the webhooks' })
  if (issues.length > 0) throw createInputError(issues, 'watchChannels')
}

function commonIssues(webhooks: WatchDeliveryOptions['webhooks'] | undefined, handler: unknown): Issue[] {
  const issues: Issue[] = []
  if (typeof webhooks?.on !== 'function') issues.push({ path: 'webhooks', message: 'must be those of createWebhooks' })
  if (typeof handler !== 'function') issues.push({ path: 'handler', message: 'must be a function' })
  return issues
}
