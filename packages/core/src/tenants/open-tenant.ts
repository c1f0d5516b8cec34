import { createWazzup } from '../client/create-wazzup.ts'
import { checkOptions } from '../errors/check-options.ts'
import { isAnything, isObject, type Rules } from '../schema/option-rules.ts'
import { createOutbox } from '../store/outbox/create-outbox.ts'
import type { Store } from '../store/port/store.ts'
import { createTimers } from '../store/timers/create-timers.ts'
import { createWebhooks } from '../webhooks/create-webhooks.ts'
import { quoted } from '../webhooks/handle/error-log.ts'
import type { Tenant, TenantOptions } from './tenant.ts'
import type { TenantLogs } from './tenant-logs.ts'

/** The functions that get these options check what is in them. */
const rules: Rules<TenantOptions> = {
  client: isObject,
  webhooks: isObject,
  account: isAnything,
  outbox: isObject,
  timers: isObject,
}

/**
 * Creates the parts of a tenant.
 *
 * @throws WazzupValidationError when an option is invalid, and Error for an option that needs a store.
 */
export function openTenant(id: string, options: TenantOptions, store: Store | undefined, logs: TenantLogs): Tenant {
  checkOptions(options, rules, ['client'], 'resolve')
  const { client, webhooks: receiver = rejectAll, account, outbox: ofOutbox, timers: ofTimers } = options
  const useless = Object.entries({ account, outbox: ofOutbox, timers: ofTimers }).find(
    ([, value]) => value !== undefined,
  )
  if (useless && !store) throw new Error(`The tenant ${quoted(id)}: "${useless[0]}" needs "store"`)
  const own = store?.forAccount(account ?? id)
  const wazzup = createWazzup({ ...client, store: client.store ?? own })
  const outbox = own && createOutbox({ ...ofOutbox, onError: ofOutbox?.onError ?? logs.outbox, wazzup, store: own })
  return {
    id,
    wazzup,
    outbox,
    webhooks: createWebhooks({ ...receiver, onError: receiver.onError ?? logs.webhooks, wazzup, outbox }),
    timers: own && createTimers({ ...ofTimers, onError: ofTimers?.onError ?? logs.timers, store: own }),
  }
}

/**
 * The receiver of a tenant that does not exist, or receives nothing. Its secret is random, so every delivery gets 401. It is made
 * at the first delivery, because a Worker has no random values while it starts.
 */
export const rejectAll: NonNullable<TenantOptions['webhooks']> = { secret: () => crypto.randomUUID() }
