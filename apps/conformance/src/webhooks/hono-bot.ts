import type { WaitUntil } from '@wazzup-kit/core'
import { Hono, type Context } from 'hono'
import { addresses, type Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** The bot under test as an app of Hono, for Node and for Workers. */
export function createHonoBot(environment: Environment): Hono {
  const serve = createWebBot(environment)
  const app = new Hono()
  const paths = [...addresses.map((address) => `/${address}`), '/api/wazzup/*', '/seen']
  for (const path of paths) app.all(path, (c) => serve(c.req.raw, waitUntilOf(c)))
  return app
}

/** Only Workers have an execution context; elsewhere, Hono throws. */
function waitUntilOf(c: Context): WaitUntil {
  try {
    const { executionCtx } = c
    return (work) => executionCtx.waitUntil(work)
  } catch {
    return () => {}
  }
}
