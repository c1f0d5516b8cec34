import type { App } from './app.ts'
import type { Connection } from '../faults/faulty-response.ts'

/** Creates the error of undici for a connection that broke before a response. */
function connectionReset(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}

/** Creates the error of undici for a connection that broke within a body. */
function terminated(): TypeError {
  return new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  })
}

interface Asked {
  request: Request
  signal: AbortSignal | undefined
  redirect: RequestRedirect
}

/**
 * Reads the arguments of a fetch. Only plain values are passed to the new request, because signal and headers may be
 * objects
 * of another realm (of an edge runtime), which the constructor would reject.
 */
async function readArguments(input: RequestInfo | URL, init: RequestInit = {}): Promise<Asked> {
  const from = typeof input === 'object' && 'url' in input ? input : undefined
  const url = from ? from.url : String(input)
  const method = init.method ?? from?.method ?? 'GET'
  const headers = init.headers ?? from?.headers ?? {}
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<[string, string]>)] : Object.entries(headers)
  const body = init.body ?? (from && from.body !== null ? await from.text() : undefined)
  // A stream requires `duplex`, which is missing in the types of fetch.
  const options = { method, headers: pairs, body, duplex: 'half' } as RequestInit
  return {
    request: new Request(url, options),
    signal: init.signal ?? from?.signal ?? undefined,
    redirect: init.redirect ?? from?.redirect ?? 'follow',
  }
}

/**
 * Follows a redirect to another origin, which this process does not serve, with the global fetch and without the key.
 */
async function redirected(response: Response, redirect: RequestRedirect): Promise<Response> {
  const location = response.headers.get('location')
  if (location === null || response.status < 300 || response.status > 399 || redirect === 'manual') return response
  if (redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
  return globalThis.fetch(location)
}

/** Returns a promise that rejects when a signal fires. */
function aborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  let forget = (): void => {}
  const promise = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    forget = () => signal.removeEventListener('abort', onAbort)
  })
  promise.catch(() => {})
  return { promise, forget }
}

/** Creates a `fetch` that calls the app in this process. It accepts any origin and behaves like a socket. */
export function createInProcessFetch(app: App): typeof globalThis.fetch {
  return async (input, init) => {
    const { request, signal, redirect } = await readArguments(input as RequestInfo | URL, init)
    if (signal?.aborted) throw signal.reason
    // The connection has its own signal, because the caller's may be of another realm.
    const caller = new AbortController()
    const onAbort = (): void => caller.abort(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    const forgetCaller = (): void => signal?.removeEventListener('abort', onAbort)
    let atHeaders = forgetCaller
    const connection: Connection = {
      gaveUp: caller.signal,
      keepForBody() {
        atHeaders = () => {}
        return forgetCaller
      },
      breakBody: (body) => body.error(terminated()),
      abandonBody: (body) => body.error(caller.signal.reason),
    }
    let hangUp = (): void => {}
    const answered = new Promise<void>((resolve) => {
      hangUp = resolve
    })
    const exchange = { connection, answered, cut: false }
    const giveUp = aborted(caller.signal)
    try {
      const response = await Promise.race([app(request, exchange), giveUp.promise])
      if (exchange.cut) throw connectionReset()
      return await redirected(response, redirect)
    } finally {
      giveUp.forget()
      atHeaders()
      hangUp()
    }
  }
}
