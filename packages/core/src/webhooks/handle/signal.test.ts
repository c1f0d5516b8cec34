import { describe, expect, test, vi } from 'vitest'
import { bodies, inbound, outgoing } from '../../../test/wire-items.ts'
import { createWebhooks, type Background, type OnError } from '../../index.ts'

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)))

function waiting() {
  const works: Promise<unknown>[] = []
  const background: Background = { waitUntil: (work) => works.push(work) }
  return { works, background }
}

describe('the signal of a handler', () => {
  test('aborts at the deadline of the delivery', async () => {
    const reported: unknown[] = []
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError: (error) => reported.push(error) })
    let reason: unknown
    webhooks.on('message', async (_, { signal }) => {
      expect(signal.aborted).toBe(false)
      reason = await aborted(signal)
    })
    expect((await webhooks.receive({ body: bodies.message })).status).toBe(504)
    await vi.waitFor(() => expect(reason).toMatchObject({ name: 'WazzupNetworkError', reason: 'timeout' }))
    expect(reported).toEqual([reason])
  })

  test('is already aborted when the handler starts after the deadline', async () => {
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError() {} })
    let finish = () => {}
    const seen: boolean[] = []
    webhooks.on('message', () => new Promise<void>((resolve) => (finish = resolve)))
    webhooks.on('echo', (_, { signal }) => seen.push(signal.aborted))
    expect((await webhooks.receive({ body: { messages: [inbound, outgoing] } })).status).toBe(504)
    finish()
    await vi.waitFor(() => expect(seen).toEqual([true]))
  })

  test('is the same for all handlers of a delivery, and another for the next delivery', async () => {
    const webhooks = createWebhooks({ secret: false })
    const signals: AbortSignal[] = []
    webhooks.on('message', (_, context) => signals.push(context.signal, context.signal))
    webhooks.on('message', async (_, { signal }) => signals.push(signal))
    await webhooks.receive({ body: { messages: [inbound, inbound] } })
    expect(new Set(signals).size).toBe(1)
    await webhooks.receive({ body: bodies.message })
    expect(new Set(signals).size).toBe(2)
    expect(signals.some(({ aborted: isAborted }) => isAborted)).toBe(false)
  })

  test('stops a call of the client', async () => {
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError() {} })
    let outcome: unknown
    webhooks.on('createContact', async (_, { signal }) => {
      outcome = await fetch('data:,', { signal }).then(() => aborted(signal))
      throw outcome
    })
    expect((await webhooks.receive({ body: bodies.createContact })).status).toBe(504)
    await vi.waitFor(() => expect(outcome).toMatchObject({ reason: 'timeout' }))
  })

  test('exists without a client', async () => {
    const webhooks = createWebhooks({ secret: false })
    const seen: unknown[] = []
    webhooks.on('status', (_, { signal }) => seen.push(signal))
    await webhooks.receive({ body: bodies.status })
    expect(seen).toEqual([expect.any(AbortSignal)])
  })
})

describe('a handler that runs after the response', () => {
  test('has a signal that aborts at the same deadline, and the response stays a 200', async () => {
    const { works, background } = waiting()
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError() {} })
    let reason: unknown
    webhooks.on('message', async (_, { signal }) => {
      reason = await aborted(signal)
    })
    expect(await webhooks.receive({ body: bodies.message }, background)).toEqual({ status: 200 })
    await Promise.all(works)
    expect(reason).toMatchObject({ name: 'TimeoutError' })
  })

  test('has 25 seconds from the delivery on, by default', async () => {
    vi.useFakeTimers()
    try {
      const { works, background } = waiting()
      const webhooks = createWebhooks({ secret: false, onError() {} })
      let signal: AbortSignal | undefined
      webhooks.on('message', async (_, context) => {
        await new Promise((resolve) => setTimeout(resolve, 10_000))
        signal = context.signal
        await aborted(signal)
      })
      expect(await webhooks.receive({ body: bodies.message }, background)).toEqual({ status: 200 })
      await vi.advanceTimersByTimeAsync(24_900)
      expect(signal?.aborted).toBe(false)
      await vi.advanceTimersByTimeAsync(100)
      expect(signal?.reason).toMatchObject({ name: 'TimeoutError', message: 'not handled within 25000 ms' })
      await Promise.all(works)
    } finally {
      vi.useRealTimers()
    }
  })

  test('is reported at the deadline when it hangs, with the number of waiting events, and the host waits no longer', async () => {
    const { works, background } = waiting()
    const reported: unknown[] = []
    const onError: OnError = (error, subject) => reported.push({ error, subject })
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError })
    webhooks.on('message', () => new Promise(() => {}))
    const body = { messages: [inbound, inbound, inbound] }
    expect(await webhooks.receive({ body }, background)).toEqual({ status: 200 })
    await Promise.all(works)
    expect(reported).toHaveLength(1)
    const { messageId } = inbound
    expect(reported).toMatchObject([{ error: { reason: 'timeout' }, subject: { kind: 'message', messageId } }])
    expect(String((reported[0] as { error: Error }).error.message)).toMatch(
      /have not ended within 20 ms; waiting events of the delivery: 2; Wazzup got 200/,
    )
  })

  test('is not reported when it ends in time', async () => {
    const { works, background } = waiting()
    const reported: unknown[] = []
    const webhooks = createWebhooks({ secret: false, timeout: 20, onError: (error) => reported.push(error) })
    webhooks.on('message', async (_, { signal }) => void signal)
    await webhooks.receive({ body: bodies.message }, background)
    await Promise.all(works)
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(reported).toEqual([])
  })

  test('leaves no timer', async () => {
    vi.useFakeTimers()
    try {
      const { works, background } = waiting()
      const webhooks = createWebhooks({ secret: false })
      const signals: AbortSignal[] = []
      webhooks.on('message', async (_, { signal }) => signals.push(signal))
      webhooks.on('createContact', async (_, { signal }) => {
        signals.push(signal)
        return { id: 1, responsibleUserId: 1, name: 'n', contactData: [] }
      })
      await webhooks.receive({ body: bodies.message }, background)
      await webhooks.receive({ body: bodies.createContact }, background)
      await webhooks.receive({ body: { ...bodies.message, ...bodies.createContact } }, background)
      await Promise.all(works)
      expect([signals.length, vi.getTimerCount()]).toEqual([4, 0])
    } finally {
      vi.useRealTimers()
    }
  })
})
