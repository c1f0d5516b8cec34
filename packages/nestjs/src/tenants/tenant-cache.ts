/** Options of {@link TenantCache}. */
export interface TenantCacheOptions<Tenant> {
  /** Finds a tenant; undefined when no tenant has this name. */
  open(name: string): Promise<Tenant | undefined>
  /** Called when a cached tenant could not be refreshed and continues to be used. */
  onStale(error: unknown, name: string): void
  /** Called when a tenant enters the cache, or takes the place of the same tenant as it was before. */
  onKeep?(name: string, tenant: Tenant): void
  /** Called when a tenant leaves the cache, or was replaced. */
  onLeave?(name: string, tenant: Tenant): void
  /** Milliseconds for which a tenant is used before it is refreshed. */
  maxAge: number
  /** Maximum number of cached tenants. */
  maxTenants: number
  /** Milliseconds in which `open` must find a tenant. */
  timeout: number
}

interface Entry<Tenant> {
  tenant: Tenant
  /** Moment at which it is refreshed, in milliseconds of the monotonic clock. */
  freshUntil: number
}

/** Milliseconds for which a cached tenant is used after a failed refresh, because each attempt may take the whole timeout. */
const pauseAfterFailure = 10_000

/**
 * Caches the tenants that were used last. A name without a tenant is not cached, so guessed names cannot evict a tenant.
 * Simultaneous requests for one name share one search.
 */
export class TenantCache<Tenant extends object> {
  private readonly entries = new Map<string, Entry<Tenant>>()
  private readonly searches = new Map<string, Promise<Tenant | undefined>>()
  private readonly options: TenantCacheOptions<Tenant>

  constructor(options: TenantCacheOptions<Tenant>) {
    this.options = options
  }

  /**
   * Returns a tenant; undefined when no tenant has this name.
   *
   * @throws the error of `open`, or {@link TenantTimeout}, unless the tenant is cached.
   */
  async get(name: string): Promise<Tenant | undefined> {
    const known = this.entries.get(name)
    if (known && performance.now() < known.freshUntil) {
      this.keep(name, known)
      return known.tenant
    }
    return this.searches.get(name) ?? this.search(name, known)
  }

  /** Removes a tenant from the cache, and ignores the result of a running search for it. */
  delete(name: string): void {
    this.searches.delete(name)
    this.drop(name)
  }

  private search(name: string, known: Entry<Tenant> | undefined): Promise<Tenant | undefined> {
    const search: Promise<Tenant | undefined> = this.open(name).then(
      (tenant) => {
        if (!this.ends(name, search)) return tenant
        if (tenant) this.keep(name, { tenant, freshUntil: performance.now() + this.options.maxAge })
        else this.drop(name)
        return tenant
      },
      (error: unknown) => {
        // A tenant that was removed meanwhile is not used any more.
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

  /** Ends a search; returns false when its tenant was removed meanwhile. */
  private ends(name: string, search: Promise<Tenant | undefined>): boolean {
    if (this.searches.get(name) !== search) return false
    return this.searches.delete(name)
  }

  private keep(name: string, entry: Entry<Tenant>): void {
    const before = this.entries.get(name)?.tenant
    // The last used tenant is the last entry.
    this.entries.delete(name)
    this.entries.set(name, entry)
    if (before !== entry.tenant) {
      if (before) this.options.onLeave?.(name, before)
      this.options.onKeep?.(name, entry.tenant)
    }
    if (this.entries.size > this.options.maxTenants) this.drop(this.entries.keys().next().value!)
  }

  private drop(name: string): void {
    const entry = this.entries.get(name)
    this.entries.delete(name)
    if (entry) this.options.onLeave?.(name, entry.tenant)
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

/** The error of a tenant that was not found in time. */
export class TenantTimeout extends Error {
  constructor(name: string, timeout: number) {
    // The name comes from the address of a request, so its length is limited.
    super(`resolve did not return the tenant ${JSON.stringify(name.slice(0, 100))} within ${timeout} ms`)
    this.name = 'TenantTimeout'
  }
}
