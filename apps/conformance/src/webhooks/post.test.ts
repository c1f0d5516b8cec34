import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { closeConnections, post } from './post.ts'

// The HTTP client of the contract suites must see every response, also on a busy machine.

let server: Server | undefined
afterEach(() => {
  closeConnections()
  server?.close()
})

const answer = 'HTTP/1.1 413 Payload Too Large\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}'

/** Starts a server that treats its connections with the given functions, in order, and counts them. */
async function serve(...treat: ((socket: Socket) => void)[]): Promise<{ url: string; count(): number }> {
  let count = 0
  server = createServer((socket) => {
    socket.on('error', () => {})
    treat[Math.min(count, treat.length - 1)]!(socket)
    count += 1
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, count: () => count }
}

/** Resets the connection after the first piece of the body. */
const reset = (socket: Socket): void => void socket.once('data', () => socket.resetAndDestroy())
/** Responds at once and reads the rest of the body. */
const respond = (socket: Socket): void => void socket.once('data', () => void socket.write(answer)).resume()
/** Responds and resets the connection, as runtimes do that do not read the rest of a body. */
const respondAndReset = (socket: Socket): void =>
  void socket.once('data', () => socket.write(answer, () => socket.resetAndDestroy()))

const megabytes = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1_000_000, ' '))

/** Blocks this process before each piece except the first, as a busy machine may. */
function heldUp(pieces: Buffer[]): Buffer[] {
  return Object.assign([...pieces], {
    *[Symbol.iterator]() {
      for (const piece of pieces) {
        if (piece !== pieces[0]) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
        yield piece
      }
    },
  })
}

describe('post, when the connection is reset while the body is sent', () => {
  it('sends the request again', async () => {
    const { url, count } = await serve(reset, reset, respond)
    expect(await post(url, { body: megabytes(20) })).toMatchObject({ status: 413, text: '{}' })
    expect(count()).toBe(3)
  })

  it('throws after five resets', async () => {
    const { url, count } = await serve(reset)
    await expect(post(url, { body: megabytes(20) })).rejects.toMatchObject({ cause: { code: expect.any(String) } })
    expect(count()).toBe(5)
  })

  it('sees the response although the process is blocked between pieces', async () => {
    const { url } = await serve(respondAndReset, respond)
    expect(await post(url, { body: heldUp(megabytes(8)) })).toMatchObject({ status: 413 })
  })
})

it('post does not send a request again that was sent in full on a new connection', async () => {
  const { url, count } = await serve((socket) => {
    // The delay lets the client send the whole request first.
    socket.once('data', () => setTimeout(() => socket.resetAndDestroy(), 50))
  })
  await expect(post(url, { body: '{}' })).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(count()).toBe(1)
})

it('post replaces a kept-alive connection that the server closed', async () => {
  const kept = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'
  const answersOnce = (socket: Socket): void =>
    void socket.once('data', () => {
      socket.write(kept)
      reset(socket)
    })
  const { url, count } = await serve(answersOnce, respond)
  expect(await post(url, { body: '{}' })).toMatchObject({ status: 200 })
  expect(await post(url, { body: '{}' })).toMatchObject({ status: 413 })
  expect(count()).toBe(2)
})
