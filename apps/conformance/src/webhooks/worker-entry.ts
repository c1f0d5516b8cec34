// @ts-expect-error -- a module of workerd
import { waitUntil } from 'cloudflare:workers'
import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** One bot for all requests. It is created by the first one, because a Worker gets its environment with a request. */
let serve: ReturnType<typeof createWebBot> | undefined

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  fetch(request: Request, environment: Environment): Promise<Response> {
    serve ??= createWebBot(environment)
    return serve(request, waitUntil)
  },
}
