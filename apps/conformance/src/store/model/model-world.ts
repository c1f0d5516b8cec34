import { createWazzup, createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { createOutbox, type AccountStore, type Store } from '@wazzup-kit/core/store'
import { vi } from 'vitest'
import { createExpectedChats, type ExpectedChats } from './expected-chats.ts'
import { createPlannedHandlers, type HandlerContext } from './planned-handlers.ts'
import { startSteppedProcess, type Observer, type SteppedProcess, type Traffic } from './stepped-process.ts'

/** Milliseconds for which ids of handled messages are kept. */
export const remember = 7_200_000

const addresses = ['1', '2', '3'].map((chatId) => ({
  channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b',
  chatType: 'whatsapp',
  chatId,
}))

/** A clock that goes with the virtual time, and jumps. */
interface JumpingClock {
  now(): number
  /** Returns the latest time that it has shown: it may jump back. */
  latest(): number
  whenAdvanced(listener: () => void): void
}

/** A kind of store under test. */
export interface StoreKind {
  open(clock: JumpingClock): Store
  /** Opens it again after the machine failed. A store in memory is the same one. */
  reopen(store: Store, clock: JumpingClock): Promise<Store>
  /** Whether all claims end when it is opened. */
  endsClaims: boolean
}

/** A receiver in a process. */
interface Worker {
  process: SteppedProcess
  webhooks: Webhooks
}

/** The stores, processes and chats of one run. */
export interface ModelWorld {
  clock: JumpingClock
  expected: ExpectedChats
  /** The store itself, which no process uses. */
  account(): AccountStore
  /** A receiver that only stores. */
  web(): Webhooks
  workers: Worker[]
  boot(index: number): void
  /** Opens a receiver without handlers, whose calls wait. */
  openWeb(name: string): Worker
  /** Waits until nothing happens without a call that waits or a timer. */
  rest(): Promise<void>
  /** Lets virtual time pass. */
  pass(milliseconds: number): Promise<void>
  /** Moves the clock of the store, as if all processes had been suspended meanwhile. */
  jump(milliseconds: number): void
  /** Ends the waiting of all handlers. */
  release(): void
  reopen(): Promise<void>
  close(): Promise<void>
}

const hashes = ['sign', 'importKey', 'digest'] as const
const step = 500
const mostEvents = 20_000

/** Starts two processes over one store, in virtual time. */
export function openWorld(kind: StoreKind): ModelWorld {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    now: Date.parse('2027-01-15T10:30:00.000Z'),
  })
  const fixed = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const traffic: Traffic = { underWay: 0, count: 0 }
  // Hashes are made in other threads, so they must be waited for.
  const watched = hashes.map((name) => {
    const original = crypto.subtle[name].bind(crypto.subtle) as (...parameters: unknown[]) => Promise<unknown>
    return vi.spyOn(crypto.subtle, name).mockImplementation(((...parameters: unknown[]) => {
      traffic.underWay++
      return original(...parameters).finally(() => traffic.underWay--)
    }) as never)
  })
  const listeners = new Set<() => void>()
  let [ahead, latest] = [0, 0]
  const clock: JumpingClock = {
    now: () => Date.now() + ahead,
    latest: () => (latest = Math.max(latest, clock.now())),
    whenAdvanced: (listener) => void listeners.add(listener),
  }
  const expected = createExpectedChats(addresses, clock.now)
  const handlers = createPlannedHandlers(expected, traffic)
  let store = kind.open(clock)
  let account = store.forAccount('main')
  let web = openReceiver(account)
  let boots = 0
  const workers: Worker[] = []

  const observe: Observer = (...call) => {
    try {
      expected.observe(...call)
    } catch (error) {
      expected.wrong(`the test failed: ${String(error)}`)
    }
  }

  function openReceiver(of: AccountStore): Webhooks {
    return createWebhooks({ secret: false, store: of, onError: () => {} })
  }

  function openProcess(name: string): SteppedProcess {
    return startSteppedProcess(name, account, { traffic, observe, now: clock.now })
  }

  const world: ModelWorld = {
    clock,
    expected,
    account: () => account,
    web: () => web,
    workers,
    boot(index) {
      const process = openProcess(`process ${++boots}`)
      // Nothing is sent: no task of the outbox is given out.
      const wazzup = createWazzup({ apiKey: 'a'.repeat(32), fetch: () => new Promise(() => {}) })
      const outbox = createOutbox({ wazzup, store: process.store, onError: () => {} })
      const webhooks = createWebhooks({
        secret: false,
        store: process.store,
        outbox,
        remember,
        onError: () => {},
      })
      webhooks.on(
        'message',
        (event, context) => handlers.handle(process, 'archive', event, context as HandlerContext),
        {
          name: 'archive',
        },
      )
      webhooks.on('message', (event, context) => handlers.handle(process, 'bot', event, context as HandlerContext), {
        name: 'bot',
        whilePaused: 'skip',
      })
      webhooks.start()
      workers[index] = { process, webhooks }
    },
    openWeb(name) {
      const process = openProcess(name)
      return { process, webhooks: openReceiver(process.store) }
    },
    async rest() {
      const before = traffic.count
      for (let calm = 0, seen = -1; calm < 4; calm++) {
        await new Promise((resolve) => void setImmediate(resolve))
        if (traffic.underWay > 0 || traffic.count !== seen) calm = -1
        seen = traffic.count
        if (seen - before < mostEvents) continue
        expected.wrong('the processes do not come to rest')
        return
      }
    },
    async pass(milliseconds) {
      await world.rest()
      for (let left = milliseconds; left > 0; left -= step) {
        vi.advanceTimersByTime(Math.min(left, step))
        expected.look()
        await world.rest()
      }
    },
    jump(milliseconds) {
      clock.latest()
      ahead += milliseconds
      for (const { process } of workers) if (process.awakeSince !== undefined) process.awakeSince = clock.now()
      expected.look()
      for (const listener of listeners) listener()
    },
    release: handlers.release,
    async reopen() {
      for (const { process } of workers) {
        process.kill()
        expected.killed(process)
      }
      store = await kind.reopen(store, clock)
      account = store.forAccount('main')
      web = openReceiver(account)
      if (kind.endsClaims) expected.unclaimed()
    },
    async close() {
      for (const { process } of workers) process.kill()
      await store.close()
      fixed.mockRestore()
      for (const spy of watched) spy.mockRestore()
      vi.useRealTimers()
    },
  }
  world.boot(0)
  world.boot(1)
  expected.look()
  return world
}
