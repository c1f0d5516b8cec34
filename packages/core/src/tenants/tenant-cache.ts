import { monotonicNow } from '../client/timing/clock.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { quoted } from '../webhooks/handle/error-log.ts'

/** Options of {@link createTenantCache}. */
export interface TenantCacheOptions<Opened> {
  /** Finds a tenant; undefined when no tenant has this id. */
  open(id: string): Promise<Opened | undefined>
  /** Called when a kept tenant could not be refreshed and continues to be used. */
  onStale(error: unknown, id: string): void
  /** Called when a tenant enters the cache, or takes the place of the same tenant as it was before. */
  onKeep(id: string, tenant: Opened): void
  /** Called when a tenant leaves the cache, or was replaced. */
  onLeave(id: string): void
  /** Milliseconds for which a tenant is used before it is refreshed. */
  maxAge: number
  /** Returns the maximum number of kept tenants. */
  mostTenants(): number
  /** Milliseconds in which `open` must find a tenant. */
  timeout: number
}

/** The tenants that were used last. */
export interface TenantCache<Opened> {
  /**
   * Returns a tenant; undefined when no tenant has this id.
   *
   * @throws the error of `open`, or {@link TenantTimeout}, unless the tenant is kept.
   */
  get(id: string): Promise<Opened | undefined>
  /** Removes a tenant, and ignores the result of a running search for it. */
  delete(id: string): void
}

interface Kept<Opened> {
  tenant: Opened
  /** Moment at which it is refreshed, in milliseconds of the monotonic clock. */
  freshUntil: number
}

/** Milliseconds for which a kept tenant is used after a failed refresh, because each attempt may take the whole timeout. */
const pauseAfterFailure = 10_000

/**
 * Creates a cache of the tenants that were used last. An id without a tenant is not kept, so guessed ids cannot replace a
 * tenant. Simultaneous requests for one id share one search.
 */
export function createTenantCache<Opened>(options: TenantCacheOptions<Opened>): TenantCache<Opened> {
  const kept = new Map<string, Kept<Opened>>()
  const searches = new Map<string, Promise<Opened | undefined>>()

  function keep(id: string, entry: Kept<Opened>): void {
    const before = kept.get(id)?.tenant
    // The last used tenant is the last entry.
    kept.delete(id)
    kept.set(id, entry)
    if (before !== entry.tenant) {
      if (before !== undefined) options.onLeave(id)
      options.onKeep(id, entry.tenant)
    }
    if (kept.size > options.mostTenants()) drop(kept.keys().next().value!)
  }

  function drop(id: string): void {
    if (kept.delete(id)) options.onLeave(id)
  }

  function search(id: string, known: Kept<Opened> | undefined): Promise<Opened | undefined> {
    const running: Promise<Opened | undefined> = openInTime(id, options).then(
      (tenant) => {
        if (!ends(id, running)) return tenant
        if (tenant === undefined) drop(id)
        else keep(id, { tenant, freshUntil: monotonicNow() + options.maxAge })
        return tenant
      },
      (error: unknown) => {
        // A tenant that was removed meanwhile is not used any more.
        if (!ends(id, running) || !known) throw error
        keep(id, { ...known, freshUntil: monotonicNow() + Math.min(options.maxAge, pauseAfterFailure) })
        options.onStale(error, id)
        return known.tenant
      },
    )
    searches.set(id, running)
    return running
  }

  /** Ends a search; returns false when its tenant was removed meanwhile. */
  function ends(id: string, running: Promise<Opened | undefined>): boolean {
    return searches.get(id) === running && searches.delete(id)
  }

  return {
    async get(id) {
      const known = kept.get(id)
      if (known && monotonicNow() < known.freshUntil) {
        keep(id, known)
        return known.tenant
      }
      return searches.get(id) ?? search(id, known)
    },
    delete(id) {
      searches.delete(id)
      drop(id)
    },
  }
}

async function openInTime<Opened>(
  id: string,
  { open, timeout }: TenantCacheOptions<Opened>,
): Promise<Opened | undefined> {
  try {
    return await withDeadline(timeout, undefined, () => open(id))
  } catch (error) {
    throw error instanceof Stopped ? new TenantTimeout(id, timeout) : error
  }
}

/** The error of a tenant that was not found in time. */
export class TenantTimeout extends Error {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'TenantTimeout'

  constructor(id: string, timeout: number) {
    super(`resolve did not return the tenant ${quoted(id)} within ${timeout} ms`)
  }
}
