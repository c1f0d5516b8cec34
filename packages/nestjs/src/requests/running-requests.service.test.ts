import { Controller, Get, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common'
import type { Message } from '@wazzup-kit/core'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { OnWazzup } from '../handlers/on-wazzup.decorator.ts'
import { incoming, platforms, startApp, wazzupHeaders, type RunningApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { WazzupModuleOptions } from '../wazzup.options.ts'

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

@Controller('other')
class Other {
  @Get()
  get(): string {
    return 'other'
  }
}

/** Longer than a test may take: an app that waits for it fails the test. */
const tooLong = 600_000

const forRoot = (options: Partial<WazzupModuleOptions> = {}) =>
  WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false }, shutdownTimeout: tooLong, ...options })

/** Sends requests on one connection that is kept open. */
function keepAlive({ url }: RunningApp): (path: string, body?: object) => Promise<IncomingMessage> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return async (path, body) => {
    const method = body ? 'POST' : 'GET'
    const outgoing = request(`${url}${path}`, { method, agent, headers: wazzupHeaders })
    outgoing.end(body && JSON.stringify(body))
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    incoming.resume()
    await once(incoming, 'end')
    return incoming
  }
}

describe.each(platforms)('on $platform', (platform) => {
  const start = (options?: Partial<WazzupModuleOptions>): Promise<RunningApp> =>
    startApp(platform, { imports: [forRoot(options)], providers: [Bot], controllers: [Other] })

  test('a shutdown waits for the response of a running delivery, and serves new deliveries meanwhile', async () => {
    const running = await start()
    const { app, post } = running
    const { notes, started, released } = app.get(Bot)
    const sendKeptAlive = keepAlive(running)
    await sendKeptAlive('/other')
    const responded = post('/wazzup', incoming('slow')).then(({ status }) => void notes.push(`responded ${status}`))
    await started.promise
    const closed = app.close().then(() => void notes.push('app closed'))
    // Nest runs other shutdown hooks before ours, so the first responses may keep the connection.
    let late = await sendKeptAlive('/wazzup', incoming('late'))
    while (late.headers.connection !== 'close') late = await sendKeptAlive('/wazzup', incoming('late'))
    expect(late.statusCode).toBe(200)
    const other = await sendKeptAlive('/other')
    expect([other.statusCode, other.headers.connection]).toEqual([200, 'close'])
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

  test('a shutdown serves a delivery on a connection that was open before', async () => {
    const { app, url } = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    let received = ''
    socket.on('data', (text) => (received += String(text)))
    // The server has accepted the connection when it has answered on a later one.
    await (await fetch(`${url}/other`)).text()
    const closed = app.close()
    while (app.getHttpServer().listening) await setTimeout(5)
    const body = JSON.stringify(incoming('late'))
    const head = ['POST /wazzup HTTP/1.1', 'Host: a', 'Content-Type: application/json']
    socket.write(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    await once(socket, 'close')
    expect(received).toMatch(/^HTTP\/1\.1 200 /)
    await closed
  })

  test('a shutdown waits at most shutdownTimeout, for handlers and for connections', async () => {
    const { app, url, post } = await start({ shutdownTimeout: 50 })
    const { notes, started } = app.get(Bot)
    const [silent, upgraded] = [1, 2].map(() => connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {}))
    app.getHttpServer().on('upgrade', (_request: unknown, socket: NodeJS.WritableStream) => socket.write('upgraded'))
    upgraded!.write('GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: any\r\n\r\n')
    await once(upgraded!, 'data')
    const cut = post('/wazzup', incoming('slow')).catch(() => 'cut')
    await started.promise
    await app.close()
    expect(notes).toEqual(['begins slow', 'database closed'])
    expect(await cut).toBe('cut')
    for (const socket of [silent!, upgraded!]) if (!socket.closed) await once(socket, 'close')
  })

  test('a client that sends one request after the other does not hold a shutdown up', async () => {
    const running = await start()
    const send = keepAlive(running)
    const statuses: (number | undefined)[] = []
    const sendOn = async (): Promise<void> => {
      for (;;) statuses.push((await send('/wazzup', incoming('again'))).statusCode)
    }
    const refused = sendOn().catch((error: NodeJS.ErrnoException) => error.code)
    while (statuses.length < 3) await setTimeout(5)
    await running.app.close()
    expect(await refused).toMatch(/^ECONN/)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  test('a hook of another module can keep the app in service', async () => {
    const released = Promise.withResolvers<void>()
    @Module({})
    class Balanced {
      beforeApplicationShutdown = (): Promise<void> => released.promise
    }
    const { app, post } = await startApp(platform, { imports: [Balanced, forRoot(), Balanced], providers: [Bot] })
    const closed = app.close()
    await setTimeout(100)
    expect((await post('/wazzup', incoming('late'))).status).toBe(200)
    released.resolve()
    await closed
    await expect(post('/wazzup', incoming('later'))).rejects.toThrow('fetch failed')
  })

  test('several accounts share one shutdown, and the longest shutdownTimeout counts', async () => {
    const imports = [
      forRoot({ name: 'first', path: 'first', shutdownTimeout: 20 }),
      forRoot(),
      forRoot({ name: 'last', path: 'last', shutdownTimeout: 20 }),
    ]
    const { app, post } = await startApp(platform, { imports, providers: [Bot] })
    const { started, released } = app.get(Bot)
    const responded = post('/wazzup', incoming('slow'))
    await started.promise
    const closed = app.close()
    // Both short timeouts have passed then.
    await setTimeout(100)
    released.resolve()
    expect((await responded).status).toBe(200)
    await closed
  })

  test('an app can be closed twice, also at the same time', async () => {
    const { app, post } = await start()
    const { started, released } = app.get(Bot)
    const responded = post('/wazzup', incoming('slow'))
    await started.promise
    const closed = Promise.all([app.close(), app.close()])
    await setTimeout(20)
    released.resolve()
    expect((await responded).status).toBe(200)
    await closed
    await app.close()
  })
})
