import type { IncomingMessage } from 'node:http'
import { decode, MOST_BYTES } from './content-encoding.ts'
import { terminated } from './network-error.ts'

type Bytes = Buffer<ArrayBuffer>

/** Bytes of a body that are read before the caller reads it. */
const UNASKED_BYTES = 1024 * 1024

/**
 * The body of a response. It is collected as it arrives, so that a response without a reader does not hold its socket.
 *
 * It stands for `response.body`. A web stream costs more than the whole exchange, so it is created only for callers
 * that use it as one; it then returns all bytes in one piece.
 */
export class IncomingBody {
  readonly #message: IncomingMessage
  readonly #chunks: Buffer<ArrayBuffer>[] = []
  #length = 0
  #used = false
  #complete = false
  #failure: { reason: unknown } | undefined
  #waiting: { resolve(bytes: Bytes | Promise<Bytes>): void; reject(reason: unknown): void } | undefined
  #stream: ReadableStream<Bytes> | undefined

  constructor(message: IncomingMessage) {
    this.#message = message
    message.on('data', (chunk: Buffer<ArrayBuffer>) => {
      this.#chunks.push(chunk)
      this.#length += chunk.length
      if (this.#length > MOST_BYTES) this.#failTooLarge()
      else if (this.#length > UNASKED_BYTES && !this.#used) message.pause()
    })
    message.on('end', () => {
      this.#complete = true
      this.#waiting?.resolve(this.#collected())
    })
    message.on('error', (error) => this.fail(terminated(error)))
  }

  /** Whether the body was read or cancelled. */
  get used(): boolean {
    return this.#used
  }

  /** Whether the body has a reader. */
  get locked(): boolean {
    return this.#stream ? this.#stream.locked : this.#waiting !== undefined
  }

  /** Makes reads fail with this reason, unless the whole body has arrived. */
  fail(reason: unknown): void {
    if (this.#complete) return
    this.#failure ??= { reason }
    this.#waiting?.reject(reason)
  }

  /** Makes reads fail because the body is too large, and frees the bytes that have arrived. */
  #failTooLarge(): void {
    this.fail(terminated(new Error(`the body is larger than ${MOST_BYTES} bytes`)))
    this.#chunks.length = 0
    this.#message.destroy()
  }

  /** Returns the whole body. Rejects when it was cut off or aborted; never returns a part of it. */
  bytes(): Promise<Bytes> {
    if (this.#used) return Promise.reject(new TypeError('Body is unusable: Body has already been read'))
    this.#used = true
    if (this.#failure) return Promise.reject(this.#failure.reason)
    if (this.#complete) return Promise.resolve(this.#collected())
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#message.resume()
    })
  }

  /** Cancels the body. If it has not arrived completely, the connection is closed. */
  cancel(reason?: unknown): Promise<void> {
    if (this.#stream) return this.#stream.cancel(reason)
    if (this.#waiting && !this.#complete) return Promise.reject(new TypeError('Invalid state: the body is being read'))
    this.#used = true
    if (!this.#complete) this.#message.destroy()
    return Promise.resolve()
  }

  getReader(): ReadableStreamDefaultReader<Bytes> {
    return this.#open().getReader()
  }

  tee(): [ReadableStream<Bytes>, ReadableStream<Bytes>] {
    return this.#open().tee()
  }

  pipeTo(destination: WritableStream<Bytes>, options?: StreamPipeOptions): Promise<void> {
    return this.#open().pipeTo(destination, options)
  }

  pipeThrough<T>(transform: ReadableWritablePair<T, Bytes>, options?: StreamPipeOptions): ReadableStream<T> {
    return this.#open().pipeThrough(transform, options)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Bytes> {
    yield await this.bytes()
  }

  #collected(): Bytes | Promise<Bytes> {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    const encoding = this.#message.headers['content-encoding']
    return encoding === undefined || bytes.length === 0 ? bytes : decode(encoding, bytes)
  }

  #open(): ReadableStream<Bytes> {
    return (this.#stream ??= new ReadableStream<Bytes>({
      pull: async (controller) => {
        const bytes = await this.bytes()
        if (bytes.length > 0) controller.enqueue(bytes)
        controller.close()
      },
      cancel: () => void (this.#complete || this.#message.destroy()),
    }))
  }
}
