import type { App } from './app.ts'
import type { Connection } from '../faults/faulty-response.ts'

/** The code that undici gives to a connection that broke before a response. */
function connectionReset(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
}

/** As undici names a connection that broke in the middle of a body. */
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
 * Puts the arguments of a fetch together. Only plain values go into the new request: signal and headers may be objects
 * of another realm (an edge runtime's), which a constructor here would reject.
 */
async function readArguments(input: RequestInfo | URL, init: RequestInit = {}): Promise<Asked> {
  const from = typeof input === 'object' && 'url' in input ? input : undefined
  const url = from ? from.url : String(input)
  const method = init.method ?? from?.method ?? 'GET'
  const headers = init.headers ?? from?.headers ?? {}
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<[string, string]>)] : Object.entries(headers)
  const body = init.body ?? (from && from.body !== null ? await from.text() : undefined)
  // A stream needs `duplex`, which the types of fetch do not know yet.
  const options = { method, headers: pairs, body, duplex: 'half' } as RequestInit
  return {
    request: new Request(url, options),
    signal: init.signal ?? from?.signal ?? undefined,
    redirect: init.redirect ?? from?.redirect ?? 'follow',
  }
}

/**
 * A redirect goes to another origin, which this process does not serve. The global fetch goes there, without the key.
 */
async function redirected(response: Response, redirect: RequestRedirect): Promise<Response> {
  const location = response.headers.get('location')
  if (location === null || response.status < 300 || response.status > 399 || redirect === 'manual') return response
  if (redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
  return globalThis.fetch(location)
}

/** A rejection for the moment a signal fires. */
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

/** Makes a `fetch` that asks the app in this process: any origin will do, and what a socket would do is imitated. */
export function createInProcessFetch(app: App): typeof globalThis.fetch {
  return async (input, init) => {
    const { request, signal, redirect } = await readArguments(input as RequestInfo | URL, init)
    if (signal?.aborted) throw signal.reason
    // The connection's own signal: the caller's may be of another realm.
    const caller = new AbortController()
    signal?.addEventListener('abort', () => caller.abort(signal.reason), { once: true })
    const connection: Connection = {
      gaveUp: caller.signal,
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
      hangUp()
    }
  }
}
