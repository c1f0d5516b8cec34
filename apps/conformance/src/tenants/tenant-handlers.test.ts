import { createTenants, type TenantOptions, type Tenants, type TenantsOptions } from '@wazzup-kit/core/tenants'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { tenantHandler as edgeHandler } from '@wazzup-kit/edge'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { tenantHandler } from '@wazzup-kit/express-middleware'
import express, { type Request as ExpressRequest } from 'express'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'

/** Posts a body to a path, and returns the status and the body of the response. */
type Post = (path: string, body: unknown) => Promise<{ status: number; text: string }>

async function listen(listener: RequestListener): Promise<Post> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return post((path, init) => fetch(`http://127.0.0.1:${port}${path}`, init))
}

function post(fetch: (path: string, init: RequestInit) => Promise<Response>): Post {
  return async (path, body) => {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
    return { status: response.status, text: await response.text() }
  }
}

const idIn = (url: string): string | undefined => url.split('?')[0]!.split('/')[2]

const hosts: readonly { host: string; open(tenants: Tenants): Promise<Post> }[] = [
  {
    host: 'Express',
    open: (tenants) =>
      listen(
        express().post(
          '/wazzup{/:tenant}',
          tenantHandler(tenants, (request: ExpressRequest<{ tenant: string }>) => request.params.tenant),
        ),
      ),
  },
  { host: 'node:http', open: (tenants) => listen(tenantHandler(tenants, (request) => idIn(request.url!))) },
  {
    host: 'a Worker',
    async open(tenants) {
      const handle = edgeHandler(tenants, (request) => idIn(new URL(request.url).pathname))
      return post((path, init) => handle(new Request(`https://bot.example${path}`, init)))
    },
  },
]

const unresolved = JSON.stringify({ error: 'the account could not be resolved' })

function createBots(options: Partial<TenantsOptions> = {}) {
  const emulators = { acme: createEmulator(), umbrella: createEmulator() }
  const asked: unknown[] = []
  const resolve = async (id: string): Promise<TenantOptions | undefined> => {
    asked.push(id)
    if (id === 'sender') return { client: { apiKey: 'key' } }
    if (!(id in emulators)) return undefined
    const { keys, fetch } = emulators[id as keyof typeof emulators]
    return { client: { apiKey: keys.apiKey, fetch }, webhooks: { secret: `secret-${id}`, onError: () => {} } }
  }
  const failures: string[] = []
  const tenants = createTenants({
    resolve,
    setUp: ({ id, webhooks }) =>
      webhooks.on('message', ({ text }, { reply }) => reply({ text: `${id} answers ${text}` })),
    onError: (error, id) => failures.push(`${id}: ${String(error)}`),
    log: () => {},
    ...options,
  })
  return { emulators, tenants, failures, asked }
}

const message = buildDelivery('message', { text: 'hello', channelId: channelIds.whatsapp, chatId: '79000000201' })

describe.each(hosts)('on $host', ({ open }) => {
  test('a delivery reaches the tenant of its address, who answers with its own client', async () => {
    const { emulators, tenants } = createBots()
    const post = await open(tenants)
    expect((await post('/wazzup/acme?key=secret-acme', message)).status).toBe(200)
    expect(emulators.acme.ledger.map(({ text }) => text)).toEqual(['acme answers hello'])
    expect(emulators.umbrella.ledger).toEqual([])
  })

  test('an unknown tenant, one that receives nothing, no tenant, and a wrong secret get the same response', async () => {
    const { tenants, asked } = createBots()
    const post = await open(tenants)
    const paths = [
      '/wazzup/acme?key=secret-umbrella',
      '/wazzup/stranger?key=x',
      '/wazzup/sender?key=x',
      '/wazzup?key=x',
    ]
    const responses = await Promise.all(paths.map((path) => post(path, message)))
    expect(responses[0]).toMatchObject({ status: 401, text: expect.stringContaining('"error"') })
    expect(responses.slice(1)).toEqual([responses[0], responses[0], responses[0]])
    expect(asked.toSorted()).toEqual(['acme', 'sender', 'stranger'])
  })

  test('a failing resolve gets 500, and one that hangs 504', async () => {
    const resolve = (id: string) =>
      id === 'hangs' ? new Promise<never>(() => {}) : Promise.reject(new Error('the database is away'))
    const { tenants, failures } = createBots({ resolve, resolveTimeout: 50 })
    const post = await open(tenants)
    expect(await post('/wazzup/acme?key=secret-acme', message)).toEqual({ status: 500, text: unresolved })
    expect(await post('/wazzup/hangs?key=x', message)).toEqual({ status: 504, text: unresolved })
    expect(failures).toEqual([
      'acme: Error: the database is away',
      'hangs: TenantTimeout: resolve did not return the tenant "hangs" within 50 ms',
    ])
  })
})

