import type { FetchLike } from '../src/client/transport/transport.ts'

/** Creates a fetch with a list of responses, one per request; the last one is repeated. An error is thrown as a lost response. */
export function scriptedFetch(...responses: (Response | Error | (() => Response | Promise<Response>))[]) {
  const requests: { url: string; init: RequestInit; body: unknown; at: number }[] = []
  const fetch: FetchLike = async (url, init) => {
    requests.push({
      url,
      init,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      at: Date.now(),
    })
    const response = responses.length > 1 ? responses.shift()! : responses[0]!
    if (response instanceof Error) throw response
    return typeof response === 'function' ? response() : response.clone()
  }
  return { fetch, requests }
}

/** Creates the error of a failed fetch, with a cause as in Node. */
export function fetchFailure(code: string, syscall?: string): TypeError {
  const cause = Object.assign(new Error(`${syscall ?? 'failed'} ${code}`), { code, ...(syscall && { syscall }) })
  return new TypeError('fetch failed', { cause })
}

/** Creates the error of a fetch whose connection broke after the request was sent. */
export function connectionReset(): TypeError {
  return fetchFailure('ECONNRESET', 'read')
}

/** Creates the error of a fetch that could not connect. */
export function connectionRefused(): TypeError {
  return fetchFailure('ECONNREFUSED', 'connect')
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}
