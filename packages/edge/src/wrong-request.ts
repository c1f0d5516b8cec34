/** What is called when the handler of this package is mounted on a host that passes no `Request`. */
interface NodeResponse {
  headersSent?: boolean
  writeHead(status: number, headers: Record<string, string>): unknown
  end(body: string): unknown
}

/** Returns the error for a first argument that is no `Request`. Its text names the fix for the hosts that are known. */
export function wrongRequestError(request: unknown): TypeError | undefined {
  const { headers, method, url } = (request ?? {}) as Record<string, unknown>
  if (typeof url === 'string' && typeof method === 'string' && isHeaders(headers)) return undefined
  // Not read before: on the edge runtime of Next.js, a `Request` has a getter `request` that throws.
  const { req, request: inner } = (request ?? {}) as Record<string, unknown>
  const fix =
    typeof method === 'string'
      ? 'This is a request of Node: use handler of "@wazzup-kit/express-middleware" (Express, node:http, Fastify, Koa, pages/api).'
      : req !== undefined || inner !== undefined
        ? 'This is the context of a framework: pass its Request, for example c.req.raw on Hono or event.req on h3.'
        : 'Pass the Request that your host gives you.'
  return new TypeError(`handler of "@wazzup-kit/edge" needs a Request as its first argument. ${fix}`)
}

function isHeaders(headers: unknown): boolean {
  return typeof (headers as Partial<Headers> | null | undefined)?.get === 'function'
}

/**
 * Sends 500 with the reason if a response of Node is there, because such a host waits for it and ignores what is returned.
 * Other hosts get the error.
 */
export function rejectNodeRequest(problem: TypeError, response: unknown): Response {
  const { writeHead, end, headersSent } = (response ?? {}) as Partial<NodeResponse>
  if (typeof writeHead !== 'function' || typeof end !== 'function') throw problem
  // oxlint-disable-next-line no-console -- the developer would not see it otherwise: Wazzup shows no body of a response
  console.error(problem)
  const content = JSON.stringify({ error: problem.message })
  const nodeResponse = response as NodeResponse
  const headers = { 'content-type': 'application/json' }
  if (!headersSent) {
    nodeResponse.writeHead(500, headers)
    nodeResponse.end(content)
  }
  return new Response(content, { status: 500, headers })
}
