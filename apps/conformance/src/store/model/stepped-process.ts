import { createStore, type AccountStore, type DueListener, type DueQueues } from '@wazzup-kit/core/store'

/** A call of the store. */
export interface StoreCall {
  name: string
  parameters: readonly unknown[]
  result: unknown
  /** When it was made. Its result comes later, and time may have passed since. */
  madeAt: number
}

/** Told of each call of the store that was made, before the process learns its result. */
export type Observer = (process: SteppedProcess, call: StoreCall) => void

/** A process whose calls of the store are made one by one when the test allows them, and that can be killed. */
export interface SteppedProcess {
  readonly name: string
  readonly store: AccountStore
  isAlive: boolean
  /** Since when all its calls are made at once, by the clock of the store; undefined while they wait. */
  awakeSince: number | undefined
  /** Makes so many of its calls: those that wait, and those that come next. */
  allow(calls: number): void
  /** Makes all its calls, until `stall`. */
  run(): void
  stall(): void
  /** Ends it. With `afterCall`, the call that waits is made, and the process does not learn its result. */
  kill(how?: 'afterCall'): void
}

/** Calls on the way, of all processes. */
export interface Traffic {
  underWay: number
  /** Changes with everything that happens. */
  count: number
}

const never = (): Promise<never> => new Promise(() => {})

/** Starts a process. Its outbox sends nothing, so that each reply stays as it was stored. */
export function startSteppedProcess(
  name: string,
  store: AccountStore,
  { traffic, observe, now }: { traffic: Traffic; observe: Observer; now: () => number },
): SteppedProcess {
  let waiting: (() => Promise<void>)[] = []
  let allowed = 0

  function pump(): void {
    while (waiting.length > 0 && (process.awakeSince !== undefined || allowed > 0)) {
      if (process.awakeSince === undefined) allowed--
      void waiting.shift()!()
    }
  }

  /** Makes a call, whose result a dead process does not learn. */
  async function make<Result>(work: () => Promise<Result>, end: (call: Promise<Result>) => void): Promise<void> {
    traffic.underWay++
    traffic.count++
    const made = work()
    await made.catch(() => {})
    traffic.underWay--
    traffic.count++
    if (process.isAlive) end(made)
  }

  const driver = new Proxy(store.driver, {
    get(target, call: string) {
      const value: unknown = Reflect.get(target, call)
      if (typeof value !== 'function' || call === 'now') return value
      const work = value as (...parameters: unknown[]) => Promise<unknown>
      if (call === 'whenDue') {
        return (listener: DueListener) => work((due?: DueQueues) => (process.isAlive ? listener(due) : undefined))
      }
      return (...parameters: unknown[]) => {
        if (!process.isAlive) return never()
        if (call === 'claim' && (parameters[0] as { queue: string }).queue !== 'in') return { claims: [] }
        return new Promise((resolve) => {
          const observed = async (): Promise<unknown> => {
            const madeAt = now()
            const result = await work(...parameters)
            observe(process, { name: call, parameters, result, madeAt })
            return result
          }
          waiting.push(() => make(observed, resolve))
          pump()
        })
      }
    },
  })

  const process: SteppedProcess = {
    name,
    store: createStore(driver).forAccount(store.account),
    isAlive: true,
    awakeSince: undefined,
    allow(calls) {
      allowed += calls
      pump()
    },
    run() {
      process.awakeSince = now()
      pump()
    },
    stall() {
      process.awakeSince = undefined
      allowed = 0
    },
    kill(how) {
      process.isAlive = false
      process.stall()
      if (how === 'afterCall') void waiting[0]?.()
      waiting = []
    },
  }
  return process
}
