import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createWazzup, createWebhooks, type Wazzup } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'

/** A running bot that uses the emulator, like a developer's own bot. */
export interface Bot {
  wazzup: Wazzup
  /** The webhook address to subscribe. */
  url: string
  /** Subscribes the address through the API. */
  subscribe(): Promise<unknown>
  close(): Promise<void>
}

const orders = new Map([
  ['1001', 'on its way'],
  ['1002', 'at the door'],
])

/** Starts a bot that replies with the place of an order, over real HTTP in both directions. */
export async function startBot({ keys }: Emulator, baseUrl: string): Promise<Bot> {
  const wazzup = createWazzup({ apiKey: keys.apiKey, baseUrl })
  const secret = 'bot-secret'
  const webhooks = createWebhooks({ secret, wazzup, onError() {} }).on('message', async ({ text }, { reply }) => {
    const number = /\d{4}/.exec(text ?? '')?.[0]
    if (number === undefined) return
    await reply({ text: `Order ${number}: ${orders.get(number) ?? 'unknown'}.` })
  })
  const app = express()
  app.post('/wazzup', handler(webhooks))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wazzup?key=${secret}`
  return {
    wazzup,
    url,
    subscribe: () => wazzup.subscription.ensure({ url }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
