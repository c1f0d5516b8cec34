/** How a {@link TenantCache} behaves. */
export interface TenantCacheOptions<Tenant> {
  /** Finds a tenant anew; undefined when there is none of this name. */
  open(name: string): Promise<Tenant | undefined>
  /** Called when a tenant that is kept could not be found anew, and goes on being used as it is. */
  onStale(error: unknown, name: string): void
  /** Milliseconds for which a tenant is used before it is looked for anew. */
  maxAge: number
  /** How many are kept. */
  maxTenants: number
  /** Milliseconds in which a tenant is found. */
  timeout: number
}

interface Entry<Tenant> {
  tenant: Tenant
  /** Milliseconds of the monotonic clock at which it is looked for anew. */
  freshUntil: number
}

/** After a failure a kept tenant is used for so long before it is looked for again: each attempt may take a timeout. */
const pauseAfterFailure = 10_000

/**
 * Keeps tenants that were found, the last used ones. What was not found is not kept, so names that are guessed take no
 * place of a tenant's. One search at a time for each name, however many ask.
 */
export class TenantCache<Tenant extends object> {
  private readonly entries = new Map<string, Entry<Tenant>>()
  private readonly searches = new Map<string, Promise<Tenant | undefined>>()
  private readonly options: TenantCacheOptions<Tenant>

  constructor(options: TenantCacheOptions<Tenant>) {
    this.options = options
  }

  /**
   * Returns a tenant; undefined when there is none of this name.
   *
   * @throws whatever `open` throws, or an error when it takes too long, unless the tenant is kept already.
   */
  async get(name: string): Promise<Tenant | undefined> {
    const known = this.entries.get(name)
    if (known && performance.now() < known.freshUntil) {
      this.keep(name, known)
      return known.tenant
    }
    return this.searches.get(name) ?? this.search(name, known)
  }

  /** Forgets a tenant, and what a search for it that is under way will find. */
  delete(name: string): void {
    this.entries.delete(name)
    this.searches.delete(name)
  }

  private search(name: string, known: Entry<Tenant> | undefined): Promise<Tenant | undefined> {
    const search: Promise<Tenant | undefined> = this.open(name).then(
      (tenant) => {
        if (!this.ends(name, search)) return tenant
        if (tenant) this.keep(name, { tenant, freshUntil: performance.now() + this.options.maxAge })
        else this.entries.delete(name)
        return tenant
      },
      (error: unknown) => {
        // Who evicted it meanwhile wants it no more.
        if (!this.ends(name, search) || !known) throw error
        const pause = Math.min(this.options.maxAge, pauseAfterFailure)
        this.keep(name, { ...known, freshUntil: performance.now() + pause })
        this.options.onStale(error, name)
        return known.tenant
      },
    )
    this.searches.set(name, search)
    return search
  }

  /** Ends a search; false when its tenant was forgotten meanwhile. */
  private ends(name: string, search: Promise<Tenant | undefined>): boolean {
    if (this.searches.get(name) !== search) return false
    return this.searches.delete(name)
  }

  private keep(name: string, entry: Entry<Tenant>): void {
    // The last used stand last.
    this.entries.delete(name)
    this.entries.set(name, entry)
    if (this.entries.size > this.options.maxTenants) this.entries.delete(this.entries.keys().next().value!)
  }

  private async open(name: string): Promise<Tenant | undefined> {
    const { timeout, open } = this.options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TenantTimeout(name, timeout)), timeout)
    })
    try {
      return await Promise.race([open(name), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** A tenant was not found in time. */
export class TenantTimeout extends Error {
  constructor(name: string, timeout: number) {
    // The name comes out of an address, from whoever asks.
    super(`resolve did not answer for the tenant ${JSON.stringify(name.slice(0, 100))} within ${timeout} ms`)
    this.name = 'TenantTimeout'
  }
}
