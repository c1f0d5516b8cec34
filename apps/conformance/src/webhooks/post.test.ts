import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { closeConnections, post } from './post.ts'

// The client of the contract suites itself: it sees every answer, however busy the machine, and makes none up.

let server: Server | undefined
afterEach(() => {
  closeConnections()
  server?.close()
})

const answer = 'HTTP/1.1 413 Payload Too Large\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}'

/** A server that treats each connection as it is told, in order; counts them. */
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

/** Resets the connection once the body has begun. */
const reset = (socket: Socket): void => void socket.once('data', () => socket.resetAndDestroy())
/** Answers at once and reads on. */
const refuse = (socket: Socket): void => void socket.once('data', () => void socket.write(answer)).resume()
/** Answers and closes with a reset, as a runtime does that cuts off what nobody reads. */
const refuseAndReset = (socket: Socket): void =>
  void socket.once('data', () => socket.write(answer, () => socket.resetAndDestroy()))

const megabytes = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1_000_000, ' '))

/** Holds this process up before each piece but the first, as a busy machine may. */
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

describe('a connection that is reset while the body is sent', () => {
  it('says nothing: the request is sent again', async () => {
    const { url, count } = await serve(reset, reset, refuse)
    expect(await post(url, { body: megabytes(20) })).toMatchObject({ status: 413, text: '{}' })
    expect(count()).toBe(3)
  })

  it('is reported where it happens every time', async () => {
    const { url, count } = await serve(reset)
    await expect(post(url, { body: megabytes(20) })).rejects.toMatchObject({ cause: { code: expect.any(String) } })
    expect(count()).toBe(5)
  })

  it('hides no answer from a process that is held up', async () => {
    const { url } = await serve(refuseAndReset, refuse)
    expect(await post(url, { body: heldUp(megabytes(8)) })).toMatchObject({ status: 413 })
  })
})

it('a request that was sent in full, on a connection of its own, is never sent again', async () => {
  const { url, count } = await serve((socket) => {
    // Read to its end first.
    socket.once('data', () => setTimeout(() => socket.resetAndDestroy(), 50))
  })
  await expect(post(url, { body: '{}' })).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(count()).toBe(1)
})

it('a kept connection that was closed meanwhile is replaced', async () => {
  const kept = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'
  const answersOnce = (socket: Socket): void =>
    void socket.once('data', () => {
      socket.write(kept)
      reset(socket)
    })
  const { url, count } = await serve(answersOnce, refuse)
  expect(await post(url, { body: '{}' })).toMatchObject({ status: 200 })
  expect(await post(url, { body: '{}' })).toMatchObject({ status: 413 })
  expect(count()).toBe(2)
})
