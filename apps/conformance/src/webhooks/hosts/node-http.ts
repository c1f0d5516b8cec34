import { gatewayHandler, webhookHandler } from '@wazzup-kit/express-middleware'
import type { RequestListener } from 'node:http'
import { addresses } from '../bot-under-test.ts'
import { nodeHost } from './node-host.ts'

/** Without a framework. */
export const nodeHttp = nodeHost({
  name: 'node:http',
  mount({ webhooks, gateway }) {
    const handlers = new Map<string, RequestListener>(
      addresses.map((address) => [address, webhookHandler(webhooks[address])]),
    )
    handlers.set('api', gatewayHandler(gateway, { path: '/api/wazzup' }))
    return (request, response) => {
      const [, first = ''] = request.url!.split(/[/?]/)
      const handler = handlers.get(first)
      if (handler) handler(request, response)
      else response.writeHead(404).end()
    }
  },
})
