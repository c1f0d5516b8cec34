import { createWebhooks, type Wazzup } from '@wazzup-kit/core'
import { createOutbox, createTimers, type OutboxClient } from '@wazzup-kit/core/store'
import { tenantsAccount } from '@wazzup-kit/core/tenants'
import { randomUUID } from 'node:crypto'
import type { HandlerTarget } from '../handlers/subscriptions.ts'
import { createFailureLog } from '../log-failure.ts'
import type { WazzupTenantsOptions } from '../wazzup.options.ts'

/** The client of accounts that do not exist. Nothing is sent with it. */
const noClient: OutboxClient = { messages: { send: () => Promise.reject(new Error('There is no such account')) } }

/**
 * Creates what stands for accounts that do not exist. Its secret is random, so every delivery gets 401. The handlers of the
 * module are bound to it when the app starts, so that a mistake in them is noticed then.
 */
export function createMissingTenant({ store, work }: WazzupTenantsOptions): HandlerTarget {
  if (work !== undefined && !store) throw new Error('WazzupModule.forTenants: "work" needs "store"')
  const outbox = store && createOutbox({ wazzup: noClient, store: store.forAccount(tenantsAccount) })
  const webhooks = createWebhooks<Wazzup>({ secret: randomUUID(), onError: createFailureLog(), outbox })
  return { webhooks, outbox, timers: outbox && createTimers({ store: outbox.store }) }
}
