import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Stopped, wait, withDeadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const never = () => new Promise<never>(() => {})

describe('work that ends in time', () => {
  test.each([
    ['with a result', async () => 'done'],
    ['with an error', async () => Promise.reject(new Error('failed'))],
  ])('leaves no timer and no listener: %s', async (_, work) => {
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    await withDeadline(1_000, signal, work).catch(() => {})
    expect(vi.getTimerCount()).toBe(0)
    expect(remove).toHaveBeenCalledTimes(1)
  })
})

describe('work that is aborted', () => {
  test('gets a timeout error as the reason of its signal', async () => {
    let inside: AbortSignal | undefined
    const stopped = withDeadline(1_000, undefined, (signal) => {
      inside = signal
      return never()
    }).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(999)
    expect(inside!.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(inside!.aborted).toBe(true)
    expect(await stopped).toMatchObject({ reason: 'timeout' })
  })

  test('gets the reason of its caller, and leaves no timer', async () => {
    const caller = new AbortController()
    let inside: AbortSignal | undefined
    const stopped = withDeadline(1_000, caller.signal, (signal) => {
      inside = signal
      return never()
    }).catch((error: unknown) => error)
    caller.abort('enough')
    expect(inside!.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
    expect(await stopped).toEqual(new Stopped('aborted', 'enough'))
  })

  test('is not started when the signal was aborted before', async () => {
    const work = vi.fn<typeof never>(never)
    const stopped = withDeadline(1_000, AbortSignal.abort('before'), work).catch((error: unknown) => error)
    expect(await stopped).toEqual(new Stopped('aborted', 'before'))
    expect(work).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test.each([
  ['has no listeners', {}],
  [
    'rejects listeners',
    {
      addEventListener: () => {
        throw new Error('no')
      },
    },
  ],
])('a signal that %s rejects, and leaves no timer', async (_, broken) => {
  for (let time = 0; time < 2; time++) {
    await expect(withDeadline(1_000, { aborted: false, ...broken } as never, never)).rejects.toBeInstanceOf(Error)
  }
  expect(vi.getTimerCount()).toBe(0)
})

test('wait ends after its time, or when the signal aborts', async () => {
  const done = wait(500, undefined).then(() => 'waited')
  await vi.advanceTimersByTimeAsync(500)
  expect(await done).toBe('waited')
  const caller = new AbortController()
  const stopped = wait(500, caller.signal).catch((error: unknown) => error)
  caller.abort()
  expect(await stopped).toMatchObject({ reason: 'aborted' })
})
