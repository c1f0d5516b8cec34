// Must be imported before the bots, which import Next.js.
import { serveNextApi, serveNextRoute } from './next-in-process.ts'
import { createNextApiRoute } from '../next-api-bot.ts'
import { createNextRoute } from '../next-app-bot.ts'
import type { Environment } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { nextParser } from './next.ts'
import { openServer } from './open-server.ts'
import { webHost } from './web-host.ts'
import type { RequestListener } from 'node:http'

/** The routes of Next.js without its build and its router. */
export const quickNextHosts: readonly Host[] = [
  quickHost({ name: 'Next.js App Router, not built' }, '/contract/node', (environment) => {
    const route = createNextRoute('/contract/node', () => environment)
    return serveNextRoute({
      DELETE: route,
      GET: route,
      HEAD: route,
      OPTIONS: route,
      PATCH: route,
      POST: route,
      PUT: route,
    })
  }),
  quickHost({ name: 'Next.js pages/api without its body parser, not built' }, '/api/contract/raw', (environment) =>
    serveNextApi({
      default: createNextApiRoute('/api/contract/raw', () => environment),
      config: { api: { bodyParser: false, externalResolver: true } },
    }),
  ),
  quickHost({ name: 'Next.js pages/api, not built', inFront: nextParser }, '/api/contract/parsed', (environment) =>
    serveNextApi({ default: createNextApiRoute('/api/contract/parsed', () => environment) }),
  ),
]

function quickHost(
  host: Pick<Host, 'name' | 'inFront'>,
  mount: string,
  serve: (environment: Environment) => RequestListener,
): Host {
  return {
    ...host,
    async start(environment) {
      const { url, stop } = await openServer(serve(environment))
      return webHost(`${url}${mount}`, stop)
    },
  }
}
