import { createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { describe, expect, it } from 'vitest'
import { handler, type HandlerOptions } from './handler.ts'

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

/** A context like those of the runtimes: `waitUntil` needs its `this`. */
class Context {
  readonly waited: Promise<unknown>[] = []

  waitUntil(work: Promise<unknown>): void {
    this.waited.push(work)
  }
}

describe('handlers run after the response', () => {
  it.each([
    { runtime: 'Cloudflare Workers', given: (context: Context) => [{ SECRET: 'a', waitUntil: 'a text' }, context] },
    { runtime: 'Vercel', given: (context: Context) => [context] },
    { runtime: 'a runtime that passes undefined first', given: (context: Context) => [undefined, null, context] },
  ])('with afterResponse, when the context has waitUntil: $runtime', async ({ given }) => {
    const { handle, failures, go } = createFailing({ runHandlers: 'afterResponse' })
    const context = new Context()
    expect(await handle(post(status), ...given(context))).toMatchObject({ status: 200 })
    expect(context.waited).toHaveLength(1)
    expect(failures).toEqual([])
    go()
    await context.waited[0]
    expect(failures).toMatchObject([{ message: 'on demand' }])
  })
})

describe('handlers run before the response', () => {
  it.each<{ when: string; options?: HandlerOptions; context?: unknown }>([
    { when: 'by default', context: new Context() },
    { when: 'with beforeResponse', options: { runHandlers: 'beforeResponse' }, context: new Context() },
    {
      when: 'with afterResponse, when the context has no waitUntil',
      options: { runHandlers: 'afterResponse' },
      context: { SECRET: 'a' },
    },
    { when: 'with afterResponse, without a context', options: { runHandlers: 'afterResponse' } },
  ])('$when', async ({ options, context }) => {
    const { handle, failures, go } = createFailing(options)
    const response = handle(post(status), context)
    await expect.poll(() => go()).toBeUndefined()
    expect(await response).toMatchObject({ status: 500 })
    expect(failures).toHaveLength(1)
    if (context instanceof Context) expect(context.waited).toEqual([])
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
