/** A request of Node: of its streams no more is known here than what is needed to listen to one. */
interface NodeStream {
  readonly destroyed: boolean
  readonly readableEnded?: boolean | undefined
  /** Other implementations than Node's may not say it. */
  readonly readableDidRead?: boolean | undefined
  on(event: string, listener: (chunk?: unknown) => void): unknown
  off(event: string, listener: (chunk?: unknown) => void): unknown
  pause(): unknown
  resume(): unknown
}

/** Anything that gives its bytes in pieces. */
export type Chunks = NodeStream | Pick<ReadableStream<unknown>, 'getReader'> | AsyncIterable<unknown>

/** Takes one chunk and says whether to go on. */
type Take = (chunk: unknown) => 'go on' | 'stop'

/** How reading ended. */
type End = 'ended' | 'stopped' | 'broke off'

export function isStream(body: unknown): body is Chunks {
  if (typeof body !== 'object' || body === null) return false
  return isNodeStream(body) || 'getReader' in body || Symbol.asyncIterator in body
}

/** Whether other code has read a stream of Node. One that does not say it counts as read when there is a parsed body. */
export function wasRead(body: unknown, parsedBody: unknown): boolean {
  if (typeof body !== 'object' || body === null || !isNodeStream(body)) return false
  return body.readableEnded === true || (body.readableDidRead ?? parsedBody !== undefined)
}

function isNodeStream(body: object): body is NodeStream {
  const { on, resume } = body as Partial<NodeStream>
  return typeof on === 'function' && typeof resume === 'function'
}

/** Hands on every chunk; never rejects. What is left after a stop is not read. */
export async function eachChunk(stream: Chunks, take: Take): Promise<End> {
  if (isNodeStream(stream)) return listen(stream, take)
  try {
    return await iterate(stream, take)
  } catch {
    return 'broke off'
  }
}

/** By events: iterating a request of Node costs a quarter more, and destroys it, and with it the reply, when left early. */
function listen(stream: NodeStream, take: Take): Promise<End> {
  return new Promise((resolve) => {
    const end = (how: End): void => {
      stream.off('data', onData)
      resolve(how)
    }
    const onData = (chunk: unknown): void => {
      if (take(chunk) === 'go on') return
      stream.pause()
      end('stopped')
    }
    // Nothing more would ever be heard of it.
    if (stream.destroyed) end('broke off')
    stream.on('end', () => end('ended'))
    stream.on('error', () => end('broke off'))
    stream.on('close', () => end('broke off'))
    stream.on('data', onData)
    stream.resume()
  })
}

async function iterate(stream: Exclude<Chunks, NodeStream>, take: Take): Promise<End> {
  const source = open(stream)
  for (let part = await source.next(); !part.done; part = await source.next()) {
    if (take(part.value) === 'go on') continue
    source.stop().catch(() => {})
    return 'stopped'
  }
  return 'ended'
}

/** A stream while it is read. */
interface Source {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>
  /** Lets go of what was not read. */
  stop(): Promise<unknown>
}

function open(stream: Exclude<Chunks, NodeStream>): Source {
  // A web stream's reader takes half the time of its iterator, which some runtimes do not have.
  if ('getReader' in stream) {
    const reader = stream.getReader()
    return { next: () => reader.read(), stop: () => reader.cancel() }
  }
  const iteration = stream[Symbol.asyncIterator]()
  return { next: () => iteration.next(), stop: async () => iteration.return?.() }
}
