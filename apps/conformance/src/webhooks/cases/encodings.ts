import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { rejected, seenBy, type Case, type Tag } from '../case.ts'
import { delivered, inbound } from '../odd-deliveries/odd-delivery.ts'
import { wazzupHeaders, type Posting } from '../post.ts'

const text = JSON.stringify({ messages: [{ ...inbound, text: 'Привет, 世界 👋🏽' }], statuses: [delivered] })
const gzip = gzipSync(text)
const spaces = Buffer.alloc(20_000_000, ' ')
const saw = seenBy([{ kind: 'message', text: 'Привет, 世界 👋🏽' }, { kind: 'status' }])

const encoded = (encoding: string, body: Posting['body']): Posting => ({
  headers: { ...wazzupHeaders, 'content-encoding': encoding },
  body,
})

function accepts(title: string, request: Posting, tag?: Tag): Case {
  return { title: `accepts ${title}`, request, status: 200, saw, tag }
}

function rejects(title: string, request: Posting, status: number, tag: Tag): Case {
  return { title: `rejects ${title}`, request, status, saw: rejected(status), tag }
}

/** Bodies whose header names an encoding. */
export const encodingCases: readonly Case[] = [
  accepts('a gzip body', encoded('gzip', gzip), 'compressed'),
  accepts(
    'a gzip body in pieces',
    encoded(
      'GZip',
      [...gzip].map((byte) => Uint8Array.of(byte)),
    ),
    'compressed',
  ),
  accepts('a deflate body', encoded('deflate', deflateSync(text)), 'compressed'),
  accepts('a Brotli body', encoded('br', brotliCompressSync(text)), 'br'),
  accepts('the encoding identity', encoded('identity', text)),
  accepts('a body that was inflated on the way and has kept its header', encoded('gzip', text), 'kept header'),
  accepts('a JSON body with an encoding that does not exist', encoded('utf-8', text), 'unknown encoding'),
  rejects('a gzip body that is cut', encoded('gzip', gzip.subarray(0, 60)), 400, 'cut'),
  rejects(
    'a body of a few bytes that begins like gzip',
    encoded('gzip', Uint8Array.of(0x1f, 0x8b, 1, 2, 3)),
    400,
    'cut',
  ),
  rejects('a compressed body with an encoding that does not exist', encoded('x', gzip), 415, 'unknown compression'),
  rejects('a small gzip body of twenty megabytes', encoded('gzip', gzipSync(spaces)), 413, 'bomb'),
]
