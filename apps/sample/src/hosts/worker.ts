import { env } from 'cloudflare:workers'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox } from '@wazzup-kit/core/store'
import { BotObject } from '@wazzup-kit/edge/durable-object'
import { createOrderDesk, quick, takeover, troubles } from '../order-desk.ts'
import { orders } from '../orders.ts'

/** The bot on Cloudflare Workers: a Durable Object, which has the store. */
export class OrderDesk extends BotObject {
  wazzup = createWazzup({ apiKey: env.WAZZUP_API_KEY, baseUrl: env.WAZZUP_BASE_URL, store: this.store })
  outbox = createOutbox({ wazzup: this.wazzup, store: this.store, concurrency: 6 })
  desk = createOrderDesk({
    wazzup: this.wazzup,
    outbox: this.outbox,
    orders,
    report: (line) => env.DUTY.fetch('https://duty.example/', { method: 'POST', body: line }),
  })
  webhooks = createWebhooks({
    secret: env.WEBHOOK_SECRET,
    outbox: this.outbox.on(troubles, this.desk.trouble),
    takeover,
  })
    .onQuiet(quick, this.desk.messages)
    .on('status', this.desk.status)
    .on('createContact', this.desk.createContact)
    .on('channel', this.desk.channel)

  /** Your shop calls it, for example from another Worker. */
  tellReady(number: string): Promise<void> {
    return this.desk.tellReady(number)
  }
}

/** Passes each delivery to the object. */
// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  fetch: (request: Request): Promise<Response> => env.ORDER_DESK.getByName('main').fetch(request),
}
