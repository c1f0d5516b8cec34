import { inTime } from '../store/port/in-time.ts'
import type { Store } from '../store/port/store.ts'

/** Account of a store in which `createTenants` keeps the tenants that have used it. Use it for nothing else. */
export const tenantsAccount = 'wazzup-kit/tenants'

/** A tenant that has used the store. */
export interface IndexedTenant {
  tenant: string
  /** Its account in the store. */
  account: string
}

/** The tenants that have used a store. */
export interface TenantIndex {
  /**
   * Adds a tenant before it stores anything.
   *
   * @throws Error when another tenant has the account, and when the store cannot be reached.
   */
  add(indexed: IndexedTenant): Promise<void>
  /** Returns all tenants. */
  list(): Promise<IndexedTenant[]>
}

const prefix = 'account/'
const pageSize = 1_000

/**
 * Creates the index of the tenants that have used a store. A store cannot tell which accounts have waiting events, so a process
 * that starts would not know for which tenants it has to work.
 */
export function createTenantIndex(store: Store): TenantIndex {
  const { driver } = store.forAccount(tenantsAccount)
  const added = new Set<string>()
  return {
    async add({ tenant, account }) {
      if (account === tenantsAccount) throw new Error(`"${tenantsAccount}" cannot be the account of a tenant`)
      const both = JSON.stringify([tenant, account])
      if (added.has(both)) return
      const key = `${prefix}${account}`
      // When another process writes it first, it is read again.
      for (;;) {
        const [record] = await driver.read(tenantsAccount, [key])
        const owner = record?.value as IndexedTenant | undefined
        if (owner && owner.tenant !== tenant) {
          throw new Error(`The account "${account}" of the store belongs to the tenant "${owner.tenant}"`)
        }
        const write = [{ key, value: { tenant, account }, version: undefined }]
        if (owner || (await driver.commit(tenantsAccount, { write }))) break
      }
      added.add(both)
    },
    async list() {
      const found: IndexedTenant[] = []
      let after: string | undefined
      for (;;) {
        const page = await inTime(() => driver.listRecords(tenantsAccount, { prefix, after, limit: pageSize }))
        found.push(...page.map(({ value }) => value as IndexedTenant))
        if (page.length < pageSize) return found
        after = page.at(-1)!.key
      }
    },
  }
}
