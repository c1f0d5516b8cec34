import { terminated } from './network-error.ts'

/** Maximum bytes of a body, before and after decompression: a few kilobytes of gzip can become gigabytes. */
export const MOST_BYTES = 10_000_000

type Bytes = Buffer<ArrayBuffer>

/** Decompresses a body. A server compresses only when the request has `accept-encoding`. */
export function decode(encoding: string, bytes: Bytes): Bytes | Promise<Bytes> {
  const options = { maxOutputLength: MOST_BYTES }
  const zlib = process.getBuiltinModule('node:zlib')
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return finished((done) => zlib.unzip(bytes, options, done))
    case 'br':
      return finished((done) => zlib.brotliDecompress(bytes, options, done))
    case '':
    case 'identity':
      return bytes
    default:
      // Read as text, it would look like the error page of a server, which means that the call was rejected.
      return Promise.reject(terminated(new Error('the body is compressed in a way that was not asked for')))
  }
}

function finished(start: (done: (error: Error | null, result: Bytes) => void) => void): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(terminated(error)) : resolve(result)))
  })
}
