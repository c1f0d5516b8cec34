import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** The function that the runtime calls for every request. */
interface FetchEvent {
  request: Request
  respondWith(response: Promise<Response>): void
  waitUntil(work: Promise<unknown>): void
}

const { environment, addEventListener: listen } = globalThis as unknown as {
  environment: Environment
  addEventListener(kind: 'fetch', listener: (event: FetchEvent) => void): void
}
const serve = createWebBot(environment)

listen('fetch', (event) => event.respondWith(serve(event.request, (work) => event.waitUntil(work))))
