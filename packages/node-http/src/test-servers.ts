import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as SocketServer,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'

/** A server of this test on a free port; gives its origin. */
async function listening(server: Server | SocketServer): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Serves HTTP. */
export function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

/** Serves bytes: what is answered, and when the socket dies, is the test's own doing. */
export function serveSockets(listener: (socket: Socket) => void): Promise<string> {
  return listening(
    createSocketServer((socket) => {
      socket.on('error', () => {})
      listener(socket)
    }),
  )
}

/** The whole text of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** What a promise rejects with. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<Error & { cause?: { code?: string | undefined; message?: string | undefined } | undefined }> {
  try {
    await promise
  } catch (error) {
    return error as Error & { cause?: { code?: string | undefined } | undefined }
  }
  throw new Error('it did not reject')
}
