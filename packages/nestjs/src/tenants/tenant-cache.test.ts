import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startApp, incoming, platforms } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { TenantOptions } from '@wazzup-kit/core/tenants'
import type { WazzupTenantsOptions } from '../wazzup.options.ts'
import { WazzupRegistry } from './wazzup-registry.service.ts'

let ahead = 0
const now = performance.now.bind(performance)
beforeEach(() => {
  ahead = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ahead)
})
afterEach(() => void vi.restoreAllMocks())

const [express] = platforms
const tenantOf = (secret: string): TenantOptions => ({ client: { apiKey: 'key' }, webhooks: { secret } })
const later = (milliseconds: number) => void (ahead += milliseconds)
const hangs = () => new Promise<never>(() => {})

/** Creates a registry whose `resolve` can be changed. Returns it with the tenants it resolved and the errors it reported. */
async function createRegistry(options: Partial<WazzupTenantsOptions> = {}) {
  const asked: string[] = []
  const reported: unknown[] = []
  const directory = { resolve: (tenant: string): ReturnType<WazzupTenantsOptions['resolve']> => tenantOf(tenant) }
  const module = WazzupModule.forTenants({
    resolve(tenant) {
      asked.push(tenant)
      return directory.resolve(tenant)
    },
    onError: (error, tenant) => reported.push([tenant, String(error)]),
    resolveTimeout: 50,
    ...options,
  })
  const { app, post } = await startApp(express, { imports: [module] })
  return { registry: app.get(WazzupRegistry), post, asked, reported, directory }
}

