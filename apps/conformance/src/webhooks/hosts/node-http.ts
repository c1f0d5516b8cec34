import { handler } from '@wazzup-kit/express-middleware'
import type { RequestListener } from 'node:http'
import { addresses, runOptionsAt } from '../bot-under-test.ts'
import { nodeHost } from './node-host.ts'

/** A Node server without a framework. */
export const nodeHttp = nodeHost({
  name: 'node:http',
  mount({ webhooks, gateway }) {
    const handlers = new Map<string, RequestListener>(
      addresses.map((address) => [address, handler(webhooks[address], runOptionsAt(address))]),
    )
    handlers.set('api', handler(gateway, { path: '/api/wazzup' }))
    return (request, response) => {
      const [, first = ''] = request.url!.split(/[/?]/)
      const listener = handlers.get(first)
      if (listener) listener(request, response)
      else response.writeHead(404).end()
    }
  },
})
