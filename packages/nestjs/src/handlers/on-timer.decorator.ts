import type { Timer, TimerContext, TimerHandler, TimerHandlerOptions } from '@wazzup-kit/core/store'
import { defaultName } from '../wazzup.tokens.ts'
import type { DecoratorOptions } from './handler-options.ts'
import { subscribe } from './subscriptions.ts'

/** The second parameter of a handler of {@link OnTimer}, and the only one of {@link Every}: core's context, with the account. */
export type WazzupTimerContext = TimerContext & {
  /** The account of the timer. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** Options of {@link OnTimer} and {@link Every}: those of core's handlers of timers, and the name of the account. */
export interface OnTimerOptions extends Pick<DecoratorOptions, 'name'>, TimerHandlerOptions {}

/**
 * Registers a provider or controller method as the handler of all timers with a name. It is called at least once for each timer,
 * and again after a failure. Needs the option `store` of the module.
 *
 * @throws Error for a static method.
 * @example
 * @OnTimer('unanswered')
 * async onUnanswered({ key, data }: Timer) {
 *   await this.managers.alert(key, data)
 * }
 */
export function OnTimer(timer: string, { name = defaultName, ...options }: OnTimerOptions = {}) {
  return <Method extends (timer: Timer, context: WazzupTimerContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: `@OnTimer(${JSON.stringify(timer)})`,
      name,
      needs: ['store'],
      bind: ({ timers }, call) => void timers?.on(timer, call as TimerHandler, options),
    })
  }
}

/**
 * Registers a provider or controller method that runs once in each period, in one of the processes. Needs the option `store` of the
 * module. With `WazzupModule.forTenants`, it runs for each account.
 *
 * @param timer a name of its own
 * @param milliseconds length of the period, at least 1,000
 * @throws Error for a static method.
 * @example
 * @Every('webhook guard', 60 * 60_000)
 * async guard() {
 *   await this.wazzup.subscription.ensure({ url })
 * }
 */
export function Every(timer: string, milliseconds: number, { name = defaultName, ...options }: OnTimerOptions = {}) {
  return <Method extends (context: WazzupTimerContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: `@Every(${JSON.stringify(timer)})`,
      name,
      needs: ['store'],
      bind({ timers }, call) {
        timers?.every(timer, milliseconds, (context) => call(context, context), options)
      },
    })
  }
}
