import { Controller, Get, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { Message } from '@wazzup-kit/core'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { OnWazzup } from '../handlers/on-wazzup.decorator.ts'
import { incoming, platforms, startApp, wazzupHeaders, type RunningApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { WazzupOptions } from '../wazzup.options.ts'

/** Handles the message `slow` until it is released, and records what happens. */
@Injectable()
class Bot implements OnApplicationShutdown {
  readonly notes: string[] = []
  readonly started = Promise.withResolvers<void>()
  readonly released = Promise.withResolvers<void>()

  @OnWazzup('message')
  async onMessage({ text }: Message): Promise<void> {
    this.notes.push(`begins ${text}`)
    if (text !== 'slow') return
    this.started.resolve()
    await this.released.promise
    this.notes.push(`ends ${text}`)
  }

  onApplicationShutdown(): void {
    this.notes.push('database closed')
  }
}

@Controller('alive')
class Alive {
  @Get()
  get(): string {
    return 'alive'
  }
}

const forRoot = (options: Partial<WazzupOptions> = {}) =>
  WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false }, ...options })

describe.each(platforms)('on $platform', (platform) => {
  const start = (options?: Partial<WazzupOptions>): Promise<RunningApp> =>
    startApp(platform, { imports: [forRoot(options)], providers: [Bot] })

  test('a shutdown waits for the response of a running delivery, and new deliveries get 503', async () => {
    const { app, post } = await start()
    const { notes, started, released } = app.get(Bot)
    const responded = post('/wazzup', incoming('slow')).then(({ status }) => void notes.push(`responded ${status}`))
    await started.promise
    const closed = app.close().then(() => void notes.push('app closed'))
    let late = await post('/wazzup', incoming('late'))
    // Nest runs other shutdown hooks before ours, so the first deliveries may still get 200.
    while (late.status === 200) late = await post('/wazzup', incoming('late'))
    expect([late.status, await late.json()]).toEqual([503, { error: 'the application is shutting down' }])
    notes.splice(0)
    released.resolve()
    await Promise.all([closed, responded])
    expect(notes).toHaveLength(4)
    expect(notes[0]).toBe('ends slow')
    expect(notes.indexOf('responded 200')).toBeGreaterThan(0)
    expect(notes.indexOf('database closed')).toBeGreaterThan(0)
    expect(notes.indexOf('app closed')).toBeGreaterThan(notes.indexOf('database closed'))
  })

  test('a shutdown waits for a running handler whose client has disconnected', async () => {
    const { app, url } = await start()
    const { notes, started, released } = app.get(Bot)
    const gone = request(`${url}/wazzup`, { method: 'POST', headers: wazzupHeaders })
    gone.on('error', () => {}).end(JSON.stringify(incoming('slow')))
    await started.promise
    gone.destroy()
    const closed = app.close()
    // Time in which an app that does not wait would have closed.
    await setTimeout(100)
    expect(notes).toEqual(['begins slow'])
    released.resolve()
    await closed
    expect(notes).toEqual(['begins slow', 'ends slow', 'database closed'])
  })

  test('with afterResponse, Wazzup gets 200 while the handler runs, and the app waits for it', async () => {
    const { app, post } = await start({ runHandlers: 'afterResponse' })
    const { notes, started, released } = app.get(Bot)
    expect((await post('/wazzup', incoming('slow'))).status).toBe(200)
    await started.promise
    const closed = app.close()
    // Time in which an app that does not wait would have closed.
    await setTimeout(100)
    expect(notes).toEqual(['begins slow'])
    released.resolve()
    await closed
    expect(notes).toEqual(['begins slow', 'ends slow', 'database closed'])
  })

  test('a shutdown waits at most shutdownTimeout for a handler', async () => {
    const { app, post } = await start({ shutdownTimeout: 50 })
    const { notes, started } = app.get(Bot)
    const cut = post('/wazzup', incoming('slow')).catch(() => 'cut')
    await started.promise
    await app.close()
    expect(notes).toEqual(['begins slow', 'database closed'])
    expect(await cut).toBe('cut')
  })
})

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
