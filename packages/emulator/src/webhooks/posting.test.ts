import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { channelIds, chatIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { subscribe } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

// On a real socket. Expected values: https://wazzup24.com/help/api-en/webhooks/

interface Received {
  path: string
  rawHeaders: string[]
  body: string
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

type Answer = (got: Received, response: ServerResponse) => void

async function receiver(answer: Answer = (_, response) => response.end()): Promise<{ url: string; got: Received[] }> {
  const got: Received[] = []
  server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { url = '', rawHeaders } = request
      const received = { path: url, rawHeaders, body: Buffer.concat(chunks).toString() }
      got.push(received)
      answer(received, response)
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got }
}

/** Returns the names of all headers, in lower case. */
const namesIn = ({ rawHeaders }: Received): string[] =>
  rawHeaders
    .filter((_, index) => index % 2 === 0)
    .map((name) => name.toLowerCase())
    .sort()

/** Returns the raw values of a header; its name may be in any case. */
function valuesOf(name: string, { rawHeaders }: Received): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

const send = (emulator: Emulator, url?: string) => {
  const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000301', text: 'Hello' }
  return ask(emulator, 'POST', '/v3/message', body, { url })
}

describe('a delivery over HTTP', () => {
  it(`is JSON with the malformed Content-Type and the user agent of node-fetch, without Authorization ${obeys('delivery/post', 'delivery/user-agent', 'wauth/crm-key')}`, async () => {
    const { url, got } = await receiver()
    const emulator = createEmulator()
    await subscribe(emulator, { webhooksUri: `${url}/hook?key=secret` })
    const message = emulator.simulate.customer.send({ text: 'Привет 👋' })
    await emulator.settled()
    expect(got).toHaveLength(2)
    expect(got.map(({ path }) => path)).toEqual(['/hook?key=secret', '/hook?key=secret'])
    expect(got.map(({ body }) => body)).toEqual(['{"test":true}', JSON.stringify({ messages: [message] })])
    for (const one of got) {
      expect(valuesOf('content-type', one)).toEqual(['application/json; charset-utf-8'])
      expect(valuesOf('user-agent', one)).toEqual(['node-fetch/1.0 (+https://github.com/bitinn/node-fetch)'])
      expect(valuesOf('authorization', one)).toEqual([])
      // No signature and no time: only the emulator's headers about the body, and Node's headers about the connection.
      expect(namesIn(one)).toEqual([
        'accept',
        'accept-encoding',
        'accept-language',
        'connection',
        'content-length',
        'content-type',
        'host',
        'sec-fetch-mode',
        'user-agent',
      ])
    }
  })

  it(`carries the crmKey as a bearer token once it is set ${obeys('wauth/crm-key')}`, async () => {
    const { url, got } = await receiver()
    const emulator = createEmulator()
    await subscribe(emulator, { webhooksUri: url })
    emulator.state.crmKey = 'crm-key'
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(got.map((one) => valuesOf('authorization', one))).toEqual([[], ['Bearer crm-key']])
  })

  it(`carries the crmKey to the sidecar’s address and with the ping ${obeys('delivery/crm-key')}`, async () => {
    const { url, got } = await receiver()
    const emulator = createEmulator()
    await subscribe(emulator, { webhooksUri: `${url}/customer` })
    emulator.state.crmKey = 'crm-key'
    await subscribe(emulator, { webhooksUri: `${url}/sidecar`, key: emulator.keys.sidecarKey })
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(got.map((one) => [one.path, ...valuesOf('authorization', one)])).toEqual([
      ['/customer'],
      ['/sidecar', 'Bearer crm-key'],
      ['/customer', 'Bearer crm-key'],
      ['/sidecar', 'Bearer crm-key'],
    ])
  })

  it(`has another Content-Type if the account is set so, also with the ping ${obeys('delivery/post')}`, async () => {
    const { url, got } = await receiver()
    const emulator = createEmulator({ webhookContentType: 'application/json' })
    await subscribe(emulator, { webhooksUri: url })
    emulator.state.settings.webhookContentType = 'application/json; charset=utf-8'
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(got.flatMap((each) => valuesOf('content-type', each))).toEqual([
      'application/json',
      'application/json; charset=utf-8',
    ])
  })

  it('does not follow a redirect, and is not repeated after it', async () => {
    let status = 200
    const { url, got } = await receiver((_, response) => response.writeHead(status, { location: '/elsewhere' }).end())
    const emulator = createEmulator()
    await subscribe(emulator, { webhooksUri: `${url}/hook` })
    status = 307
    emulator.simulate.customer.send()
    await emulator.settled()
    expect(got.map(({ path }) => path)).toEqual(['/hook', '/hook'])
    expect(emulator.deliveries).toMatchObject([{ response: { status: 307 } }])
  })

  it.each(['in process', 'over a socket'])(
    `of an echo is posted after the 201, or before it when early: %s ${obeys('delivery/order', 'delivery/early')}`,
    async (door) => {
      const seen: string[] = []
      const { url, got } = await receiver(({ body }, response) => {
        seen.push(body.includes('"isEcho":true') ? 'echo' : body.includes('"statuses"') ? 'status' : 'ping')
        response.end()
      })
      const emulator = createEmulator()
      const listening = door === 'over a socket' ? await emulator.listen() : undefined
      await subscribe(emulator, { webhooksUri: url })
      const sendAndNote = async (): Promise<void> => {
        expect((await send(emulator, listening?.url)).status).toBe(201)
        seen.push('201')
      }
      await sendAndNote()
      await emulator.settled()
      expect(seen.splice(0)).toEqual(['ping', '201', 'echo', 'status', 'status'])

      emulator.faults.deliveries.next('early', { about: 'messages' })
      await sendAndNote()
      await emulator.settled()
      expect(seen.splice(0)).toEqual(['echo', '201', 'status', 'status'])

      emulator.faults.deliveries.next('early', { times: 2, after: 1 })
      await sendAndNote()
      await emulator.settled()
      expect(seen).toEqual(['status', 'status', '201', 'echo'])
      expect(got).toHaveLength(10)
      await listening?.close()
    },
  )

  it('of an echo is posted although the response is lost or the caller has aborted', async () => {
    const { url } = await receiver()
    const emulator = createEmulator()
    const listening = await emulator.listen()
    await subscribe(emulator, { webhooksUri: url })
    emulator.faults.calls.next('response lost')
    await expect(send(emulator, listening.url)).rejects.toThrow('fetch failed')
    await expect.poll(() => emulator.deliveries.length, { timeout: 10_000 }).toBe(3)

    emulator.faults.calls.next('slow headers', { ms: 60_000 })
    const caller = new AbortController()
    const impatient = fetch(`${listening.url}/v3/message`, {
      method: 'POST',
      headers: { authorization: `Bearer ${emulator.keys.apiKey}` },
      body: JSON.stringify({ channelId: channelIds.vk, chatType: 'vk', chatId: chatIds.vk, text: 'Hello' }),
      signal: caller.signal,
    })
    await expect.poll(() => emulator.ledger.length, { timeout: 10_000 }).toBe(2)
    expect(emulator.deliveries).toHaveLength(3)
    caller.abort()
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => emulator.deliveries.length, { timeout: 10_000 }).toBe(6)
    await listening.close()
  })
})
