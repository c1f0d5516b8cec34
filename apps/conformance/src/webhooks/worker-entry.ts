import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** One bot for all requests, as people keep it; its Wazzup is known only when the first of them comes. */
let serve: ReturnType<typeof createWebBot> | undefined

// oxlint-disable-next-line import/no-default-export -- what a Worker is.
export default {
  fetch(request: Request, environment: Environment, context: object): Promise<Response> {
    serve ??= createWebBot(environment)
    return serve(request, environment, context)
  },
}
