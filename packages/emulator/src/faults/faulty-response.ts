import { toText } from '../api/responses.ts'
import type { FaultyResponse } from './strike-call.ts'

/** Connection between emulator and caller: in the same process, or a socket. */
export interface Connection {
  /** Fires when the caller has aborted. */
  readonly gaveUp: AbortSignal
  /** Keeps the connection for a body that goes on after its headers. Call the result when the body has ended. */
  keepForBody(): () => void
  /** Breaks the connection in the middle of a body. */
  breakBody(body: ReadableStreamDefaultController<Uint8Array>): void
  /** Ends a body after its reader has aborted. */
  abandonBody(body: ReadableStreamDefaultController<Uint8Array>): void
}

const PIECES = 8

/** Creates a response with its fault; `cut` means that the connection broke before it. */
export async function toResponse(
  faulty: Exclude<FaultyResponse, { how: 'cut' }>,
  connection: Connection,
): Promise<Response> {
  const { status } = faulty.response
  const { text, headers } = toText(faulty.response)
  if (faulty.how === 'late') await pause(faulty.ms, connection.gaveUp)
  if (faulty.how === 'whole' || faulty.how === 'late')
    return new Response(text === '' ? null : text, { status, headers })

  const bytes = new TextEncoder().encode(text)
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
  // The header has the length of the whole body, so that the caller notices that a part is missing.
  const promised = { ...headers, 'content-length': String(bytes.length === 0 ? 1 : bytes.length) }
  switch (faulty.how) {
    case 'in pieces':
      return new Response(inPieces(bytes, faulty.ms, connection), { status, headers })
    case 'half, then silence':
      return new Response(thenNothing(half, connection), { status, headers: promised })
    case 'half, then broken':
      return new Response(thenBroken(half, connection), { status, headers: promised })
  }
}

/** Waits for milliseconds. Rejects with the reason of the signal when the caller aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', give)
      resolve()
    }, ms)
    signal.addEventListener('abort', give, { once: true })
    if (signal.aborted) give()
  })
}

type Body = ReadableStream<Uint8Array>

function inPieces(bytes: Uint8Array, ms: number, connection: Connection): Body {
  const size = Math.ceil(bytes.length / PIECES)
  // Some edge runtimes lack AbortSignal.any.
  const stopped = new AbortController()
  const ended = connection.keepForBody()
  let cancelled: 'no' | 'yes' = 'no'
  connection.gaveUp.addEventListener('abort', () => stopped.abort(), { once: true })
  async function write(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    for (let piece = 0; piece < PIECES; piece += 1) {
      await pause(ms / PIECES, stopped.signal)
      const next = bytes.subarray(piece * size, (piece + 1) * size)
      if (next.length > 0) controller.enqueue(next)
    }
    controller.close()
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // It fails only after it was stopped; after a cancel the body has ended already.
      write(controller)
        .catch(() => {
          if (cancelled === 'no') connection.abandonBody(controller)
        })
        .finally(ended)
    },
    cancel() {
      cancelled = 'yes'
      stopped.abort()
    },
  })
}

function thenNothing(half: Uint8Array, connection: Connection): Body {
  const ended = connection.keepForBody()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (half.length > 0) controller.enqueue(half)
      connection.gaveUp.addEventListener('abort', () => connection.abandonBody(controller), { once: true })
    },
    cancel: ended,
  })
}

function thenBroken(half: Uint8Array, connection: Connection): Body {
  let sent = half.length === 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!sent) controller.enqueue(half)
        else connection.breakBody(controller)
        sent = true
      },
    },
    { highWaterMark: 0 },
  )
}
