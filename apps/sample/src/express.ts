import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'
import type { HostSettings, RunningHost } from './host.ts'
import { createOrderDesk } from './order-desk.ts'
import { orders } from './orders.ts'

/** Starts the bot on Express. */
export async function startExpress({ apiKey, baseUrl, secret, report }: HostSettings): Promise<RunningHost> {
  const desk = createOrderDesk({ orders, report })
  const webhooks = createWebhooks({ secret, wazzup: createWazzup({ apiKey, baseUrl }) })
    .on('message', desk.message)
    .on('echo', desk.echo)
    .on('status', desk.status)
    .on('createContact', desk.createContact)
    .on('channel', desk.channel)

  const app = express()
  app.post('/wazzup', handler(webhooks))

  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/wazzup?key=${secret}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
