import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac } from 'node:crypto'
import { vi } from 'vitest'

/** The clocks of a machine, as differences from the true time. */
export interface MachineClocks {
  /** Milliseconds by which its wall clock is ahead. */
  wallAhead: number
  /** Milliseconds by which its monotonic clock is behind, because it stops while the machine sleeps. */
  slept: number
  /** Number of sleeps that have begun and not ended. */
  sleeps: number
}

/** The life of one process. While it is suspended or dead, none of its code runs. */
export interface Life {
  clocks: MachineClocks
  isDead: boolean
  /** What runs when it wakes; undefined while it is not suspended. */
  pending: (() => void)[] | undefined
  /** Called when it is killed or suspended: its requests on the way arrive soon, or never. */
  hurry: Set<() => void>
}

const lives = new AsyncLocalStorage<Life | undefined>()

type Timer = ReturnType<typeof setTimeout>

/** Virtual time in which each process has clocks of its own, and can be suspended and killed. */
export interface SimulatedTime {
  /** Returns the true time in milliseconds since 1970, which never steps. */
  now(): number
  /** Waits in true time, whatever happens to processes. */
  sleep(milliseconds: number): Promise<void>
  /** Runs the clock until a condition holds. Throws when it does not for so many milliseconds of virtual time. */
  runUntil(isOver: () => boolean, most: number): Promise<void>
  end(): void
}

/** Runs a function as code of a process; undefined: as code of the world outside. */
export function runAs<T>(life: Life | undefined, work: () => T): T {
  return lives.run(life, work)
}

/** Runs an action of a process now, when it wakes, or never. */
function enqueue(life: Life, action: () => void): void {
  if (life.isDead) return
  if (life.pending) life.pending.push(action)
  else lives.run(life, action)
}

/** Resolves when the process runs; never when it is dead. */
export async function whenRunning(life: Life): Promise<void> {
  // What runs at the same moment may strike the process before this continues.
  do await new Promise<void>((resolve) => enqueue(life, resolve))
  while (life.isDead || life.pending)
}

/** Calls a listener as code of a process. */
export function asProcess(life: Life, listener: () => void): () => void {
  return () => enqueue(life, listener)
}

export function createLife(clocks: MachineClocks): Life {
  return { clocks, isDead: false, pending: undefined, hurry: new Set() }
}

export function kill(life: Life): void {
  life.isDead = true
  life.pending = undefined
  for (const hurry of life.hurry) hurry()
}

/** Suspends a process. Returns the function that wakes it. */
export function suspend(life: Life): () => void {
  life.pending ??= []
  for (const hurry of life.hurry) hurry()
  return () => {
    const pending = life.pending ?? []
    life.pending = undefined
    for (const action of pending) enqueue(life, action)
  }
}

/** Starts virtual time. Random numbers are drawn from `random`. */
export function startSimulatedTime(random: () => number): SimulatedTime {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    now: 1_800_000_000_000,
  })
  vi.spyOn(Math, 'random').mockImplementation(random)
  const base = { setTimeout, clearTimeout, setInterval, clearInterval }
  const wall = Date.now.bind(Date)
  const monotonic = performance.now.bind(performance)
  vi.spyOn(Date, 'now').mockImplementation(() => wall() + (lives.getStore()?.clocks.wallAhead ?? 0))
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic() - (lives.getStore()?.clocks.slept ?? 0))

  // A timer that became due while its process was suspended can still be cleared.
  const cleared = new WeakSet<Timer>()
  const set =
    (start: (callback: () => void, ms?: number) => Timer) =>
    (callback: (...parameters: unknown[]) => void, ms?: number, ...parameters: unknown[]): Timer => {
      const life = lives.getStore()
      const run = (): void => {
        if (!life) callback(...parameters)
        else enqueue(life, () => (cleared.has(timer) ? undefined : callback(...parameters)))
      }
      const timer = start(run, ms)
      return timer
    }
  const clear =
    (end: (timer: Timer) => void) =>
    (timer?: Timer): void => {
      if (timer === undefined) return
      cleared.add(timer)
      end(timer)
    }
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(set(base.setTimeout) as typeof setTimeout)
  vi.spyOn(globalThis, 'setInterval').mockImplementation(set(base.setInterval) as unknown as typeof setInterval)
  vi.spyOn(globalThis, 'clearTimeout').mockImplementation(clear(base.clearTimeout) as typeof clearTimeout)
  vi.spyOn(globalThis, 'clearInterval').mockImplementation(clear(base.clearInterval) as typeof clearInterval)
  makeCryptoRepeatable(random)

  /** Lets everything run that does not wait for time. Streams of bodies need turns of the event loop. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  return {
    now: wall,
    sleep: (milliseconds) => new Promise((resolve) => void base.setTimeout(resolve, milliseconds)),
    async runUntil(isOver, most) {
      const end = wall() + most
      for (;;) {
        await settle()
        if (isOver()) return
        if (wall() >= end) throw new Error('the simulation does not end')
        await vi.advanceTimersToNextTimerAsync()
      }
    },
    end() {
      vi.restoreAllMocks()
      vi.useRealTimers()
    },
  }
}

/**
 * Makes WebCrypto repeatable: its hashes are made in other threads, in an order of their own, and its random numbers are
 * new in each run.
 */
function makeCryptoRepeatable(random: () => number): void {
  const secrets = new WeakMap<object, Uint8Array>()
  const importKey = async (_format: string, secret: Uint8Array): Promise<object> => {
    const key = {}
    secrets.set(key, secret)
    return key
  }
  const sign = async (_algorithm: string, key: object, data: Uint8Array): Promise<ArrayBuffer> => {
    const digest = createHmac('sha256', secrets.get(key)!).update(data).digest()
    return new Uint8Array(digest).buffer
  }
  vi.spyOn(crypto.subtle, 'importKey').mockImplementation(importKey as never)
  vi.spyOn(crypto.subtle, 'sign').mockImplementation(sign as never)
  vi.spyOn(crypto, 'getRandomValues').mockImplementation(((bytes: Uint8Array) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random() * 256)
    return bytes
  }) as never)
}
