import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'
import { nameOf } from './database.ts'
import type { HostSettings, RunningHost } from './host.ts'
import { openOutbox } from './open-outbox.ts'
import { createOrderDesk } from './order-desk.ts'
import { orders } from './orders.ts'

/** Starts the bot on Express. */
export async function startExpress(settings: HostSettings): Promise<RunningHost> {
  const { secret, report, database } = settings
  const { wazzup, outbox, close } = openOutbox(settings)
  const desk = createOrderDesk({ orders, report })
  const webhooks = createWebhooks({ secret, wazzup, outbox })
    .on('message', desk.message)
    .on('echo', desk.echo)
    .on('status', desk.status)
    .on('createContact', desk.createContact)
    .on('channel', desk.channel)

  const app = express()
  app.post('/wazzup', handler(webhooks))

  const server = app.listen(settings.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  webhooks.start()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/wazzup?key=${secret}`,
    store: nameOf(database),
    settled: () => webhooks.drain({ deadline: 20_000 }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await webhooks.stop()
      await close()
    },
  }
}
