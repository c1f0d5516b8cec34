import type { $Fetch } from 'ofetch'
import type { FullResponse, ResponseHead } from './response.ts'
import { provesNotConnected } from './never-connected.ts'
import { isOffline } from './browser-network.ts'
import { readText } from './response-text.ts'
import { Stopped, withDeadline } from '../timing/deadline.ts'

/**
 * A `fetch`: the platform's, or one that behaves like it. It must make one request only: a failure to connect after a
 * request that was lost would be taken for proof that nothing was sent.
 */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

/** One request, ready to go. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
}

/** Why an attempt brought no answer. */
export class AttemptFailure {
  readonly reason: 'connection' | 'timeout' | 'aborted' | 'unreadable'
  /** Whether the request may have reached Wazzup. */
  readonly left: boolean
  /** Status and headers, when the failure came after them. */
  readonly head: ResponseHead | undefined
  readonly cause: unknown

  constructor(reason: AttemptFailure['reason'], left: boolean, head: ResponseHead | undefined, cause: unknown) {
    this.reason = reason
    this.left = left
    this.head = head
    this.cause = cause
  }
}

/** Makes exactly one attempt within `timeout` milliseconds, body included. Rejects with {@link AttemptFailure} only. */
export type Transport = (
  request: HttpRequest,
  timeout: number,
  signal: AbortSignal | undefined,
) => Promise<FullResponse>

/**
 * The only place that knows ofetch, and it is transport only. Its own timeout is ignored beside a signal, its JSON
 * parser hands truncated text out as success, its retries ignore Retry-After and its errors carry the bearer token:
 * so none of these is used. Every trap has a case in `transport.test.ts`.
 */
export function createTransport(customFetch: FetchLike | undefined): Transport {
  let raw: $Fetch['raw'] | undefined

  // ofetch reads `Headers` when it loads, which makes Node load its whole fetch: 35 ms that an import must not cost.
  const load = async (): Promise<$Fetch['raw']> => {
    const { createFetch } = await import('ofetch')
    // Looked up at each call, so that instrumentation installed later is seen.
    const fetch = customFetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init))
    return (raw = createFetch({ fetch: fetch as typeof globalThis.fetch }).raw)
  }

  return (request, timeout, callerSignal) => {
    let left = false
    const wasOffline = isOffline(request.url)
    let head: ResponseHead | undefined
    const exchange = async (signal: AbortSignal): Promise<FullResponse> => {
      const send = raw ?? (await load())
      // Time ran out while the module loaded, and the call has already thrown.
      if (signal.aborted) throw signal.reason
      left = true
      const response = await send(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        signal,
        retry: 0,
        ignoreResponseError: true,
        // ofetch leaves a stream alone; we take the text ourselves, whatever the content type claims.
        responseType: 'stream',
        // `error` throws on Workers before anything is sent, `follow` would carry the key to another host.
        redirect: 'manual',
      })
      const { status, headers } = response
      const header = (name: string) => headers?.get(name) ?? null
      head = { status, header }
      return { status, header, text: await readText(response) }
    }
    return withDeadline(timeout, callerSignal, exchange).catch((error: unknown) => {
      if (error instanceof Stopped) throw new AttemptFailure(error.reason, left, head, error.cause)
      const reason = head === undefined ? 'connection' : 'unreadable'
      const mayHaveLeft = head !== undefined || (left && !wasOffline && !provesNotConnected(error))
      throw new AttemptFailure(reason, mayHaveLeft, head, unwrap(error))
    })
  }
}

/** The failure of `fetch` itself: ofetch's error around it quotes the address and holds the request. */
function unwrap(error: unknown): unknown {
  const { name, cause } = error as { name?: unknown; cause?: unknown }
  return name === 'FetchError' && cause !== undefined ? cause : error
}
