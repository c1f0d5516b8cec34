import type { AccountStore, DueListener, DueQueues } from '@wazzup-kit/core/store'
import type { LateNetwork } from './late-network.ts'
import {
  asProcess,
  createLife,
  kill,
  runAs,
  suspend,
  whenRunning,
  type Life,
  type MachineClocks,
  type SimulatedTime,
} from './simulated-time.ts'

/** What may happen at each call of the store and at each request. */
export interface Chances {
  kill: number
  suspend: number
  storeFailure: number
  slowStore: number
}

/** Numbers of what has happened. */
export interface Mishaps {
  kills: number
  suspensions: number
  sleeps: number
  storeFailures: number
}

/** The world of a process. */
export interface ProcessWorld {
  time: SimulatedTime
  random: () => number
  store: AccountStore
  network: LateNetwork
  chances: () => Chances
  mishaps: Mishaps
}

/** A process whose calls of the store and whose requests are struck by mishaps. */
export interface SimulatedProcess {
  life: Life
  store: AccountStore
  fetch: typeof globalThis.fetch
}

/** Calls after which a death or a pause matters most. The others are made many times a second. */
const weights: Readonly<Record<string, number>> = { commit: 1, fetch: 3, read: 0.2, readGroup: 0.2 }

/** Starts a process on a machine. */
export function startProcess(world: ProcessWorld, clocks: MachineClocks, whenKilled: () => void): SimulatedProcess {
  const { time, random, network, chances, mishaps } = world
  const life = createLife(clocks)

  function strike(call: string): void {
    if (life.isDead || life.pending) return
    const weight = weights[call] ?? 0.02
    if (random() < chances().kill * weight) {
      mishaps.kills++
      kill(life)
      whenKilled()
    } else if (random() < chances().suspend * weight) pause()
  }

  /** Stops the process, or its machine with its monotonic clock, often for longer than a lease. */
  function pause(): void {
    const wake = suspend(life)
    const milliseconds = random() < 0.5 ? random() * 20_000 : 20_000 + random() * 70_000
    const isSleep = random() < 0.4
    mishaps[isSleep ? 'sleeps' : 'suspensions']++
    if (isSleep) clocks.sleeps++
    void runAs(undefined, () => time.sleep(milliseconds)).then(() => {
      if (isSleep) {
        clocks.slept += milliseconds
        clocks.sleeps--
      }
      runAs(undefined, wake)
    })
  }

  const driver = new Proxy(world.store.driver, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const call = (parameters: unknown[]): unknown =>
        runAs(undefined, () => (value as (...rest: unknown[]) => unknown).apply(target, parameters))
      if (name === 'whenDue') {
        return (listener: DueListener) => call([(due?: DueQueues) => asProcess(life, () => listener(due))()])
      }
      return async (...parameters: unknown[]) => {
        strike(String(name))
        await whenRunning(life)
        if (random() < chances().slowStore) await time.sleep(random() * 2_000)
        const fails = random() < chances().storeFailure
        if (fails) mishaps.storeFailures++
        // Whether a step was made is unknown when the store cannot be reached.
        if (fails && random() < 0.5) throw new Error('the store cannot be reached')
        const result = await call(parameters)
        strike(String(name))
        await whenRunning(life)
        if (fails) throw new Error('the store cannot be reached')
        return result
      }
    },
  })

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    strike('fetch')
    await whenRunning(life)
    init.signal?.throwIfAborted()
    const response = await network.fetch(life, url, init)
    strike('fetch')
    await whenRunning(life)
    return response
  }
  return { life, store: { ...world.store, driver }, fetch: send as typeof globalThis.fetch }
}
