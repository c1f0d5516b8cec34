import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultKeys } from './authorize.ts'
import { obeys } from '../testing/test-rules.ts'
import { ask } from '../testing/test-client.ts'
import { listenWithPage, type Listening } from '../server/page-api/test-page.ts'

const MEGABYTE = 1024 * 1024

let page: Listening
let sockets: Socket[] = []
beforeEach(async () => void (page = await listenWithPage()))
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await page.close()
})

/** A connection of a client that writes bytes itself, and the text that it has received. */
function open(): { write(text: string | Buffer): Promise<void>; received(): string; isClosed(): boolean } {
  const socket = connect(page.server.port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  let closed = false
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('close', () => (closed = true))
  socket.on('error', () => {})
  return {
    write: (bytes) => new Promise((resolve) => void socket.write(bytes, () => resolve())),
    received: () => text,
    isClosed: () => closed,
  }
}

function head(method: string, path: string, more: string): string {
  const key = `authorization: Bearer ${defaultKeys.apiKey}`
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${page.server.port}\r\n${key}\r\ncontent-type: application/json\r\n${more}\r\n\r\n`
}

const statuses = (text: string): string[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status!)

describe.each(['/v3/message', '/v3/nothing', '/_emulator/do'])('a body of more than 1 MB for %s', (path) => {
  it(`gets 413 before it is sent, and the connection can be used again ${obeys('access/body-size')}`, async () => {
    const line = open()
    await line.write(head('POST', path, `content-length: ${3 * MEGABYTE}`))
    await expect.poll(() => statuses(line.received())).toEqual(['413'])
    for (let part = 0; part < 3; part += 1) await line.write(Buffer.alloc(MEGABYTE, 'a'))
    await line.write(head('GET', '/v3/channels', 'content-length: 0'))
    await expect.poll(() => statuses(line.received())).toEqual(['413', '200'])
    expect(line.isClosed()).toBe(false)
  })

  it('gets 413 also in chunks, and the connection can be used again', async () => {
    const line = open()
    await line.write(head('POST', path, 'transfer-encoding: chunked'))
    const chunk = `${MEGABYTE.toString(16)}\r\n${'a'.repeat(MEGABYTE)}\r\n`
    for (let part = 0; part < 5; part += 1) await line.write(chunk)
    await line.write(`0\r\n\r\n${head('GET', '/v3/channels', 'content-length: 0')}`)
    await expect.poll(() => statuses(line.received())).toEqual(['413', '200'])
    expect(line.isClosed()).toBe(false)
  })
})

it('a body of more than 1 MB gets 413 in the process too, is logged without its body, and sends nothing', async () => {
  const { emulator } = page
  const text = 'я'.repeat(MEGABYTE / 2)
  expect((await ask(emulator, 'POST', '/v3/message', { text })).status).toBe(413)
  expect(emulator.requests).toMatchObject([{ number: 1, route: 'messages.send', body: undefined, status: 413 }])
  expect(emulator.ledger).toEqual([])
  expect((await ask(emulator, 'POST', '/v3/message', { text: text.slice(0, 1_000) })).status).toBe(400)
})

it('reads a small body that comes in chunks', async () => {
  const line = open()
  await line.write(head('POST', '/v3/message', 'transfer-encoding: chunked'))
  await line.write('3\r\n{"t\r\na\r\next":"Hi"}\r\n0\r\n\r\n')
  await expect.poll(() => statuses(line.received())).toEqual(['400'])
  expect(page.emulator.requests).toMatchObject([{ body: { text: 'Hi' }, status: 400 }])
})