test('a hanging resolve is not kept: the next delivery resolves the tenant again', async () => {
  let isHanging = true
  const { tenants } = createBots({
    resolveTimeout: 50,
    resolve: () =>
      isHanging ? new Promise<never>(() => {}) : { client: { apiKey: 'key' }, webhooks: { secret: 's' } },
    setUp: () => {},
  })
  const delivery = { url: '/?key=s', body: message }
  expect((await tenants.receive('acme', delivery)).status).toBe(504)
  isHanging = false
  expect((await tenants.receive('acme', delivery)).status).toBe(200)
})

test('a function that cannot read the id gets 500, and its error goes to the log', async () => {
  const lines: string[] = []
  const { tenants } = createBots({ log: (what, failure) => lines.push(`${what}: ${String(failure)}`) })
  const handle = edgeHandler(tenants, () => {
    throw new Error('of the app')
  })
  const response = await handle(new Request('https://bot.example/', { method: 'POST', body: '{}' }))
  expect([response.status, await response.text()]).toEqual([500, unresolved])
  expect(lines).toEqual(['the id of a tenant could not be read from a request: Error: of the app'])
})

test('a failing setUp, also a later one, keeps the tenant from being used', async () => {
  const { tenants, failures } = createBots({ setUp: () => Promise.reject(new Error('no such table')) })
  expect((await tenants.receive('acme', { url: '/?key=secret-acme', body: message })).status).toBe(500)
  expect(failures).toEqual(['acme: Error: no such table'])
})

test('a misspelt field of a tenant is an error, and not a tenant that receives nothing', async () => {
  const resolve = async () => ({ client: { apiKey: 'key' }, webhoks: { secret: 'secret' } })
  const { tenants, failures } = createBots({ resolve })
  expect((await tenants.receive('acme', { url: '/?key=secret', body: message })).status).toBe(500)
  expect(failures).toEqual([expect.stringContaining('webhoks is not one of client, webhooks, account, outbox, timers')])
  const { tenants: without } = createBots({ resolve: () => ({}) as TenantOptions })
  await expect(without.get('acme')).rejects.toThrow('resolve: client must be an object')
})

test('a tenant that is resolved again has the handlers of setUp once', async () => {
  const { emulators, tenants } = createBots()
  await tenants.get('acme')
  tenants.evict('acme')
  expect((await tenants.receive('acme', { url: '/?key=secret-acme', body: message })).status).toBe(200)
  expect(emulators.acme.ledger).toHaveLength(1)
})

test.each<[string, Partial<TenantsOptions>, string]>([
  ['resolve', { resolve: undefined as never }, 'resolve must be a function'],
  ['setUp', { setUp: {} as never }, 'setUp must be a function'],
  ['resolveTimeout', { resolveTimeout: 0 }, 'resolveTimeout must be milliseconds'],
  ['maxAge', { maxAge: Number.NaN }, 'maxAge must be milliseconds above 0'],
  ['setup', { setup: () => {} } as never, 'setup is not one of'],
  ['store', { store: {} as never }, 'store must be a store'],
  ['maxTenants', { maxTenants: 0 }, 'maxTenants must be a number from 1'],
])('createTenants rejects an invalid %s', (_, options, text) => {
  expect(() => createBots(options)).toThrow(text)
})

test('what needs a store says so', async () => {
  const { tenants } = createBots()
  expect(() => tenants.start()).toThrow('start needs a store: pass createTenants({ store })')
  await expect(tenants.drain({ deadline: 1 })).rejects.toThrow('drain needs a store')
  await tenants.stop()
  expect(() => edgeHandler(tenants, undefined as never)).toThrow('readId must be a function')
  const resolve = () => ({ client: { apiKey: 'key' }, account: 'main' })
  await expect(createBots({ resolve }).tenants.get('acme')).rejects.toThrow(
    'The tenant "acme": "account" needs "store"',
  )
})
