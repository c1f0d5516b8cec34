import type { Message, QuietHandler, QuietOptions, Wazzup } from '@wazzup-kit/core'
import { defaultName } from '../wazzup.tokens.ts'
import type { DecoratorOptions } from './handler-options.ts'
import { subscribe } from './subscriptions.ts'

/** The second parameter of a handler of {@link OnQuiet}: core's context, with the account of the messages. */
export type WazzupQuietContext = Parameters<QuietHandler<Wazzup>>[1] & {
  /** The account of the messages. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** Options of {@link OnQuiet}: those of core's `webhooks.onQuiet`, and the name of the account. */
export interface OnQuietOptions extends DecoratorOptions, Omit<QuietOptions, 'name'> {}

/**
 * Registers a provider or controller method as a handler of all messages of a chat that came in quick succession. Needs the
 * option `store` of the module.
 *
 * @throws Error for a static method.
 * @example
 * @OnQuiet({ quiet: 4_000 })
 * async onMessages(messages: readonly Message[], { reply }: WazzupQuietContext) {
 *   await reply({ text: `You wrote ${messages.length} messages` })
 * }
 */
export function OnQuiet({ name = defaultName, handlerName, ...options }: OnQuietOptions) {
  return <Method extends (messages: readonly Message[], context: WazzupQuietContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: '@OnQuiet',
      name,
      needs: ['webhooks', 'store'],
      bind({ webhooks }, call, place) {
        webhooks?.onQuiet({ ...options, name: handlerName ?? place }, call as QuietHandler<Wazzup>)
      },
    })
  }
}
