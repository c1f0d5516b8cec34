import type { $Fetch } from 'ofetch'
import type { FullResponse, ResponseHead } from './response.ts'
import { provesNotConnected } from './never-connected.ts'
import { isOffline } from './browser-network.ts'
import { readText } from './response-text.ts'
import { Stopped, withDeadline } from '../timing/deadline.ts'

/**
 * The platform's `fetch`, or a function like it. It must make only one request per call. If it retries after a lost
 * request and then fails to connect, the client takes that failure as a proof that nothing was sent.
 */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

/** One request, as it is sent. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
}

/** The reason why an attempt got no complete response. */
export class AttemptFailure {
  readonly reason: 'connection' | 'timeout' | 'aborted' | 'unreadable'
  /** Whether the request may have reached Wazzup. */
  readonly mayBeSent: boolean
  /** Status and headers, if they had arrived before the failure. */
  readonly head: ResponseHead | undefined
  readonly cause: unknown

  constructor(reason: AttemptFailure['reason'], mayBeSent: boolean, head: ResponseHead | undefined, cause: unknown) {
    this.reason = reason
    this.mayBeSent = mayBeSent
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
 * Creates the transport. Only this file uses ofetch, and only to make the request. The rest of ofetch is not used: its
 * timeout is ignored when a signal is set, its JSON parser returns truncated text as a success, its retries ignore
 * `Retry-After`, and its errors contain the bearer token. `transport.test.ts` has a test for each of these.
 */
export function createTransport(customFetch: FetchLike | undefined): Transport {
  let raw: $Fetch['raw'] | undefined

  // ofetch reads `Headers` when it loads, which makes Node load its whole fetch. That would add 35 ms to the import.
  const load = async (): Promise<$Fetch['raw']> => {
    const { createFetch } = await import('ofetch')
    // `globalThis.fetch` is read at each call, so that instrumentation installed later is used.
    const fetch = customFetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init))
    return (raw = createFetch({ fetch: fetch as typeof globalThis.fetch }).raw)
  }

  return (request, timeout, callerSignal) => {
    let isStarted = false
    const wasOffline = isOffline(request.url)
    let head: ResponseHead | undefined
    const exchange = async (signal: AbortSignal): Promise<FullResponse> => {
      const send = raw ?? (await load())
      // Time ran out while the module loaded, and the call has already thrown.
      if (signal.aborted) throw signal.reason
      isStarted = true
      const response = await send(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        signal,
        retry: 0,
        ignoreResponseError: true,
        // ofetch does not parse a stream. We read the text ourselves, because the content type may be wrong.
        responseType: 'stream',
        // Workers do not support `error`, and `follow` would send the key to another host.
        redirect: 'manual',
      })
      const { status, headers } = response
      const header = (name: string) => headers?.get(name) ?? null
      head = { status, header }
      return { status, header, text: await readText(response) }
    }
    return withDeadline(timeout, callerSignal, exchange).catch((error: unknown) => {
      if (error instanceof Stopped) throw new AttemptFailure(error.reason, isStarted, head, error.cause)
      const reason = head === undefined ? 'connection' : 'unreadable'
      const mayBeSent = head !== undefined || (isStarted && !wasOffline && !provesNotConnected(error))
      throw new AttemptFailure(reason, mayBeSent, head, unwrap(error))
    })
  }
}

/** Returns the error of `fetch` itself: ofetch wraps it in an error that quotes the URL and contains the request. */
function unwrap(error: unknown): unknown {
  // A stream that is aborted without a reason fails with undefined.
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: unknown }
  return name === 'FetchError' && cause !== undefined ? cause : error
}
