import { createGateway, createWazzup, createWebhooks, type RunHandlers } from '@wazzup-kit/core'
import { expectTypeOf, test } from 'vitest'
import { createTenants } from '@wazzup-kit/core/tenants'
import { handler, tenantHandler, type HandlerOptions } from './index.ts'

const wazzup = createWazzup({ apiKey: 'a' })
const webhooks = createWebhooks({ secret: 'a', wazzup })

/** As a Worker has it. */
declare const waitUntil: (promise: Promise<unknown>) => void
/** As Next.js has it. */
declare const after: <T>(task: Promise<T> | (() => T | Promise<T>)) => void

test('handler takes waitUntil together with afterResponse', () => {
  handler(webhooks)
  handler(webhooks, { runHandlers: 'beforeResponse' })
  handler(webhooks, { runHandlers: undefined, waitUntil: undefined })
  handler(webhooks, { runHandlers: 'afterResponse', waitUntil })
  handler(webhooks, { runHandlers: 'afterResponse', waitUntil: after })
  // @ts-expect-error -- waitUntil is missing
  handler(webhooks, { runHandlers: 'afterResponse' })
  // @ts-expect-error -- it would not be used
  handler(webhooks, { waitUntil })
  // @ts-expect-error -- it would not be used
  handler(webhooks, { runHandlers: 'beforeResponse', waitUntil })
  // @ts-expect-error -- a context, not its function
  handler(webhooks, { runHandlers: 'afterResponse', waitUntil: { waitUntil } })
  expectTypeOf<HandlerOptions['runHandlers']>().toEqualTypeOf<RunHandlers | undefined>()
})

test('handler takes a Request and returns a Response', () => {
  expectTypeOf(handler(webhooks)).toExtend<(request: Request) => Promise<Response>>()
  handler(createGateway({ wazzup, allow: ['channels.list'], authorize: () => 401 }), { path: '/api/wazzup' })
  // @ts-expect-error -- neither webhooks nor a gateway
  handler({ secret: 'a' })
  // @ts-expect-error -- no target
  handler()
})

test('tenantHandler takes what handler takes', () => {
  const tenants = createTenants({ resolve: async () => undefined })
  const readId = (request: Request) => new URL(request.url).pathname.split('/')[2]
  expectTypeOf(tenantHandler(tenants, readId)).toExtend<(request: Request) => Promise<Response>>()
  tenantHandler(tenants, readId, { runHandlers: 'afterResponse', waitUntil })
  // @ts-expect-error -- waitUntil is missing
  tenantHandler(tenants, readId, { runHandlers: 'afterResponse' })
  // @ts-expect-error -- without the function that returns the id
  tenantHandler(tenants)
})
