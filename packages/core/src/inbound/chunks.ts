/** A stream of Node, with the members that reading needs. */
interface NodeStream {
  readonly destroyed: boolean
  readonly readableEnded?: boolean | undefined
  /** Missing in implementations other than Node's. */
  readonly readableDidRead?: boolean | undefined
  on(event: string, listener: (chunk?: unknown) => void): unknown
  off(event: string, listener: (chunk?: unknown) => void): unknown
  pause(): unknown
  resume(): unknown
}

/** A stream of chunks: of Node, of the web, or an async iterable. */
export type Chunks = NodeStream | Pick<ReadableStream<unknown>, 'getReader'> | AsyncIterable<unknown>

/** Takes one chunk and returns whether to continue. */
type Take = (chunk: unknown) => 'go on' | 'stop'

/** How reading ended. */
type End = 'ended' | 'stopped' | 'broke off'

export function isStream(body: unknown): body is Chunks {
  if (typeof body !== 'object' || body === null) return false
  return isNodeStream(body) || 'getReader' in body || Symbol.asyncIterator in body
}

/**
 * Returns whether other code has read a stream of Node. If the stream has no property that shows it, it counts as read when
 * there is a parsed body.
 */
export function wasRead(body: unknown, parsedBody: unknown): boolean {
  if (typeof body !== 'object' || body === null || !isNodeStream(body)) return false
  return body.readableEnded === true || (body.readableDidRead ?? parsedBody !== undefined)
}

function isNodeStream(body: object): body is NodeStream {
  const { on, resume } = body as Partial<NodeStream>
  return typeof on === 'function' && typeof resume === 'function'
}

/** Passes each chunk to `take`. Never rejects. After a stop, the rest is not kept. */
export async function eachChunk(stream: Chunks, take: Take): Promise<End> {
  if (isNodeStream(stream)) return listen(stream, take)
  try {
    return await iterate(stream, take)
  } catch {
    return 'broke off'
  }
}

/**
 * Uses events, because the iterator of a Node request takes 25% more time. An iterator that stops early also destroys the
 * request, and with it the response.
 */
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
    // A destroyed stream emits no more events.
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
  /** Gives up the part that was not read. */
  stop(): Promise<unknown>
}

function open(stream: Exclude<Chunks, NodeStream>): Source {
  // The reader of a web stream takes half the time of its iterator, and some runtimes have no iterator.
  if ('getReader' in stream) {
    const reader = stream.getReader()
    return { next: () => reader.read(), stop: () => discard(reader) }
  }
  const iteration = stream[Symbol.asyncIterator]()
  return { next: () => iteration.next(), stop: async () => iteration.return?.() }
}

/** Returns the bytes of all chunks. */
export function joinChunks(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}

/**
 * Reads the rest and discards it. Cancelling would end the process of Vercel's functions, which adds the chunks that arrive later
 * to the cancelled stream. A client also reads a response only after it has sent its body.
 */
async function discard(reader: Pick<ReadableStreamDefaultReader<unknown>, 'read'>): Promise<void> {
  for (let part = await reader.read(); !part.done; part = await reader.read());
}
