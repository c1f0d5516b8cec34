import { expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../test/virtual-time.ts'
import { createWazzup, type Hooks } from '../index.ts'

useVirtualTime()

const apiKey = 'c8cf90444023482f909520d454368d27'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi', crmMessageId: 'order-7' } as const

/** Everything that the hooks were called with, in order. */
function listening() {
  const told: [string, object][] = []
  const hooks: Hooks = {
    onRequest: (info) => told.push(['onRequest', info]),
    onResponse: (info) => told.push(['onResponse', info]),
    onRetry: (info) => told.push(['onRetry', info]),
  }
  return { told, hooks }
}

async function settle(promise: Promise<unknown>): Promise<void> {
  const settled = promise.catch(() => {})
  await vi.advanceTimersByTimeAsync(60_000)
  await settled
}

const sending = { endpoint: 'messages.send', method: 'POST', path: '/v3/message', crmMessageId: 'order-7' }

test('calls onRequest and onResponse for each attempt, and onRetry for each retry', async () => {
  const { told, hooks } = listening()
  const slowly = (response: Response) => () =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(response), 1_200))
  const { fetch } = scriptedFetch(slowly(json(503, '')), json(201, { messageId: 'm', chatId: '7' }))
  await settle(createWazzup({ apiKey, fetch, hooks }).messages.send(message))
  expect(told).toEqual([
    ['onRequest', { ...sending, attempt: 1 }],
    ['onResponse', { ...sending, attempt: 1, status: 503, milliseconds: 1_200 }],
    ['onRetry', { ...sending, attempt: 1, error: expect.objectContaining({ status: 503 }), delay: 500 }],
    ['onRequest', { ...sending, attempt: 2 }],
    ['onResponse', { ...sending, attempt: 2, status: 201, milliseconds: 0 }],
  ])
})

test('calls onResponse for a response whose body is cut off, but not for a lost one', async () => {
  const { told, hooks } = listening()
  const cut = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new TypeError('terminated'))
        },
      }),
      { status: 201 },
    )
  const { fetch } = scriptedFetch(connectionReset(), cut, json(201, { messageId: 'm', chatId: '7' }))
  await settle(createWazzup({ apiKey, fetch, hooks }).messages.send(message))
  const responses = told.filter(([name]) => name === 'onResponse').map(([, info]) => info)
  expect(responses).toMatchObject([
    { attempt: 2, status: 201 },
    { attempt: 3, status: 201 },
  ])
})

test('other calls have no crmMessageId, in hooks and in errors', async () => {
  const { told, hooks } = listening()
  const { fetch } = scriptedFetch(json(400, { error: 'VALIDATION_ERROR' }))
  const failure = createWazzup({ apiKey, fetch, hooks })
    .users.get({ id: 'user-1' })
    .catch((error: unknown) => error)
  expect(await failure).toMatchObject({ endpoint: 'users.get', crmMessageId: undefined })
  expect(told[0]).toEqual(['onRequest', { endpoint: 'users.get', method: 'GET', path: '/v3/users/{id}', attempt: 1 }])
})

test('errors thrown by hooks do not change the call', async () => {
  const { fetch } = scriptedFetch(json(503, ''), json(200, []))
  const fail = () => {
    throw new Error('of a hook')
  }
  const hooks = { onRequest: fail, onResponse: async () => fail(), onRetry: fail }
  const list = createWazzup({ apiKey, fetch, hooks }).channels.list()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await list).toEqual([])
})
