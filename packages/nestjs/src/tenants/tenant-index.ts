import type { AccountStore, Store } from '@wazzup-kit/core/store'

/** Account of the store in which the index is kept. */
export const indexAccount = 'wazzup-kit/tenants'

/** A tenant that has used the store. */
export interface IndexedTenant {
  tenant: string
  /** Its account in the store. */
  account: string
}

const prefix = 'account/'
const pageSize = 1_000

/**
 * The tenants that have used a store. A store cannot tell which accounts have waiting events, so a process that starts would
 * not know for which tenants it has to work.
 */
export class TenantIndex {
  private readonly store: AccountStore
  private readonly added = new Set<string>()

  constructor(store: Store) {
    this.store = store.forAccount(indexAccount)
  }

  /**
   * Adds a tenant before it stores anything.
   *
   * @throws Error when another tenant has the account, and when the store cannot be reached.
   */
  async add({ tenant, account }: IndexedTenant): Promise<void> {
    if (account === indexAccount) throw new Error(`"${indexAccount}" cannot be the account of a tenant`)
    const added = JSON.stringify([tenant, account])
    if (this.added.has(added)) return
    const { driver } = this.store
    const key = `${prefix}${account}`
    // When another process writes it first, it is read again.
    for (;;) {
      const [record] = await driver.read(indexAccount, [key])
      const owner = record?.value as IndexedTenant | undefined
      if (owner && owner.tenant !== tenant) {
        throw new Error(`The account "${account}" of the store belongs to the tenant "${owner.tenant}"`)
      }
      const write = [{ key, value: { tenant, account }, version: undefined }]
      if (owner || (await driver.commit(indexAccount, { write }))) break
    }
    this.added.add(added)
  }

  /** Returns all tenants. */
  async list(): Promise<IndexedTenant[]> {
    const found: IndexedTenant[] = []
    let after: string | undefined
    for (;;) {
      const page = await this.store.driver.listRecords(indexAccount, { prefix, after, limit: pageSize })
      found.push(...page.map(({ value }) => value as IndexedTenant))
      if (page.length < pageSize) return found
      after = page.at(-1)!.key
    }
  }
}
