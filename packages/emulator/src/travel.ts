import { writeAnswer } from './answers.ts'
import type { Passage } from './strike.ts'

/** The line between emulator and caller: in the same process, or a socket. */
export interface Wire {
  /** Fires when the caller has given up. */
  readonly gaveUp: AbortSignal
  /** Breaks the connection in the middle of a body. */
  breakBody(body: ReadableStreamDefaultController<Uint8Array>): void
  /** Ends a body that nobody waits for any more. */
  abandonBody(body: ReadableStreamDefaultController<Uint8Array>): void
}

const PIECES = 8

/** Turns a passage into a response; `cut` stands for a connection that broke before one. */
export async function travel(passage: Exclude<Passage, { how: 'cut' }>, wire: Wire): Promise<Response> {
  const { status } = passage.answer
  const { text, headers } = writeAnswer(passage.answer)
  if (passage.how === 'late') await pause(passage.ms, wire.gaveUp)
  if (passage.how === 'whole' || passage.how === 'late')
    return new Response(text === '' ? null : text, { status, headers })

  const bytes = new TextEncoder().encode(text)
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
  // The length of the whole is promised, so that the other side knows that something is missing.
  const promised = { ...headers, 'content-length': String(bytes.length === 0 ? 1 : bytes.length) }
  switch (passage.how) {
    case 'in pieces':
      return new Response(inPieces(bytes, passage.ms, wire), { status, headers })
    case 'half, then silence':
      return new Response(thenNothing(half, wire), { status, headers: promised })
    case 'half, then broken':
      return new Response(thenBroken(half, wire), { status, headers: promised })
  }
}

/** Waits; rejects with the reason of the signal when the caller gives up meanwhile. */
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

function inPieces(bytes: Uint8Array, ms: number, wire: Wire): Body {
  const size = Math.ceil(bytes.length / PIECES)
  // Not AbortSignal.any: edge runtimes lack it.
  const stopped = new AbortController()
  let cancelled: 'no' | 'yes' = 'no'
  wire.gaveUp.addEventListener('abort', () => stopped.abort(), { once: true })
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
      // It fails only when somebody stopped it; after a cancel there is nothing left to end.
      write(controller).catch(() => {
        if (cancelled === 'no') wire.abandonBody(controller)
      })
    },
    cancel() {
      cancelled = 'yes'
      stopped.abort()
    },
  })
}

function thenNothing(half: Uint8Array, wire: Wire): Body {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (half.length > 0) controller.enqueue(half)
      wire.gaveUp.addEventListener('abort', () => wire.abandonBody(controller), { once: true })
    },
  })
}

function thenBroken(half: Uint8Array, wire: Wire): Body {
  let sent = half.length === 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!sent) controller.enqueue(half)
        else wire.breakBody(controller)
        sent = true
      },
    },
    { highWaterMark: 0 },
  )
}
