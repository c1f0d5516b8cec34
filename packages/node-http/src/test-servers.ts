import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as SocketServer,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'

/** Starts a server on a free port for this test, and returns its origin. */
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

/** Starts an HTTP server. */
export function serve(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

/** Starts a socket server: the test writes the bytes of the response and closes the socket. */
export function serveSockets(listener: (socket: Socket) => void): Promise<string> {
  return listening(
    createSocketServer((socket) => {
      socket.on('error', () => {})
      listener(socket)
    }),
  )
}

/** Returns the whole text of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Returns the error of a promise that rejects. */
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
