import { Controller, Get } from '@nestjs/common'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'

@Controller('alive')
class Alive {
  @Get()
  get(): string {
    return 'alive'
  }
}

const forRoot = () => WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })

// Without Nest's body parser, whose own limit would apply first. Fastify always parses bodies.
test('a client that sends too many bytes gets 413, and its connection stays open', async () => {
  const { url } = await startApp(
    platforms[0],
    { imports: [forRoot()], controllers: [Alive] },
    { options: { bodyParser: false } },
  )
  const { host, port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8')
  let received = ''
  socket.on('data', (text) => (received += String(text)))
  const head = ['POST /wazzup HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', 'Content-Length: 20000000']
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(Buffer.alloc(20_000_000, '['))
  socket.write(`GET /alive HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  await once(socket, 'close')
  expect(received).toMatch(/^HTTP\/1\.1 413 /)
  expect(received).toMatch(/HTTP\/1\.1 200 OK[^]+alive$/)
})
