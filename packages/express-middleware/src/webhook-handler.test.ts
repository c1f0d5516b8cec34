import { createWebhooks, type Delivery, type WebhookResponse, type Webhooks } from '@wazzup-kit/core'
import express from 'express'
import express4 from 'express-4'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createSender, serve } from './test-servers.ts'
import { webhookHandler } from './webhook-handler.ts'

const ping = JSON.stringify({ test: true })

/** A receiver, and what went through it. */
function createWatched(
  webhooks: Webhooks,
): Pick<Webhooks, 'receive'> & { deliveries: Delivery[]; replies: Promise<WebhookResponse>[] } {
  const deliveries: Delivery[] = []
  const replies: Promise<WebhookResponse>[] = []
  return {
    deliveries,
    replies,
    receive(delivery) {
      const reply = webhooks.receive(delivery)
      deliveries.push(delivery)
      replies.push(reply)
      return reply
    },
  }
}

const open = () => createWatched(createWebhooks({ secret: false }))

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resume) => setTimeout(resume, 5))
}

describe('a client that goes away', () => {
  it('in the middle of its body: the receiver is done with it, and the server goes on', async () => {
    const webhooks = open()
    const server = await serve(webhookHandler(webhooks))
    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"messages":')
    await until(() => webhooks.replies.length === 1)
    socket.destroy()
    expect(await webhooks.replies[0]).toMatchObject({ status: 400, body: { error: 'the body broke off' } })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })

  it('while a handler runs: the handler is done, and the server goes on', async () => {
    let finish: (() => void) | undefined
    const webhooks = createWatched(
      createWebhooks({ secret: false }).on('status', () => new Promise<void>((resolve) => (finish = resolve))),
    )
    const server = await serve(webhookHandler(webhooks))
    const body = JSON.stringify({ statuses: [{ messageId: 'a', status: 'read' }] })
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    await until(() => finish !== undefined)
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.destroy()
    await gone
    finish!()
    expect(await webhooks.replies[0]).toEqual({ status: 200 })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })
})

describe('a reply that comes before the body has arrived', () => {
  it('is seen, and the connection goes on: 401 and 413', async () => {
    const webhooks = createWebhooks({ secret: 'right' })
    const server = await serve(webhookHandler(webhooks))
    const send = createSender(server)
    const upload = Buffer.alloc(20_000_000, ' ')
    expect(await send('/?key=wrong', upload)).toMatchObject({ status: 401 })
    expect(await send('/?key=right', upload)).toMatchObject({ status: 413 })
    expect(await send('/?key=right', ping)).toMatchObject({ status: 200 })
    expect(server.connections()).toBe(1)
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
      title: 'its beginning',
      drain: (request: NodeJS.ReadableStream, next: () => void) => void request.once('data', () => next()),
    },
  ])('a body of which somebody has read $title gets 500 at once, with the reason', async ({ drain }) => {
    const app = framework()
    app.use((request, _response, next) => drain(request, next))
    app.post('/', webhookHandler(open()))
    const answer = await createSender(await serve(app))('/', ping)
    expect(answer).toMatchObject({ status: 500, json: { error: expect.stringContaining('read by something else') } })
  })

  it('the address is the whole one, wherever the handler is mounted', async () => {
    const webhooks = open()
    const app = framework()
    app.use('/hooks', framework.Router().post('/wazzup', webhookHandler(webhooks)))
    expect(await createSender(await serve(app))('/hooks/wazzup?key=a', ping)).toMatchObject({ status: 200 })
    expect(webhooks.deliveries).toMatchObject([{ url: '/hooks/wazzup?key=a' }])
  })

  it('somebody who has answered before is left alone', async () => {
    const webhooks = open()
    const app = framework()
    app.use((_request, response, next) => {
      response.status(503).type('json').write('{"error":')
      next()
      void Promise.all(webhooks.replies).then(() => setImmediate(() => response.end('"busy"}')))
    })
    app.post('/', webhookHandler(webhooks))
    expect(await createSender(await serve(app))('/', ping)).toMatchObject({ status: 503, json: { error: 'busy' } })
    expect(await webhooks.replies[0]).toEqual({ status: 200 })
  })

  it('a response that cannot be written ends, and the server goes on', async () => {
    const app = framework()
    app.use('/broken', (_request, response, next) => {
      response.writeHead = () => {
        throw new Error('broken by somebody')
      }
      next()
    })
    app.use(webhookHandler(open()))
    const server = await serve(app)
    await expect(createSender(server)('/broken', ping)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await createSender(server)('/', ping)).toMatchObject({ status: 200 })
  })
})
