import { execFile } from 'node:child_process'
import { createServer, Agent as HttpsAgent } from 'node:https'
import { Agent } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { rejection, serve, serveSockets } from './test-servers.ts'

const answer = 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}'

describe('a socket', () => {
  it('serves one call after another', async () => {
    const sockets = new Set<Socket>()
    const origin = await serve((request, response) => {
      sockets.add(request.socket)
      response.end('ok')
    })
    const fetchOnNode = nodeFetch()
    for (let call = 0; call < 5; call++) await (await fetchOnNode(origin)).text()
    expect(sockets.size).toBe(1)
  })

  it('is one of as many as are allowed', async () => {
    let open = 0
    const origin = await serveSockets((socket) => {
      open++
      socket.on('data', () => setTimeout(() => socket.write(answer), 10))
    })
    const fetchOnNode = nodeFetch({ maxSockets: 3 })
    await Promise.all(Array.from({ length: 12 }, async () => (await fetchOnNode(origin)).text()))
    expect(open).toBe(3)
  })

  it('that the server closes when the next POST arrives fails that POST once, with ECONNRESET, and repeats nothing', async () => {
    const requests: string[] = []
    const origin = await serveSockets((socket) => {
      let answered = false
      socket.on('data', (chunk) => {
        requests.push(chunk.toString().split(' ')[0]!)
        if (answered) return void socket.destroy()
        answered = true
        socket.write(answer)
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

  it('that the server closed while idle is not used again', async () => {
    const origin = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write(answer)
        setTimeout(() => socket.end(), 10)
      })
    })
    const fetchOnNode = nodeFetch()
    await (await fetchOnNode(origin)).text()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect((await fetchOnNode(origin, { method: 'POST', body: '{}' })).status).toBe(201)
  })

  it('does not keep the process alive, and node:http is not loaded before the first call', async () => {
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

describe('an agent of the user', () => {
  it('is used', async () => {
    const origin = await serve((_, response) => void response.end('ok'))
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    expect(await (await nodeFetch({ agent })(origin)).text()).toBe('ok')
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1)
  })

  it('for the other protocol is refused as a failed fetch', async () => {
    const error = await rejection(nodeFetch({ agent: new HttpsAgent() })('http://127.0.0.1:1/'))
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ERR_INVALID_PROTOCOL' } })
  })

  it('brings its own TLS', async () => {
    // A key both sides know spares the test a certificate.
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
    const refused = await rejection(nodeFetch()(origin))
    expect(refused).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })
})
