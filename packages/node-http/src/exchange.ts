import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { IncomingBody } from './incoming-body.ts'
import { failed } from './network-error.ts'
import { NodeResponse } from './node-response.ts'
import type { Outgoing } from './outgoing.ts'

type Client = { request(options: RequestOptions): ClientRequest }

/** Who waits for the answer, and what may call it off. */
interface Caller {
  signal: AbortSignal | null | undefined
  resolve(response: NodeResponse): void
  reject(reason: unknown): void
}

/** Sends one request once; resolves when the headers of its answer are there. */
export function exchange(client: Client, outgoing: Outgoing, { signal, resolve, reject }: Caller): void {
  const { options, url, body, redirect } = outgoing
  let incoming: IncomingBody | undefined
  const request = start(client, options)
  const fail = (reason: unknown) => {
    if (incoming) incoming.fail(reason)
    else reject(reason)
  }
  const abort = () => {
    fail(signal!.reason)
    request.destroy()
  }
  signal?.addEventListener('abort', abort)
  request.on('response', (message: IncomingMessage) => {
    incoming = new IncomingBody(message)
    const response = new NodeResponse(url, message, hasNoBody(message.statusCode!, options.method) ? null : incoming)
    if (redirect === 'error' && isRedirect(response.status)) {
      reject(failed(new Error('unexpected redirect')))
      request.destroy()
    } else resolve(response)
  })
  request.on('error', (error) => fail(failed(error)))
  request.on('close', () => {
    signal?.removeEventListener('abort', abort)
    // Node ends a call that was answered with another protocol (101) with neither an answer nor an error.
    if (!incoming) reject(failed(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' })))
  })
  request.end(body)
}

/** `http.request` throws at once for headers or paths that cannot be written; fetch rejects with a `TypeError` then. */
function start(client: Client, options: RequestOptions): ClientRequest {
  try {
    return client.request(options)
  } catch (error) {
    throw failed(error)
  }
}

function hasNoBody(status: number, method: string): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304
}
