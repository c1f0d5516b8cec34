import {
  createWebhooks,
  type Delivery,
  type InboundTarget,
  type WebhookResponse,
  type Webhooks,
} from '@wazzup-kit/core'
import express from 'express'
import express4 from 'express-4'
import type { RequestListener } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createSender, serve } from './test-servers.ts'
import { handler } from './handler.ts'

const ping = JSON.stringify({ test: true })

/** Wraps a receiver and records its deliveries and responses. */
function createWatched(
  webhooks: Webhooks,
): InboundTarget & { deliveries: Delivery[]; responses: Promise<WebhookResponse>[] } {
  const deliveries: Delivery[] = []
  const responses: Promise<WebhookResponse>[] = []
  return {
    deliveries,
    responses,
    receive(delivery, background) {
      const response = webhooks.receive(delivery, background)
      deliveries.push(delivery)
      responses.push(response)
      return response
    },
  }
}

const open = () => createWatched(createWebhooks({ secret: false }))

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resume) => setTimeout(resume, 5))
}

describe('a client that disconnects', () => {
  it('before its body is complete ends the delivery with 400, and the server keeps working', async () => {
    const webhooks = open()
    const server = await serve(handler(webhooks))
    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"messages":')
    await until(() => webhooks.responses.length === 1)
    socket.destroy()
    expect(await webhooks.responses[0]).toMatchObject({
      status: 400,
      body: JSON.stringify({ error: 'the body broke off' }),
    })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })

  it('while a handler runs does not stop the handler, and the server keeps working', async () => {
    let finish: (() => void) | undefined
    const webhooks = createWatched(
      createWebhooks({ secret: false }).on('status', () => new Promise<void>((resolve) => (finish = resolve))),
    )
    const server = await serve(handler(webhooks))
    const body = JSON.stringify({ statuses: [{ messageId: 'a', status: 'read' }] })
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    await until(() => finish !== undefined)
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.destroy()
    await gone
    finish!()
    expect(await webhooks.responses[0]).toEqual({ status: 200 })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })
})

describe('a response that is sent before the body has arrived', () => {
  it('reaches the client, and the connection stays open: 401 and 413', async () => {
    const webhooks = createWebhooks({ secret: 'right' })
    const server = await serve(handler(webhooks))
    const send = createSender(server)
    const upload = Buffer.alloc(20_000_000, ' ')
    expect(await send('/?key=wrong', upload)).toMatchObject({ status: 401 })
    expect(await send('/?key=right', upload)).toMatchObject({ status: 413 })
    expect(await send('/?key=right', ping)).toMatchObject({ status: 200 })
    expect(server.connections()).toBe(1)
  })
})

describe('a body that throws when it is read from the request', () => {
  /** Adds a `body` to requests that throws, as on Vercel. */
  const throwing =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      const get = () => {
        throw new Error('of the host')
      }
      Object.defineProperty(request, 'body', { get })
      listener(request, response)
    }

  it('is read from the stream', async () => {
    const server = await serve(throwing(handler(open())))
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })

  it('gets 500 with the reason when the stream was read, and the server keeps working', async () => {
    const listener = throwing(handler(open()))
    const server = await serve((request, response) => {
      request.on('end', () => listener(request, response)).resume()
    })
    const send = createSender(server)
    const unread = { status: 500, json: { error: expect.stringContaining('read by other code') } }
    expect(await send('/', ping)).toMatchObject(unread)
    expect(await send('/', ping)).toMatchObject(unread)
  })
})

describe('runHandlers', () => {
  const body = JSON.stringify({ statuses: [{ messageId: 'a', status: 'read' }] })

  /** Creates webhooks whose handler waits and then fails. */
  function createFailing() {
    const failures: unknown[] = []
    const released = Promise.withResolvers<void>()
    const webhooks = createWebhooks({ secret: false, onError: (error) => failures.push(error) }).on(
      'status',
      async () => {
        await released.promise
        throw new Error('on demand')
      },
    )
    return { webhooks, failures, release: () => released.resolve() }
  }

  it('afterResponse sends 200 while the handler runs, and its failure is reported', async () => {
    const { webhooks, failures, release } = createFailing()
    const send = createSender(await serve(handler(webhooks, { runHandlers: 'afterResponse' })))
    expect(await send('/', body)).toMatchObject({ status: 200, json: undefined })
    expect(failures).toEqual([])
    release()
    await until(() => failures.length === 1)
    expect(failures).toMatchObject([{ message: 'on demand' }])
  })

  it('afterResponse passes the handlers to waitUntil', async () => {
    const { webhooks, failures, release } = createFailing()
    const waited: Promise<unknown>[] = []
    const waitUntil = (work: Promise<unknown>) => waited.push(work)
    const send = createSender(await serve(handler(webhooks, { runHandlers: 'afterResponse', waitUntil })))
    expect(await send('/', body)).toMatchObject({ status: 200 })
    expect([waited.length, failures]).toEqual([1, []])
    release()
    await waited[0]
    expect(failures).toMatchObject([{ message: 'on demand' }])
  })

  it.each([undefined, 'beforeResponse'] as const)('%s sends 500 when the handler fails', async (runHandlers) => {
    const { webhooks, failures, release } = createFailing()
    release()
    expect(await createSender(await serve(handler(webhooks, { runHandlers })))('/', body)).toMatchObject({
      status: 500,
    })
    expect(failures).toHaveLength(1)
  })
})

describe.each([
  { name: 'Express 4', framework: express4 as unknown as typeof express },
  { name: 'Express 5', framework: express },
])('on $name', ({ framework }) => {
  it.each([
    {
      title: 'all of it',
      drain: (request: NodeJS.ReadableStream, next: () => void) => void request.on('end', next).resume(),
    },
    {
      title: 'the beginning',
      drain: (request: NodeJS.ReadableStream, next: () => void) => void request.once('data', () => next()),
    },
  ])('a body of which other code has read $title gets 500 with the reason', async ({ drain }) => {
    const app = framework()
    app.use((request, _response, next) => drain(request, next))
    app.post('/', handler(open()))
    const response = await createSender(await serve(app))('/', ping)
    expect(response).toMatchObject({ status: 500, json: { error: expect.stringContaining('read by other code') } })
  })

  it('passes the whole address to the receiver, also in a mounted router', async () => {
    const webhooks = open()
    const app = framework()
    app.use('/hooks', framework.Router().post('/wazzup', handler(webhooks)))
    expect(await createSender(await serve(app))('/hooks/wazzup?key=a', ping)).toMatchObject({ status: 200 })
    expect(webhooks.deliveries).toMatchObject([{ url: '/hooks/wazzup?key=a' }])
  })

  it('does not change a response that other code has begun', async () => {
    const webhooks = open()
    const app = framework()
    app.use((_request, response, next) => {
      response.status(503).type('json').write('{"error":')
      next()
      void Promise.all(webhooks.responses).then(() => setImmediate(() => response.end('"busy"}')))
    })
    app.post('/', handler(webhooks))
    expect(await createSender(await serve(app))('/', ping)).toMatchObject({ status: 503, json: { error: 'busy' } })
    expect(await webhooks.responses[0]).toEqual({ status: 200 })
  })

  it('closes the connection when the response cannot be written, and the server keeps working', async () => {
    const app = framework()
    app.use('/broken', (_request, response, next) => {
      response.writeHead = () => {
        throw new Error('broken by other code')
      }
      next()
    })
    app.use(handler(open()))
    const server = await serve(app)
    await expect(createSender(server)('/broken', ping)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })
})
