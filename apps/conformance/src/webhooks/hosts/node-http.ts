import { handler } from '@wazzup-kit/express-middleware'
import type { RequestListener } from 'node:http'
import { addresses, runOptionsAt, type Bot } from '../bot-under-test.ts'
import { nodeHost } from './node-host.ts'

/** Returns the bot as one listener, which finds the handler by the first part of the path. */
export function listenerOf({ webhooks, gateway }: Bot): RequestListener {
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
}

/** A Node server without a framework. */
export const nodeHttp = nodeHost({ name: 'node:http', mount: listenerOf })
