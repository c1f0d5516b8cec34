import { describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { rejection, serve, serveSockets } from './test-servers.ts'

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('the signal of a call', () => {
  it('sends nothing when it was aborted before the call', async () => {
    let requests = 0
    const origin = await serve((_, response) => {
      requests++
      response.end()
    })
    const reason = new Error('not any more')
    expect(await rejection(nodeFetch()(origin, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    await later(20)
    expect(requests).toBe(0)
  })

  it('rejects with its reason when it aborts before the headers arrive', async () => {
    let closed = false
    const origin = await serve((request) => void request.socket.on('close', () => (closed = true)))
    const controller = new AbortController()
    const reason = new DOMException('too long', 'TimeoutError')
    setTimeout(() => controller.abort(reason), 30)
    expect(await rejection(nodeFetch()(origin, { signal: controller.signal }))).toBe(reason)
    await later(30)
    expect(closed).toBe(true)
  })

  it('makes the body reject when it aborts while the body arrives, before or after reading starts', async () => {
    const origin = await serve((_, response) => void response.writeHead(200, { 'content-length': 100 }).write('{"a":'))
    const controller = new AbortController()
    const reading = await nodeFetch()(origin, { signal: controller.signal })
    const waiting = await nodeFetch()(origin, { signal: controller.signal })
    const reason = { any: 'value' }
    setTimeout(() => controller.abort(reason), 30)
    expect(await rejection(reading.text())).toBe(reason)
    await later(30)
    expect(await rejection(waiting.text())).toBe(reason)
  })

  it('rejects with its reason when it aborts while the call waits for a free socket', async () => {
    const origin = await serve(() => {})
    const fetchOnNode = nodeFetch({ maxSockets: 1 })
    const first = new AbortController()
    const second = new AbortController()
    const firstCall = rejection(fetchOnNode(origin, { signal: first.signal }))
    const secondCall = rejection(fetchOnNode(origin, { signal: second.signal }))
    second.abort(new Error('second'))
    expect(await secondCall).toMatchObject({ message: 'second' })
    first.abort(new Error('first'))
    expect(await firstCall).toMatchObject({ message: 'first' })
  })

  it('is shared by many calls without a warning of a leak', async () => {
    const origin = await serve((_, response) => void setTimeout(() => response.end('done'), 30))
    const { signal } = new AbortController()
    const warnings: string[] = []
    const note = ({ name }: Error) => void warnings.push(name)
    process.on('warning', note)
    await Promise.all(Array.from({ length: 15 }, () => nodeFetch()(origin, { signal })))
    await later(20)
    process.off('warning', note)
    expect(warnings).toEqual([])
  })

  it('has no listener after the call has ended, and aborting it then has no effect', async () => {
    const origin = await serve((_, response) => void response.end('done'))
    const controller = new AbortController()
    let listeners = 0
    const { addEventListener, removeEventListener } = controller.signal
    controller.signal.addEventListener = function (this: AbortSignal, ...given: Parameters<typeof addEventListener>) {
      listeners++
      return addEventListener.apply(this, given)
    } as typeof addEventListener
    controller.signal.removeEventListener = function (
      this: AbortSignal,
      ...given: Parameters<typeof removeEventListener>
    ) {
      listeners--
      return removeEventListener.apply(this, given)
    } as typeof removeEventListener
    const response = await nodeFetch()(origin, { signal: controller.signal })
    await later(20)
    expect(listeners).toBe(0)
    controller.abort()
    expect(await response.text()).toBe('done')
  })
})

describe('a network failure', () => {
  it('rejects with ECONNREFUSED when no server listens', async () => {
    const error = await rejection(nodeFetch()('http://127.0.0.1:1/'))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toBe('fetch failed')
    expect(error.cause?.code).toBe('ECONNREFUSED')
  })

  it('rejects with ENOTFOUND when the host does not exist', async () => {
    const error = await rejection(nodeFetch()('http://name.invalid/'))
    expect(error.cause?.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/)
  })

  it('rejects with ECONNRESET when the server closes the connection without a response', async () => {
    const origin = await serveSockets((socket) => void socket.once('data', () => socket.destroy()))
    expect((await rejection(nodeFetch()(origin))).cause?.code).toBe('ECONNRESET')
  })

  it.each(['no HTTP at all\r\n\r\n', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'])(
    'rejects an invalid response: %j',
    async (content) => {
      const origin = await serveSockets((socket) => void socket.once('data', () => socket.end(content)))
      expect((await rejection(nodeFetch()(origin))).message).toBe('fetch failed')
    },
  )

  it('ignores informational responses before the final response', async () => {
    const origin = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
      })
    })
    expect(await (await nodeFetch()(origin)).text()).toBe('ok')
  })
})
