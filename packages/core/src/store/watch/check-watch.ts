import { optionIssues } from '../../errors/check-options.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { isAboveZero, isAnything, isFilled, isFunction, mustBe, type Rules } from '../../schema/option-rules.ts'
import type { AccountStore } from '../port/store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { WatchChannelsOptions, WatchDeliveryOptions } from './watched-message.ts'

type WithHandler<Options> = Options & { handler: unknown }

const ofBoth = {
  webhooks: mustBe('those of createWebhooks', (webhooks: { on?: unknown } | null) => webhooks?.on),
  name: isFilled,
  handler: isFunction,
}

const ofDelivery: Rules<WithHandler<WatchDeliveryOptions>> = {
  ...ofBoth,
  outbox: mustBe('that of the webhooks', (outbox: Partial<Outbox> | null) => outbox?.store),
  // Compared with the outbox below.
  timers: isAnything,
  lateAfter: isAboveZero,
}

const ofChannels: Rules<WithHandler<WatchChannelsOptions>> = {
  ...ofBoth,
  store: mustBe('that of the webhooks', (store: Partial<AccountStore> | null) => store?.driver),
}

/** @throws WazzupValidationError when an option of a watch is invalid, missing, or does not exist. */
export function checkDeliveryWatch(options: WatchDeliveryOptions, handler: unknown): void {
  const issues = optionIssues({ ...options, handler }, ofDelivery, ['webhooks', 'outbox', 'handler'])
  const { outbox, timers } = options ?? {}
  if (timers?.store?.driver !== outbox?.store?.driver || timers?.store?.account !== outbox?.store?.account) {
    issues.push({ path: 'timers', message: 'must be timers in the store of the outbox: createTimers({ store })' })
  }
  if (issues.length > 0) throw createInputError(issues, 'watchDelivery')
}

/** @throws WazzupValidationError when an option of a watch is invalid, missing, or does not exist. */
export function checkChannelsWatch(options: WatchChannelsOptions, handler: unknown): void {
  const issues = optionIssues({ ...options, handler }, ofChannels, ['webhooks', 'store', 'handler'])
  if (issues.length > 0) throw createInputError(issues, 'watchChannels')
}
