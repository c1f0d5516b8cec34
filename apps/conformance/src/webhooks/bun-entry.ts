import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** The parts of Bun that this entry uses. https://bun.com/docs/runtime/http/server */
declare const Bun: {
  serve(options: { hostname: string; port: number; fetch(request: Request): Promise<Response> }): { url: URL }
  env: Record<string, string | undefined>
}

const serve = createWebBot(JSON.parse(Bun.env.ENVIRONMENT!) as Environment)
// A process of Bun continues after a response, so nothing has to keep it alive.
const { url } = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: (request) => serve(request, () => {}) })
console.log(`listens at ${url.origin}`)
