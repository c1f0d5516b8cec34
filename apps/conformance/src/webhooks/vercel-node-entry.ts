import { waitUntil } from '@vercel/functions'
import { handler } from '@wazzup-kit/express-middleware'
import type { RequestListener } from 'node:http'
import { addresses, createBot, runOptionsAt, type Environment } from './bot-under-test.ts'

const bot = createBot(JSON.parse(process.env.ENVIRONMENT!) as Environment)
const listeners = new Map<string, RequestListener>(
  addresses.map((address) => [address, handler(bot.webhooks[address], runOptionsAt(address, waitUntil))]),
)
listeners.set('api', handler(bot.gateway, { path: '/api/wazzup' }))
listeners.set('seen', (_request, response) => void response.end(JSON.stringify(bot.takeSeen())))

const serve: RequestListener = (request, response) => {
  const [, first = ''] = request.url!.split(/[/?]/)
  listeners.get(first)!(request, response)
}
// oxlint-disable-next-line import/no-default-export -- a function of Vercel is a default export.
export default serve
