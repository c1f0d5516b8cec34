import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { DeliveryRecord } from './delivery-log.ts'
import { ask } from '../testing/test-client.ts'

let servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Listens, and returns the port. */
async function listen(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Returns a port on which no server listens. */
async function freePort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  await new Promise<void>((resolve) => void server.close(() => resolve()))
  return port
}

async function deliverTo(address: string): Promise<DeliveryRecord> {
  return createEmulator().deliver({ test: true }, { address })
}

describe('the log of deliveries tells why an address did not respond', () => {
  it('no server listens on the port', async () => {
    expect(await deliverTo(`http://127.0.0.1:${await freePort()}/hook?key=canary`)).toMatchObject({
      response: null,
      failure: { reason: 'refused', code: 'ECONNREFUSED' },
    })
  })

  it('the name of the host has no address', async () => {
    const { response, failure } = await deliverTo('http://nowhere.invalid/hook')
    expect(response).toBeNull()
    // The code depends on the resolver of this machine: ENOTFOUND, or EAI_AGAIN without a network.
    expect(failure?.reason).toBe('unknown host')
  })

  it('the server does not speak TLS', async () => {
    const port = await listen(createHttpServer())
    expect((await deliverTo(`https://127.0.0.1:${port}/`)).failure).toEqual({
      reason: 'tls',
      code: expect.stringMatching(/^(ERR_SSL_\w+|EPROTO)$/),
    })
  })

  it('the server closes the connection, does not speak HTTP, or is on a port that fetch blocks', async () => {
    const closing = await listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())))
    expect((await deliverTo(`http://127.0.0.1:${closing}/`)).failure?.reason).toBe('connection broken')
    const chatting = await listen(createTcpServer((socket) => socket.once('data', () => socket.end('Hello\r\n\r\n'))))
    expect((await deliverTo(`http://127.0.0.1:${chatting}/`)).failure?.reason).toBe('not http')
    expect((await deliverTo('http://127.0.0.1:9/')).failure).toEqual({ reason: 'blocked port' })
  })

  it('no response arrives within 30 seconds', async () => {
    const port = await listen(createHttpServer(() => {}))
    let now = 1_000
    const emulator = createEmulator({ now: () => now })
    const delivered = emulator.deliver({}, { address: `http://127.0.0.1:${port}/` })
    await expect.poll(() => emulator.deliveries.length).toBe(1)
    emulator.clock.advance(30_000)
    now += 1
    expect((await delivered).failure).toEqual({ reason: 'timeout' })
  })

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EHOSTUNREACH', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ESOMETHING', 'other'],
  ])('%s is %s', async (code, reason) => {
    const cause = Object.assign(new Error('secret'), { code })
    const emulator = createEmulator({
      webhookFetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
    })
    expect((await emulator.deliver({}, { address: 'https://crm.example/' })).failure).toEqual({ reason, code })
  })

  it('an error of a fetch without a code is of another kind, and a response is no failure', async () => {
    const failing = createEmulator({ webhookFetch: () => Promise.reject(new Error('key=canary')) })
    expect((await failing.deliver({}, { address: 'https://crm.example/' })).failure).toEqual({ reason: 'other' })
    const responding = createEmulator({ webhookFetch: async () => new Response(null, { status: 500 }) })
    expect(await responding.deliver({}, { address: 'https://crm.example/' })).not.toHaveProperty('failure')
  })
})

it('the log of requests tells why the test ping of a subscription failed', async () => {
  const emulator = createEmulator()
  const port = await freePort()
  const body = { webhooksUri: `http://127.0.0.1:${port}/hook`, subscriptions: {} }
  expect((await ask(emulator, 'PATCH', '/v3/webhooks', body)).status).toBe(400)
  expect(emulator.requests).toMatchObject([{ pingFailure: { reason: 'refused', code: 'ECONNREFUSED' } }])
  // Wazzup's response does not tell it.
  expect(JSON.stringify(emulator.requests[0]?.response)).not.toContain('refused')
})
