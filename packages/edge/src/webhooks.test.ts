import { createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { describe, expect, it } from 'vitest'
import { handler, type HandlerOptions } from './index.ts'

const address = 'https://bot.example/wazzup'
const post = (body: BodyInit, headers: HeadersInit = {}) => new Request(address, { method: 'POST', body, headers })
const status = JSON.stringify({ statuses: [{ messageId: 'a', status: 'read' }] })

/** Creates a receiver whose handler waits and then fails. */
function createFailing(options?: HandlerOptions) {
  const failures: unknown[] = []
  let go: (() => void) | undefined
  const webhooks: Webhooks = createWebhooks({ secret: false, onError: (error) => failures.push(error) }).on(
    'status',
    async () => {
      await new Promise<void>((resolve) => (go = resolve))
      throw new Error('on demand')
    },
  )
  return { handle: handler(webhooks, options), failures, go: () => go!() }
}

/** A context like that of a Worker: `waitUntil` needs its `this`. */
class Context {
  readonly waited: Promise<unknown>[] = []

  waitUntil(work: Promise<unknown>): void {
    this.waited.push(work)
  }
}

const contexts = [
  { runtime: 'Cloudflare Workers', given: (context: Context) => [{ SECRET: 'a', waitUntil: 'a text' }, context] },
  { runtime: 'Vercel', given: (context: Context) => [context] },
  { runtime: 'a runtime that passes undefined first', given: (context: Context) => [undefined, null, context] },
]

describe('afterResponse', () => {
  it('responds first, and passes the handlers to waitUntil', async () => {
    const context = new Context()
    const { handle, failures, go } = createFailing({
      runHandlers: 'afterResponse',
      waitUntil: (work) => context.waitUntil(work),
    })
    expect(await handle(post(status))).toMatchObject({ status: 200 })
    expect(context.waited).toHaveLength(1)
    expect(failures).toEqual([])
    go()
    await context.waited[0]
    expect(failures).toMatchObject([{ message: 'on demand' }])
  })

  it.each(contexts)('uses its own waitUntil on $runtime', async ({ given }) => {
    const waited: Promise<unknown>[] = []
    const context = new Context()
    const { handle, go } = createFailing({ runHandlers: 'afterResponse', waitUntil: (work) => waited.push(work) })
    expect(await handle(post(status), ...given(context))).toMatchObject({ status: 200 })
    go()
    expect([waited.length, context.waited.length]).toEqual([1, 0])
  })
})

describe('handlers run before the response', () => {
  it.each(contexts.flatMap((context) => [undefined, 'beforeResponse' as const].map((runs) => ({ ...context, runs }))))(
    'whatever $runtime passes behind the request, with runHandlers: $runs',
    async ({ given, runs }) => {
      const { handle, failures, go } = createFailing({ runHandlers: runs })
      const context = new Context()
      const response = handle(post(status), ...given(context))
      await expect.poll(() => go()).toBeUndefined()
      expect(await response).toMatchObject({ status: 500 })
      expect([failures.length, context.waited]).toEqual([1, []])
    },
  )

  it('when waitUntil throws, which is reported', async () => {
    const { waitUntil } = new Context()
    const { handle, failures, go } = createFailing({ runHandlers: 'afterResponse', waitUntil })
    const response = handle(post(status))
    await expect.poll(() => go()).toBeUndefined()
    expect(await response).toMatchObject({ status: 500 })
    expect(failures).toMatchObject([{ message: 'on demand' }, { name: 'TypeError' }])
  })
})

describe('the body', () => {
  const handle = handler(createWebhooks({ secret: false }))

  it('gets 500 with the reason when other code has read it', async () => {
    const request = post(status)
    await request.text()
    const response = await handle(request)
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('read by other code') })
  })

  it('is readable when a clone was read before', async () => {
    const request = post(status)
    await request.clone().text()
    expect(await handle(request)).toMatchObject({ status: 200 })
  })

  it('gets 413 when it is too large, although a clone is never read', async () => {
    const request = post('x'.repeat(6_000_000))
    request.clone()
    expect(await handle(request)).toMatchObject({ status: 413 })
  })
})

it('every method except POST gets 405', async () => {
  const response = await handler(createWebhooks({ secret: false }))(new Request(address))
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST')
})
