import { Agent, request, type IncomingHttpHeaders } from 'node:http'

/** A request as it goes over the wire: nothing is added to the headers but `host`, `connection` and the length. */
export interface Posting {
  method?: string
  headers?: Readonly<Record<string, string>>
  /** Pieces are sent one after the other, chunked. */
  body?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** Sends the body and never ends it. */
  stalls?: true
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** What Wazzup says of its bodies; the parameter is malformed. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const wazzupHeaders = { 'content-type': 'application/json; charset-utf-8' } as const

/** No answer may take longer, on however busy a machine. */
const longest = 30_000

// One connection after the other is kept open, as Wazzup's would be: what an answer leaves unread disturbs the next one.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

export function closeConnections(): void {
  agent.destroy()
}

/** So often a request is sent whose connection was reset before the answer could be read. */
const mostAttempts = 5

/**
 * A server that has refused a body may close while the rest of it still comes. Where this process was held up between two
 * pieces, its next write meets the reset, and Node throws away the answer that lies there unread. A connection that was
 * kept open may have been closed meanwhile, too. Neither says anything about the answer: the request is sent again.
 */
class ConnectionReset extends Error {}

/** Sends a request and gets the answer, which may come before the body has gone out. */
export async function post(url: string, posting: Posting): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await postOnce(url, posting)
    } catch (error) {
      if (attempt === mostAttempts || !(error instanceof ConnectionReset)) throw error
    }
  }
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE'
}

function postOnce(url: string, { method = 'POST', headers = wazzupHeaders, body, stalls }: Posting): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length =
      typeof body === 'string' || body instanceof Uint8Array ? { 'content-length': Buffer.byteLength(body) } : {}
    // What stalls holds its connection for good.
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
        // A turn of the loop, so that each piece becomes a packet.
        if (pieces.length > 1) await new Promise((resume) => setImmediate(resume))
      }
      if (!stalls) outgoing.end()
    }
  })
}
