import type { FetchLike } from '../src/client/transport/transport.ts'

/** A fetch that answers from a list, one entry per request; the last one stays. A thrown entry is a lost answer. */
export function scriptedFetch(...answers: (Response | Error | (() => Response | Promise<Response>))[]) {
  const requests: { url: string; init: RequestInit; body: unknown; at: number }[] = []
  const fetch: FetchLike = async (url, init) => {
    requests.push({
      url,
      init,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      at: Date.now(),
    })
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer() : answer.clone()
  }
  return { fetch, requests }
}

/** The failure of a fetch, with a cause as Node gives it. */
export function fetchFailure(code: string, syscall?: string): TypeError {
  const cause = Object.assign(new Error(`${syscall ?? 'failed'} ${code}`), { code, ...(syscall && { syscall }) })
  return new TypeError('fetch failed', { cause })
}

/** The failure of a fetch whose connection broke after the request had left. */
export function connectionReset(): TypeError {
  return fetchFailure('ECONNRESET', 'read')
}

/** The failure of a fetch that never reached anybody. */
export function connectionRefused(): TypeError {
  return fetchFailure('ECONNREFUSED', 'connect')
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}
