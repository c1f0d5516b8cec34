import { joinChunks } from './chunks.ts'
import { readHeader, type HeadersLike } from './read-header.ts'

/** A format of compressed bodies. */
interface Format {
  /** Returns whether bytes may begin a body of this format. A parser in front may have inflated it, and keeps the header. */
  fits(bytes: Uint8Array): boolean
  /** Its name in `DecompressionStream`. Only new runtimes know `brotli`. */
  stream: string
  /** Its function in zlib of Node. */
  zlib: 'gunzip' | 'inflate' | 'brotliDecompress'
}

const gzip: Format = { fits: ([a, b]) => a === 0x1f && b === 0x8b, stream: 'gzip', zlib: 'gunzip' }

/** Formats by their names in the header `content-encoding`. https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1 */
const formats: Readonly<Record<string, Format | undefined>> = {
  gzip,
  'x-gzip': gzip,
  // https://www.rfc-editor.org/rfc/rfc1950#section-2.2
  deflate: {
    fits: ([a = 0, b = 0]) => (a & 15) === 8 && (a * 256 + b) % 31 === 0,
    stream: 'deflate',
    zlib: 'inflate',
  },
  // Has no magic number. A stream of it that begins with `{` is empty, so a JSON object is never one.
  br: { fits: ([first]) => first !== 0x7b, stream: 'brotli', zlib: 'brotliDecompress' },
}

/** Bytes after inflating. Or there are more than the limit, or the format is another one, or it cannot be inflated here. */
export type Inflated =
  | { bytes: Uint8Array; failure?: undefined }
  | { bytes?: undefined; failure: 'large' | 'invalid' | 'unsupported' }

/** Returns the encoding that the headers name, in lower case; undefined for a body that is sent as it is. */
export function encodingOf(headers: HeadersLike | undefined): string | undefined {
  const name = headers && readHeader(headers, 'content-encoding')?.trim().toLowerCase()
  return name === '' || name === 'identity' ? undefined : name
}

/** Returns the bytes of a compressed body. Bytes that do not begin as the format does are returned as they are. */
export async function inflate(bytes: Uint8Array, encoding: string, limit: number): Promise<Inflated> {
  const format = Object.hasOwn(formats, encoding) ? formats[encoding] : undefined
  if (!format) return { failure: 'unsupported' }
  if (!format.fits(bytes)) return { bytes }
  const zlib = findZlib()
  if (zlib) return inflateWithZlib(zlib[format.zlib].bind(zlib), bytes, limit)
  const stream = openStream(format)
  return stream ? inflateWithStream(stream, bytes, limit) : { failure: 'unsupported' }
}

/** The functions of Node's zlib that are used. */
type Zlib = Readonly<
  Record<
    Format['zlib'],
    (
      bytes: Uint8Array,
      options: { maxOutputLength: number },
      done: (error: { code?: unknown } | null, result: Uint8Array) => void,
    ) => void
  >
>

/** Returns zlib of Node, Bun and Deno without an import, which other runtimes could not resolve. */
function findZlib(): Zlib | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  try {
    return process?.getBuiltinModule?.('zlib') as Zlib | undefined
  } catch {
    // The edge runtime of Next.js throws for everything of `process` that it does not have.
    return undefined
  }
}

function inflateWithZlib(run: Zlib[Format['zlib']], bytes: Uint8Array, limit: number): Promise<Inflated> {
  return new Promise((resolve) => {
    run(bytes, { maxOutputLength: limit }, (error, result) => {
      if (!error) resolve({ bytes: result })
      else resolve({ failure: error.code === 'ERR_BUFFER_TOO_LARGE' ? 'large' : 'invalid' })
    })
  })
}

function openStream({ stream }: Format): DecompressionStream | undefined {
  try {
    return new DecompressionStream(stream as CompressionFormat)
  } catch {
    return undefined
  }
}

async function inflateWithStream(
  { readable, writable }: DecompressionStream,
  bytes: Uint8Array,
  limit: number,
): Promise<Inflated> {
  const writer = writable.getWriter()
  // Their errors also reject the reader.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
  writer.close().catch(() => {})
  const reader = readable.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length
      if (length > limit) {
        reader.cancel().catch(() => {})
        return { failure: 'large' }
      }
      chunks.push(part.value)
    }
  } catch {
    return { failure: 'invalid' }
  }
  return { bytes: joinChunks(chunks, length) }
}
