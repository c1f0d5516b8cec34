import { quietly } from '../client/hooks.ts'
import { monotonicNow } from '../client/timing/clock.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { createInputError, createOptionError } from '../errors/validation-error.ts'
import { checkOptions } from '../errors/check-options.ts'
import { isFromOne, isFunction, isPositive, isTimeout, mustBe, type Rules } from '../schema/option-rules.ts'
import { jsonResponse, type WebhookResponse } from '../inbound/webhook-response.ts'
import * as defaults from '../store/handling/defaults.ts'
import type { Store } from '../store/port/store.ts'
import { retryKey } from '../store/outbox/pauses.ts'
import { createWebhooks } from '../webhooks/create-webhooks.ts'
import { createErrorLog, quoted, type OnError } from '../webhooks/handle/error-log.ts'
import { drainTenants } from './drain-tenants.ts'
import { openTenant, rejectAll } from './open-tenant.ts'
import { createLeftReport } from './report-left.ts'
import type { StoredTenant, StoredTenantsOptions, Tenant, Tenants, TenantsOptions } from './tenant.ts'
import { createTenantCache, TenantTimeout } from './tenant-cache.ts'
import { createTenantIndex } from './tenant-index.ts'
import { createTenantLogs } from './tenant-logs.ts'
import { createTenantWork, type TenantWork } from './tenant-work.ts'

const rules: Rules<TenantsOptions> = {
  resolve: isFunction,
  setUp: isFunction,
  store: mustBe('a store, such as that of createSqliteStore', (store: Partial<Store> | null) => store?.forAccount),
  resolveTimeout: isTimeout,
  maxAge: mustBe('milliseconds above 0', isPositive),
  maxTenants: isFromOne,
  onError: isFunction,
  log: isFunction,
}

/**
 * Creates accounts that are known only at run time, each with its own client, receiver, outbox and timers.
 *
 * @example
 * const tenants = createTenants({
 *   resolve: async (id) => {
 *     const row = await findAccount(id)
 *     return row && { client: { apiKey: row.apiKey }, webhooks: { secret: row.secret } }
 *   },
 *   setUp: ({ id, webhooks }) => webhooks.on('message', (message) => console.log(id, message.text)),
 * })
 * @throws WazzupValidationError when an option is invalid.
 */
export function createTenants(options: StoredTenantsOptions): Tenants<StoredTenant>
export function createTenants(options: TenantsOptions): Tenants
export function createTenants(given: StoredTenantsOptions | TenantsOptions): Tenants {
  const options = given as TenantsOptions
  checkOptions(options, rules, ['resolve'])
  const { store, maxAge = 300_000, maxTenants = 1_000, resolveTimeout = 4_000, log = printFailure } = options
  const report = (error: unknown, id: string): void =>
    quietly(() =>
      options.onError ? options.onError(error, id) : log(`The tenant ${quoted(id)} could not be resolved`, error),
    )
  const reportList = (error: unknown): void =>
    quietly(() => log('The tenants of the store could not be listed; their events wait', error))
  const logsOf = createTenantLogs(log)
  const logRarely = createErrorLog(log)
  const missing = createWebhooks({ ...rejectAll, onError: logRarely })
  /** Rejects a delivery for a tenant that does not exist like one with a wrong secret. Only the log says why. */
  const rejectUnknown: Tenants['receive'] = (id, delivery, background) => {
    const onError: OnError = (error, subject) => {
      const isUnauthorized = subject.kind === 'delivery' && subject.status === 401
      const issue = { path: `the tenant ${quoted(id)}`, message: 'does not exist; Wazzup gets 401' }
      return logRarely(isUnauthorized ? createInputError([issue], 'delivery') : error, subject)
    }
    return createWebhooks({ ...rejectAll, onError }).receive(delivery, background)
  }
  const index = store && createTenantIndex(store)
  const cache = createTenantCache<Tenant>({
    async open(id) {
      const found = await options.resolve(id)
      if (!found) return undefined
      const tenant = openTenant(id, found, store, logsOf(id))
      // Before anything is stored, so that the next process knows of it.
      await index?.add({ tenant: id, account: found.account ?? id })
      // The key may be another one now.
      if (tenant.outbox) await retryKey({ ...tenant.outbox.store, hooks: found.outbox?.hooks ?? {} })
      await options.setUp?.(tenant)
      return tenant
    },
    onStale: report,
    onKeep: (_, tenant) => work?.keep(tenant as StoredTenant),
    onLeave: (id) => work?.leave(id),
    maxAge,
    // A tenant that is worked for stays.
    mostTenants: () => (work?.isRunning() ? Infinity : maxTenants),
    timeout: resolveTimeout,
  })
  const open = (id: string): Promise<StoredTenant | undefined> => cache.get(id) as Promise<StoredTenant | undefined>
  const stored = store &&
    index && { store, index, open, report, reportLeft: createLeftReport(store, report), reportList }
  const work: TenantWork | undefined = stored && createTenantWork(stored)

  const tenants: Tenants = {
    get: (id) => cache.get(id),
    evict(id) {
      cache.delete(id)
      work?.retry(id)
    },
    async receive(id, delivery, background) {
      try {
        const tenant = await cache.get(id)
        return await (tenant ? tenant.webhooks.receive(delivery, background) : rejectUnknown(id, delivery, background))
      } catch (error) {
        report(error, id)
        return respondUnresolved(error instanceof TenantTimeout ? 504 : 500)
      }
    },
    toTarget(readId) {
      if (typeof readId !== 'function') throw createOptionError('readId', 'must be a function')
      return {
        async receive(inbound, background) {
          let id: string | undefined
          try {
            id = readId(inbound.request)
          } catch (error) {
            quietly(() => log('the id of a tenant could not be read from a request', error))
            return respondUnresolved(500)
          }
          return id ? tenants.receive(id, inbound, background) : missing.receive(inbound, background)
        },
      }
    },
    start() {
      if (!work) throw createNoStoreError('start')
      work.start()
    },
    async stop(deadline = defaults.stop) {
      await work?.stop(deadline)
    },
    async drain({ deadline }) {
      if (!stored) throw createNoStoreError('drain')
      return drainTenants(stored, monotonicNow() + deadline)
    },
  }
  return tenants
}

function respondUnresolved(status: 500 | 504): WebhookResponse {
  return jsonResponse(status, { error: 'the account could not be resolved' })
}

function createNoStoreError(path: string): Error {
  return createOptionError(path, 'needs a store: pass createTenants({ store })')
}
