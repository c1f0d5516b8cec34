import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'
import { nameOf } from './database.ts'
import type { HostSettings, RunningHost } from './host.ts'
import { openStore } from './open-store.ts'
import { createOrderDesk, quick, takeover, troubles } from '../order-desk.ts'
import { orders } from '../orders.ts'

/** Starts the bot on Express. */
export async function startExpress(settings: HostSettings): Promise<RunningHost> {
  const { apiKey, baseUrl, secret, report, database, account, fetch } = settings
  const stores = openStore(settings)
  const store = stores.forAccount(account)
  const wazzup = createWazzup({ apiKey, baseUrl, fetch, store })
  const outbox = createOutbox({ wazzup, store })
  const desk = createOrderDesk({ wazzup, outbox, orders, report })
  outbox.on(troubles, desk.trouble)
  const webhooks = createWebhooks({ secret, outbox, takeover })
    .onQuiet(quick, desk.messages)
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
    tellReady: desk.tellReady,
    settled: () => webhooks.drain({ deadline: 20_000 }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await webhooks.stop()
      await stores.close()
    },
  }
}
