import { Agent, request, type IncomingHttpHeaders } from 'node:http'

/** A request to send. Only the headers `host`, `connection` and the length are added. */
export interface Posting {
  method?: string
  headers?: Readonly<Record<string, string>>
  /** Several pieces are sent one after the other, chunked. */
  body?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** Sends the body and never ends it. */
  stalls?: true
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** How often the request was sent. The server may have seen each of them. */
  attempts: number
}

/** The content type that Wazzup sends; its parameter is malformed. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const wazzupHeaders = { 'content-type': 'application/json; charset-utf-8' } as const

/** Milliseconds after which a request without a response fails. */
const longest = 30_000

// Keeps connections alive, as Wazzup's may be, so that an unread body disturbs the next request and a test sees it.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

export function closeConnections(): void {
  agent.destroy()
}

/** How often a request is sent whose connection is reset before the response is read. */
const mostAttempts = 5

/**
 * A server that rejects a body may close the connection while the rest of the body is sent. If this process is then
 * blocked between two pieces, its next write fails and Node discards the unread response. A kept-alive connection may
 * also be closed between requests. Neither is a result of the test, so the request is sent again.
 */
class ConnectionReset extends Error {}

/** Sends a request. Resolves with the response, which may come before the whole body is sent. */
export async function post(url: string, posting: Posting): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { ...(await postOnce(url, posting)), attempts: attempt }
    } catch (error) {
      if (attempt === mostAttempts || !(error instanceof ConnectionReset)) throw error
    }
  }
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE'
}

function postOnce(
  url: string,
  { method = 'POST', headers = wazzupHeaders, body, stalls }: Posting,
): Promise<Omit<Answer, 'attempts'>> {
  return new Promise((resolve, reject) => {
    const length =
      typeof body === 'string' || body instanceof Uint8Array ? { 'content-length': Buffer.byteLength(body) } : {}
    // A stalled request never gives its connection back.
    const options = { method, headers: { ...headers, ...length }, agent: stalls ? false : agent, timeout: longest }
    const outgoing = request(url, options, async (incoming) => {
      try {
        let text = ''
        for await (const chunk of incoming.setEncoding('utf8')) text += chunk
        resolve({ status: incoming.statusCode!, headers: incoming.headers, text })
      } catch (error) {
        reject(error as Error)
      } finally {
        if (stalls) outgoing.destroy()
      }
    })
    outgoing.on('error', (error) => {
      const isUndecided = outgoing.reusedSocket || !outgoing.writableFinished
      reject(isReset(error) && isUndecided ? new ConnectionReset(error.message, { cause: error }) : error)
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${longest} ms`)))
    void send()

    async function send(): Promise<void> {
      const pieces = Array.isArray(body) ? body : body === undefined ? [] : [body]
      if (Array.isArray(body)) outgoing.flushHeaders()
      for (const piece of pieces) {
        outgoing.write(piece)
        // One turn of the event loop, so that each piece becomes a packet.
        if (pieces.length > 1) await new Promise((resume) => setImmediate(resume))
      }
      if (!stalls) outgoing.end()
    }
  })
}