describe('a resolve that hangs', () => {
  test('ends at resolveTimeout with a 504, is reported, and is not cached', async () => {
    const { registry, post, asked, reported, directory } = await createRegistry()
    directory.resolve = hangs
    await expect(registry.for('acme')).rejects.toThrow('resolve did not return the tenant "acme" within 50 ms')
    const response = await post('/wazzup/acme?key=acme', incoming('hello'))
    expect([response.status, await response.json()]).toEqual([504, { error: 'the account could not be resolved' }])
    expect(reported).toEqual([['acme', expect.stringContaining('within 50 ms')]])
    directory.resolve = tenantOf
    expect(await registry.for('acme')).toBeDefined()
    expect(asked).toEqual(['acme', 'acme', 'acme'])
  })

  test('does not delay other tenants', async () => {
    const { registry, directory } = await createRegistry({ resolveTimeout: 60_000 })
    directory.resolve = (tenant) => (tenant === 'slow' ? hangs() : tenantOf(tenant))
    void registry.for('slow').catch(() => {})
    expect(await registry.for('acme')).toBeDefined()
  })

  test('does not change the cache when it returns after the timeout', async () => {
    const { registry, directory } = await createRegistry()
    let finish: (tenant: TenantOptions) => void = () => {}
    directory.resolve = () => new Promise((resolve) => (finish = resolve))
    await expect(registry.for('acme')).rejects.toThrow('within 50 ms')
    directory.resolve = tenantOf
    const found = await registry.for('acme')
    finish(tenantOf('old'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(await registry.for('acme')).toBe(found)
  })
})

describe('a cached tenant', () => {
  test.each<[string, () => ReturnType<WazzupTenantsOptions['resolve']>]>([
    ['throws', () => JSON.parse('{')],
    ['rejects', () => Promise.reject(new Error('the database is away'))],
    ['hangs', hangs],
    ['returns invalid options', () => ({ client: { apiKey: '' } })],
  ])('is still used, and the failure reported, when resolve %s', async (_, resolve) => {
    const { registry, post, asked, reported, directory } = await createRegistry({ maxAge: 60_000 })
    const found = await registry.for('acme')
    directory.resolve = resolve
    later(60_000)
    expect(await registry.for('acme')).toBe(found)
    expect((await post('/wazzup/acme?key=acme', incoming('hello'))).status).toBe(200)
    expect(reported).toEqual([['acme', expect.any(String)]])
    // Each attempt may take the whole timeout, so not every delivery starts one.
    expect(asked).toEqual(['acme', 'acme'])
    later(10_000)
    directory.resolve = tenantOf
    expect(await registry.for('acme')).not.toBe(found)
    expect(asked).toEqual(['acme', 'acme', 'acme'])
  })

  test('is removed when resolve returns undefined', async () => {
    const { registry, post, directory } = await createRegistry({ maxAge: 60_000 })
    await registry.for('acme')
    directory.resolve = () => undefined
    later(60_000)
    expect(await registry.for('acme')).toBeUndefined()
    expect((await post('/wazzup/acme?key=acme', incoming('hello'))).status).toBe(401)
  })

  test('is not restored by a failing resolve after it was removed', async () => {
    const { registry, directory } = await createRegistry({ maxAge: 60_000 })
    await registry.for('acme')
    directory.resolve = () => undefined
    later(60_000)
    await registry.for('acme')
    directory.resolve = () => Promise.reject(new Error('the database is away'))
    await expect(registry.for('acme')).rejects.toThrow('the database is away')
  })

  test('comes from the search that began after evict, also for later callers', async () => {
    const { registry, directory } = await createRegistry()
    const resolvers: ((tenant: TenantOptions) => void)[] = []
    directory.resolve = () => new Promise((resolve) => resolvers.push(resolve))
    const before = registry.for('acme')
    registry.evict('acme')
    const after = registry.for('acme')
    await vi.waitFor(() => expect(resolvers).toHaveLength(2))
    resolvers[0]!(tenantOf('the old secret'))
    await before
    const third = registry.for('acme')
    resolvers[1]!(tenantOf('the new secret'))
    expect(await third).toBe(await after)
    expect(resolvers).toHaveLength(2)
  })

  test('is not restored by a search that began before evict', async () => {
    const { registry, asked, directory } = await createRegistry()
    let finish: (tenant: TenantOptions) => void = () => {}
    directory.resolve = () => new Promise((resolve) => (finish = resolve))
    const before = registry.for('acme')
    registry.evict('acme')
    directory.resolve = tenantOf
    const after = await registry.for('acme')
    finish(tenantOf('the old secret'))
    expect(await before).not.toBe(after)
    expect(await registry.for('acme')).toBe(after)
    expect(asked).toEqual(['acme', 'acme'])
  })

  test('is not used after evict when resolve fails', async () => {
    const { registry, directory } = await createRegistry({ maxAge: 60_000 })
    await registry.for('acme')
    later(60_000)
    let fail: (error: Error) => void = () => {}
    directory.resolve = () => new Promise((_, reject) => (fail = reject))
    const search = registry.for('acme')
    registry.evict('acme')
    fail(new Error('the database is away'))
    await expect(search).rejects.toThrow('the database is away')
  })

  test('is not evicted by requests for unknown or failing tenants', async () => {
    const { registry, asked, directory } = await createRegistry({ maxTenants: 2 })
    await registry.for('acme')
    directory.resolve = (tenant) => (tenant.endsWith('7') ? Promise.reject(new Error('no such shard')) : undefined)
    for (let guess = 0; guess < 100; guess++) await registry.for(`guess-${guess}`).catch(() => {})
    await Promise.allSettled(Array.from({ length: 100 }, (_, guess) => registry.for(`guess-${guess}`)))
    asked.splice(0)
    expect(await registry.for('acme')).toBeDefined()
    expect(asked).toEqual([])
  })

  test('does not age when the wall clock is set', async () => {
    const { registry, asked } = await createRegistry({ maxAge: 60_000 })
    await registry.for('acme')
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000)
    await registry.for('acme')
    expect(asked).toEqual(['acme'])
  })
})

test('simultaneous calls share one refresh of a tenant', async () => {
  const { registry, asked } = await createRegistry({ maxAge: 60_000 })
  await registry.for('acme')
  later(60_000)
  const [first, second, third] = await Promise.all([registry.for('acme'), registry.for('acme'), registry.for('acme')])
  expect(second).toBe(first)
  expect(third).toBe(first)
  expect(asked).toEqual(['acme', 'acme'])
})

test('a failing onError does not change the response', async () => {
  const { post, directory } = await createRegistry({ onError: () => Promise.reject(new Error('of the logger')) })
  directory.resolve = () => Promise.reject(new Error('the database is away'))
  const response = await post('/wazzup/acme?key=acme', incoming('hello'))
  expect([response.status, await response.json()]).toEqual([500, { error: 'the account could not be resolved' }])
})
