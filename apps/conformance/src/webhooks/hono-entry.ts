import type { Environment } from './bot-under-test.ts'
import { createHonoBot } from './hono-bot.ts'

/** One app for all requests. It is created by the first one, because a Worker gets its environment with a request. */
let app: ReturnType<typeof createHonoBot> | undefined

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  fetch(request: Request, environment: Environment, context: ExecutionContext): Response | Promise<Response> {
    app ??= createHonoBot(environment)
    return app.fetch(request, environment, context)
  },
}

/** The part of Cloudflare's context that Hono needs. */
interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void
  passThroughOnException(): void
  props: object
}
