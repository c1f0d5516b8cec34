import { setMaxListeners } from 'node:events'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { IncomingBody } from './incoming-body.ts'
import { failed } from './network-error.ts'
import { NodeResponse } from './node-response.ts'
import type { Outgoing } from './outgoing.ts'

type Client = { request(options: RequestOptions): ClientRequest }

/** The callbacks of the promise of a call, and the signal that aborts it. */
interface Caller {
  signal: AbortSignal | null | undefined
  resolve(response: NodeResponse): void
  reject(reason: unknown): void
}

/** Sends one request once. Resolves when the headers of the response have arrived. */
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
  // Many calls may share one signal, and each removes its listener: Node would warn of a leak from the eleventh on.
  if (signal instanceof EventTarget) setMaxListeners(0, signal)
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
    // After a 101 (switching protocols), Node closes the request with neither a response nor an error.
    if (!incoming) reject(failed(Object.assign(new Error('closed without a response'), { code: 'ECONNRESET' })))
  })
  request.end(body)
}

/** Converts the error that `http.request` throws for an invalid header or path into the `TypeError` of fetch. */
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
