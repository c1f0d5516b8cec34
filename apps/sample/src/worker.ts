import { env } from 'cloudflare:workers'
import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'
import { createOrderDesk } from './order-desk.ts'
import { orders } from './orders.ts'

const wazzup = createWazzup({ apiKey: env.WAZZUP_API_KEY, baseUrl: env.WAZZUP_BASE_URL })
const desk = createOrderDesk({
  orders,
  report: (line) => env.DUTY.fetch('https://duty.example/', { method: 'POST', body: line }),
})
const webhooks = createWebhooks({ secret: env.WEBHOOK_SECRET, wazzup })
  .on('message', desk.message)
  .on('echo', desk.echo)
  .on('status', desk.status)
  .on('createContact', desk.createContact)
  .on('channel', desk.channel)

/** The bot on Cloudflare Workers. */
// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default { fetch: handler(webhooks) }
