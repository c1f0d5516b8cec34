/**
 * The server for loopback calls: a separate process on plain sockets with one fixed response. It does the minimum of
 * HTTP, so that the client dominates.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { answerText } from './answer.ts'

const created = answerOf('201 Created')
/** Slack's client accepts only 200 as success. */
const ok = answerOf('200 OK')

function answerOf(status: string): Buffer {
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(answerText)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${answerText}`)
}

function serve(socket: Socket): void {
  let pending = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1')
    for (let end = endOfRequest(pending); end > 0; end = endOfRequest(pending)) {
      socket.write(pending.startsWith('POST /api/') ? ok : created)
      pending = pending.slice(end)
    }
  })
}

/** Returns where the first complete request in `text` ends, or 0 if it is incomplete. */
function endOfRequest(text: string): number {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return 0
  const head = text.slice(0, headEnd)
  const start = headEnd + 4
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (length) return text.length >= start + Number(length[1]) ? start + Number(length[1]) : 0
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return start
  const last = text.indexOf('0\r\n\r\n', start)
  return last < 0 ? 0 : last + 5
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit())
