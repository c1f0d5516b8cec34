import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import { hook, subscribe } from '../testing/test-account.ts'
import { inTurn } from './in-turn.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** An instance that listens. Returns its origin. */
async function listen(got: (path: string, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      got(request.url!, text)
      response.end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const textOf = (body: string): string => (JSON.parse(body) as { messages: { text: string }[] }).messages[0]!.text

it('gives deliveries to handlers and to servers in turn, with the whole request', async () => {
  const got: [string, string, string][] = []
  const third = await listen((path, body) => void got.push(['third', path, body]))
  const handle = (name: string) => async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    got.push([name, `${pathname}${search}`, await request.text()])
    return new Response()
  }
  const emulator = createEmulator({ webhookFetch: inTurn([handle('first'), handle('second'), `${third}/not/this`]) })
  await subscribe(emulator)
  for (const text of ['1', '2', '3', '4']) emulator.simulate.customer.send({ text })
  await emulator.settled()
  const [ping, ...deliveries] = got
  const path = '/hook?key=canary-secret'
  expect([hook.endsWith(path), ping?.slice(0, 2)]).toEqual([true, ['first', path]])
  expect(deliveries.map(([name, at, body]) => [name, at, textOf(body)])).toEqual([
    ['second', path, '1'],
    ['third', path, '2'],
    ['first', path, '3'],
    ['second', path, '4'],
  ])
  expect(emulator.deliveries.map(({ response }) => response?.status)).toEqual([200, 200, 200, 200])
})

it('goes on with the next instance when one is not there, and repeats nothing', async () => {
  let count = 0
  const one = await listen(() => (count += 1))
  const gone = await listen(() => {})
  await new Promise<unknown>((resolve) => void servers.pop()!.close(resolve))
  const emulator = createEmulator({ webhookFetch: inTurn([one, gone]) })
  emulator.state.subscriptions.api.webhooksUri = hook
  emulator.state.subscriptions.api.subscriptions.messagesAndStatuses = true
  for (const text of ['1', '2', '3']) emulator.simulate.customer.send({ text })
  await emulator.settled()
  expect(count).toBe(2)
  expect(emulator.deliveries.map(({ failure }) => failure?.reason)).toEqual([undefined, 'refused', undefined])
})

it('aborts the request of an instance that does not respond in time', async () => {
  let signal: AbortSignal | undefined
  const never = (request: Request) => {
    ;({ signal } = request)
    return new Promise<Response>(() => {})
  }
  const emulator = createEmulator({ webhookFetch: inTurn([never]) })
  emulator.state.subscriptions.api.webhooksUri = hook
  emulator.state.subscriptions.api.subscriptions.messagesAndStatuses = true
  emulator.simulate.customer.send()
  await expect.poll(() => signal?.aborted).toBe(false)
  emulator.clock.advance(30_000)
  await emulator.settled()
  expect(signal?.aborted).toBe(true)
  expect(emulator.deliveries[0]?.failure?.reason).toBe('timeout')
})

it('rejects an empty list and a text that is no address', () => {
  expect(() => inTurn([])).toThrow(RangeError)
  expect(() => inTurn(['no address'])).toThrow(TypeError)
})
