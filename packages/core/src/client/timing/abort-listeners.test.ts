import { getEventListeners } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { json } from '../../../test/scripted-fetch.ts'
import { createWazzup } from '../../index.ts'

afterEach(() => vi.restoreAllMocks())

const apiKey = 'c8cf90444023482f909520d454368d27'

/** Creates a client whose fetch never resolves. */
function silent() {
  let requests = 0
  const fetch = () => {
    requests++
    return new Promise<Response>(() => {})
  }
  return { wazzup: createWazzup({ apiKey, fetch }), requests: () => requests }
}

test('calls with the same signal add one listener to it, and an abort ends all of them', async () => {
  const { wazzup, requests } = silent()
  const stop = new AbortController()
  const listen = vi.spyOn(stop.signal, 'addEventListener')
  const calls = Array.from({ length: 50 }, () =>
    wazzup.channels.list({}, { signal: stop.signal }).catch((error: unknown) => error),
  )
  await vi.waitUntil(() => requests() === 50)
  expect(listen).toHaveBeenCalledTimes(1)
  stop.abort(new Error('shutting down'))
  for (const error of await Promise.all(calls)) {
    expect(error).toMatchObject({ reason: 'aborted', cause: { message: 'shutting down' } })
  }
})

test('Node prints no warning about a listener leak', async () => {
  const warnings: unknown[] = []
  const warn = (warning: Error) => warnings.push(warning.message)
  process.on('warning', warn)
  try {
    const { wazzup, requests } = silent()
    const stop = new AbortController()
    const calls = Array.from({ length: 30 }, () =>
      wazzup.channels.list({}, { signal: stop.signal }).catch((error: unknown) => error),
    )
    await vi.waitUntil(() => requests() === 30)
    stop.abort()
    await Promise.all(calls)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', warn)
  }
})

test('a call that ends does not remove the listener of the other calls', async () => {
  const resolvers: (() => void)[] = []
  const fetch = () => new Promise<Response>((resolve) => resolvers.push(() => resolve(json(200, []))))
  const wazzup = createWazzup({ apiKey, fetch })
  const stop = new AbortController()
  const forget = vi.spyOn(stop.signal, 'removeEventListener')
  const [first, second] = [1, 2].map(() => wazzup.channels.list({}, { signal: stop.signal }) as Promise<unknown>)
  await vi.waitUntil(() => resolvers.length === 2)
  resolvers[0]!()
  expect(await first).toEqual([])
  expect(forget).not.toHaveBeenCalled()
  resolvers[1]!()
  expect(await second).toEqual([])
  expect(forget).toHaveBeenCalledTimes(1)
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
  // The signal can be used again, and aborts the new call.
  const third = wazzup.channels.list({}, { signal: stop.signal }).catch((error: unknown) => error)
  await vi.waitUntil(() => resolvers.length === 3)
  stop.abort()
  expect(await third).toMatchObject({ reason: 'aborted' })
})

test('aborting one call does not abort another call', async () => {
  const { wazzup, requests } = silent()
  const [one, other] = [new AbortController(), new AbortController()]
  const calls = [one, other].map(({ signal }) => wazzup.channels.list({}, { signal }).catch((error: unknown) => error))
  await vi.waitUntil(() => requests() === 2)
  one.abort()
  expect(await calls[0]).toMatchObject({ reason: 'aborted' })
  expect(await Promise.race([calls[1], 'still waiting'])).toBe('still waiting')
  other.abort()
  await calls[1]
})
