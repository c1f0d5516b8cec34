import { beforeEach, describe, expect, test, vi } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { bodies, inbound, outgoing } from '../../../test/wire-items.ts'
import { createWebhooks, type OnError, type ReceiverOptions } from '../../index.ts'
import { createMemoryStore } from '../../store.ts'

const broken = new TypeError('Illegal invocation')
const throwing = {
  waitUntil: () => {
    throw broken
  },
}
let reported: Parameters<OnError>[]
let notes: string[]
beforeEach(() => {
  reported = []
  notes = []
})

const reporting = (options: Partial<ReceiverOptions> = {}) =>
  createWebhooks({ secret: false, onError: (...failure) => reported.push(failure), ...options })

/** The call of `onError` for the error of `waitUntil`. */
const ofWaitUntil = (status: number) => [
  broken,
  { kind: 'delivery', status, reason: 'waitUntil of the host failed', remedy: expect.stringContaining('(work) =>') },
]

describe('when waitUntil throws', () => {
  test('handlers run before the response, and the error is reported once', async () => {
    const webhooks = reporting()
    webhooks.on('message', async () => void notes.push('message')).on('echo', async () => void notes.push('echo'))
    const body = { messages: [inbound, outgoing] }
    expect(await webhooks.receive({ body }, throwing)).toEqual({ status: 200 })
    expect(notes).toEqual(['message', 'echo'])
    expect(reported).toEqual([ofWaitUntil(200)])
  })

  test('Wazzup gets 500 when a handler fails', async () => {
    const webhooks = reporting()
    const failure = new Error('of the handler')
    webhooks.on('message', () => Promise.reject(failure))
    expect(readResponse(await webhooks.receive({ body: bodies.message }, throwing)).status).toBe(500)
    expect(reported).toEqual([[failure, expect.objectContaining({ kind: 'message' })], ofWaitUntil(500)])
  })

  test('Wazzup gets 504 when a handler never ends, and its signal aborts', async () => {
    const webhooks = reporting({ timeout: 20 })
    let signal: AbortSignal | undefined
    webhooks.on('message', (_message, context) => {
      signal = context.signal
      return new Promise(() => {})
    })
    expect(readResponse(await webhooks.receive({ body: bodies.message }, throwing)).status).toBe(504)
    expect(signal?.aborted).toBe(true)
    expect(reported).toEqual([
      [expect.objectContaining({ reason: 'timeout' }), expect.objectContaining({ status: 504 })],
      ofWaitUntil(504),
    ])
  })

  test('no timer is left when a handler has read its signal', async () => {
    vi.useFakeTimers()
    const webhooks = reporting()
    webhooks.on('message', async (_message, { signal }) => void notes.push(`aborted: ${signal.aborted}`))
    await webhooks.receive({ body: bodies.message }, throwing)
    expect([notes, vi.getTimerCount()]).toEqual([['aborted: false'], 0])
    vi.useRealTimers()
  })

  test('a question gets its entity after the other handlers', async () => {
    const webhooks = reporting()
    const entity = { id: '1', responsibleUserId: 'u', name: 'n', contactData: [] }
    webhooks.on('createContact', async () => entity).on('message', async () => void notes.push('message'))
    const body = { ...bodies.createContact, ...bodies.message }
    expect(readResponse(await webhooks.receive({ body }, throwing))).toEqual({ status: 200, body: entity })
    expect([notes, reported]).toEqual([['message'], [ofWaitUntil(200)]])
  })

  test('the events of a receiver with a store are stored', async () => {
    const webhooks = reporting({
      store: createMemoryStore().forAccount('a'),
      takeover: { pause: 60_000 },
    })
    webhooks.on('echo', async () => void notes.push('echo'))
    expect(await webhooks.receive({ body: bodies.echo }, throwing)).toEqual({ status: 200 })
    await webhooks.drain({ deadline: 1_000 })
    expect([notes, reported]).toEqual([['echo'], [ofWaitUntil(200)]])
  })
})

test('a waitUntil that rejects is reported, and handlers run after the response', async () => {
  const webhooks = reporting()
  let finish = () => {}
  webhooks.on('message', () => new Promise<void>((resolve) => (finish = resolve)))
  expect(await webhooks.receive({ body: bodies.message }, { waitUntil: () => Promise.reject(broken) })).toEqual({
    status: 200,
  })
  await vi.waitFor(() => expect(reported).toEqual([ofWaitUntil(200)]))
  finish()
})
