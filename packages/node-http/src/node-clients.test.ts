import { execFile } from 'node:child_process'
import { createServer, Agent as HttpsAgent } from 'node:https'
import { Agent } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { rejection, serve, serveSockets } from './test-servers.ts'

const created = 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}'

describe('the sockets', () => {
  it('are reused by consecutive calls', async () => {
    const sockets = new Set<Socket>()
    const origin = await serve((request, response) => {
      sockets.add(request.socket)
      response.end('ok')
    })
    const fetchOnNode = nodeFetch()
    for (let call = 0; call < 5; call++) await (await fetchOnNode(origin)).text()
    expect(sockets.size).toBe(1)
  })

  it('are never more than maxSockets', async () => {
    let open = 0
    const origin = await serveSockets((socket) => {
      open++
      socket.on('data', () => setTimeout(() => socket.write(created), 10))
    })
    const fetchOnNode = nodeFetch({ maxSockets: 3 })
    await Promise.all(Array.from({ length: 12 }, async () => (await fetchOnNode(origin)).text()))
    expect(open).toBe(3)
  })

  it('make a POST reject with ECONNRESET, without a retry, when the server closes them as it arrives', async () => {
    const requests: string[] = []
    const origin = await serveSockets((socket) => {
      let hasResponded = false
      socket.on('data', (chunk) => {
        requests.push(chunk.toString().split(' ')[0]!)
        if (hasResponded) return void socket.destroy()
        hasResponded = true
        socket.write(created)
      })
    })
    const fetchOnNode = nodeFetch()
    const post = () => fetchOnNode(origin, { method: 'POST', body: '{}' })
    await (await post()).text()
    const error = await rejection(post())
    expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(requests).toEqual(['POST', 'POST'])
    expect((await post()).status).toBe(201)
  })

  it('are not used again when the server closed them while they were idle', async () => {
    const origin = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write(created)
        setTimeout(() => socket.end(), 10)
      })
    })
    const fetchOnNode = nodeFetch()
    await (await fetchOnNode(origin)).text()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect((await fetchOnNode(origin, { method: 'POST', body: '{}' })).status).toBe(201)
  })

  it('do not keep the process alive, and node:http is loaded only at the first call', async () => {
    const origin = await serve((_, response) => void response.end('ok'))
    const script = `
      const loaded = () => process.moduleLoadList.some((name) => name === 'NativeModule _http_client')
      const { nodeFetch } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)})
      const fetchOnNode = nodeFetch()
      const before = loaded()
      const text = await (await fetchOnNode(${JSON.stringify(origin)})).text()
      console.log(JSON.stringify({ before, text, after: loaded() }))
    `
    const output = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, ['--input-type=module', '-e', script], { timeout: 3_000 }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      )
    })
    expect(JSON.parse(output)).toEqual({ before: false, text: 'ok', after: true })
  })
})

describe('the agent option', () => {
  it('is used for the call', async () => {
    const origin = await serve((_, response) => void response.end('ok'))
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    expect(await (await nodeFetch({ agent })(origin)).text()).toBe('ok')
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1)
  })

  it('rejects with "fetch failed" when it is for the other protocol', async () => {
    const error = await rejection(nodeFetch({ agent: new HttpsAgent() })('http://127.0.0.1:1/'))
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ERR_INVALID_PROTOCOL' } })
  })

  it('applies its TLS settings', async () => {
    // With a pre-shared key, the test needs no certificate.
    const psk = Buffer.from('0123456789abcdef')
    const tls = { ciphers: 'PSK-AES128-GCM-SHA256:@SECLEVEL=0', maxVersion: 'TLSv1.2' } as const
    const server = createServer({ ...tls, pskCallback: () => psk }, (_, response) => void response.end('secret'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const agent = new HttpsAgent({
      ...tls,
      keepAlive: true,
      checkServerIdentity: () => undefined,
      pskCallback: () => ({ psk, identity: 'test' }),
    })
    onTestFinished(() => {
      agent.destroy()
      server.close()
    })
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await (await nodeFetch({ agent })(origin)).text()).toBe('secret')
    const failure = await rejection(nodeFetch()(origin))
    expect(failure).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })
})
