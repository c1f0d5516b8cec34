import { createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { describe, expect, it } from 'vitest'
import { webhookHandler } from './webhook-handler.ts'

const address = 'https://bot.example/wazzup'
const post = (body: BodyInit, headers: HeadersInit = {}) => new Request(address, { method: 'POST', body, headers })
const status = JSON.stringify({ statuses: [{ messageId: 'a', status: 'read' }] })

/** A receiver whose handler waits, then fails. */
function createFailing() {
  const failures: unknown[] = []
  let go: (() => void) | undefined
  const webhooks: Webhooks = createWebhooks({ secret: false, onError: (error) => failures.push(error) }).on(
    'status',
    async () => {
      await new Promise<void>((resolve) => (go = resolve))
      throw new Error('on demand')
    },
  )
  return { handler: webhookHandler(webhooks), failures, go: () => go!() }
}

/** A context as runtimes have them: its method insists on its `this`. */
class Context {
  readonly waited: Promise<unknown>[] = []

  waitUntil(work: Promise<unknown>): void {
    this.waited.push(work)
  }
}

describe('handlers run after the reply', () => {
  it.each([
    { runtime: 'Cloudflare Workers', given: (context: Context) => [{ SECRET: 'a', waitUntil: 'a text' }, context] },
    { runtime: 'Vercel', given: (context: Context) => [context] },
    { runtime: 'a runtime with nothing in the first place', given: (context: Context) => [undefined, null, context] },
  ])('where the runtime can wait: $runtime', async ({ given }) => {
    const { handler, failures, go } = createFailing()
    const context = new Context()
    expect(await handler(post(status), ...given(context))).toMatchObject({ status: 200 })
    expect(context.waited).toHaveLength(1)
    expect(failures).toEqual([])
    go()
    await context.waited[0]
    expect(failures).toMatchObject([{ message: 'on demand' }])
  })

  it('and before it where the runtime cannot, or is not told', async () => {
    const { handler, go } = createFailing()
    const response = handler(post(status), { SECRET: 'a' })
    await expect.poll(() => go()).toBeUndefined()
    expect(await response).toMatchObject({ status: 500 })
  })
})

describe('the body', () => {
  const handler = webhookHandler(createWebhooks({ secret: false }))

  it('that somebody has read gets 500 at once, with the reason', async () => {
    const request = post(status)
    await request.text()
    const response = await handler(request)
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('read by something else') })
  })

  it('of a clone is one more', async () => {
    const request = post(status)
    await request.clone().text()
    expect(await handler(request)).toMatchObject({ status: 200 })
  })

  it('that is too large is refused at once, although a clone is never read', async () => {
    const request = post('x'.repeat(6_000_000))
    request.clone()
    expect(await handler(request)).toMatchObject({ status: 413 })
  })
})

it('anything but a POST gets 405', async () => {
  const response = await webhookHandler(createWebhooks({ secret: false }))(new Request(address))
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST')
})
