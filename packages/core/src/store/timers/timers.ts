import type { AccountStore } from '../port/store.ts'

/** Options of `createTimers`. */
export interface TimersOptions {
  /** Where the timers are kept: `store.forAccount(id)`. */
  store: AccountStore
  /**
   * Called when a handler fails, and when the store cannot be reached.
   *
   * @default prints a line on the console; at most one a second says that the store cannot be reached
   */
  onError?: TimersErrorListener | undefined
  /**
   * Milliseconds for which a timer with `once` is remembered after its time.
   *
   * @default 2_592_000_000 (30 days)
   */
  remember?: number | undefined
  /**
   * How many handlers of this process run at the same time.
   *
   * @default 10
   */
  concurrency?: number | undefined
}

/** Called with an error and the timer that it is about; without a timer when the store has failed. */
export type TimersErrorListener = (error: unknown, timer: { name: string; key: string } | undefined) => unknown

/** When a timer fires. */
export interface TimerOptions {
  /** Its time, in milliseconds since 1970. In the past means now. */
  at: number
  /** Any JSON value for the handler. */
  data?: unknown
  /**
   * Whether `set` does nothing if the timer was set before and not cancelled since, also after it has fired.
   *
   * @default false: `set` replaces the time and the data
   */
  once?: boolean | undefined
  /** Your open transaction, if the store can join it. The timer is set only if the transaction commits. */
  transaction?: unknown
}

/** A timer that fires. */
export interface Timer {
  /** The key that was given to `set`. */
  key: string
  /** The time that was given to `set`, in milliseconds since 1970. It may be long ago: after an outage, timers fire late. */
  at: number
  /** The value of the option `data`. */
  data: unknown
}

/** What a handler gets beside the timer. */
export interface TimerContext {
  /** Number of this run, from 1. */
  readonly attempt: number
  /** Aborts when the handler has used up its time, or when the timers stop. */
  readonly signal: AbortSignal
}

/** Handles a timer. If it throws, it runs again: up to five times within about six minutes. */
export type TimerHandler = (timer: Timer, context: TimerContext) => unknown

/** Options of a handler. */
export interface TimerHandlerOptions {
  /**
   * Milliseconds after which a run has failed.
   *
   * @default 60_000
   */
  timeout?: number | undefined
}

/** Timers that survive a restart. Each fires in one process, at least once. */
export interface Timers {
  /** Where they are kept. */
  readonly store: AccountStore
  /**
   * Sets a timer. Its name and its key are its identity: a second `set` moves it. Resolves when it is stored. Returns false when
   * `once` kept it from being set.
   *
   * @throws WazzupValidationError that names what is invalid.
   * @example
   * await timers.set('unanswered', chatKey, { at: event.at + 15 * 60_000, once: true })
   */
  set(name: string, key: string, options: TimerOptions): Promise<boolean>
  /** Cancels a timer. Returns whether it had not fired. Then it does not fire, unless its handler runs already. */
  cancel(name: string, key: string): Promise<boolean>
  /**
   * Registers the handler of all timers with this name. Register it in each process that starts the timers.
   *
   * @throws WazzupValidationError when the name has a handler.
   */
  on(name: string, handler: TimerHandler, options?: TimerHandlerOptions): Timers
  /**
   * Registers a handler that runs once in each period, in one of the processes: every hour at the full hour of UTC, for
   * example. After an outage it runs once, not once for each period that was missed. If it fails, it runs again up to five times,
   * and then in the next period.
   *
   * @param milliseconds length of the period
   * @throws WazzupValidationError when the name has a handler, or the period is shorter than a second.
   * @example
   * timers.every('webhook guard', 60 * 60_000, () => wazzup.subscription.ensure({ url }))
   */
  every(
    name: string,
    milliseconds: number,
    handler: (context: TimerContext) => unknown,
    options?: TimerHandlerOptions,
  ): Timers
  /** Begins to run handlers. */
  start(): void
  /** Runs what is due, for at most `deadline` milliseconds: in a function that the host ends after its response. */
  drain(options: { deadline: number }): Promise<void>
  /**
   * Takes no new timer, and waits for the running handlers.
   *
   * @param deadline milliseconds after which their signals abort; by default 25,000
   */
  stop(deadline?: number): Promise<void>
}
