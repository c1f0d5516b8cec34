import { terminated } from './network-error.ts'

type Bytes = Buffer<ArrayBuffer>

/** The bytes as they were before the server compressed them, which one does only when asked by `accept-encoding`. */
export function decode(encoding: string, bytes: Bytes): Bytes | Promise<Bytes> {
  const zlib = process.getBuiltinModule('node:zlib')
  switch (encoding.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return finished((done) => zlib.unzip(bytes, done))
    case 'br':
      return finished((done) => zlib.brotliDecompress(bytes, done))
    default:
      return bytes
  }
}

function finished(start: (done: (error: Error | null, result: Bytes) => void) => void): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(terminated(error)) : resolve(result)))
  })
}
