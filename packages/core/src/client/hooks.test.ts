import { expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../test/virtual-time.ts'
import { createWazzup, type Hooks } from '../index.ts'

useVirtualTime()

const apiKey = 'c8cf90444023482f909520d454368d27'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi', crmMessageId: 'order-7' } as const

/** Records the arguments of all hooks, in order. */
function listening() {
  const reported: [string, object][] = []
  const hooks: Hooks = {
    onRequest: (info) => reported.push(['onRequest', info]),
    onResponse: (info) => reported.push(['onResponse', info]),
    onRetry: (info) => reported.push(['onRetry', info]),
  }
  return { reported, hooks }
}

async function settle(promise: Promise<unknown>): Promise<void> {
  const settled = promise.catch(() => {})
  await vi.advanceTimersByTimeAsync(60_000)
  await settled
}

const sending = { endpoint: 'messages.send', method: 'POST', path: '/v3/message', crmMessageId: 'order-7' }

test('calls onRequest and onResponse for each attempt, and onRetry for each retry', async () => {
  const { reported, hooks } = listening()
  const slowly = (response: Response) => () =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(response), 1_200))
  const { fetch } = scriptedFetch(slowly(json(503, '')), json(201, { messageId: 'm', chatId: '7' }))
  await settle(createWazzup({ apiKey, fetch, hooks }).messages.send(message))
  expect(reported).toEqual([
    ['onRequest', { ...sending, attempt: 1 }],
    ['onResponse', { ...sending, attempt: 1, status: 503, milliseconds: 1_200 }],
    ['onRetry', { ...sending, attempt: 1, error: expect.objectContaining({ status: 503 }), delay: 500 }],
    ['onRequest', { ...sending, attempt: 2 }],
    ['onResponse', { ...sending, attempt: 2, status: 201, milliseconds: 0 }],
  ])
})

test('calls onResponse for a response whose body is cut off, but not for a lost response', async () => {
  const { reported, hooks } = listening()
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
  const responses = reported.filter(([name]) => name === 'onResponse').map(([, info]) => info)
  expect(responses).toMatchObject([
    { attempt: 2, status: 201 },
    { attempt: 3, status: 201 },
  ])
})

test('hooks and errors have a crmMessageId only for sends', async () => {
  const { reported, hooks } = listening()
  const { fetch } = scriptedFetch(json(400, { error: 'VALIDATION_ERROR' }))
  const failure = createWazzup({ apiKey, fetch, hooks })
    .users.get({ id: 'user-1' })
    .catch((error: unknown) => error)
  expect(await failure).toMatchObject({ endpoint: 'users.get', crmMessageId: undefined })
  expect(reported[0]).toEqual([
    'onRequest',
    { endpoint: 'users.get', method: 'GET', path: '/v3/users/{id}', attempt: 1 },
  ])
})

test('an error in a hook does not change the result of the call', async () => {
  const { fetch } = scriptedFetch(json(503, ''), json(200, []))
  const fail = () => {
    throw new Error('of a hook')
  }
  const hooks = { onRequest: fail, onResponse: async () => fail(), onRetry: fail }
  const list = createWazzup({ apiKey, fetch, hooks }).channels.list()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await list).toEqual([])
})
