import type { Entry, EntryContext, EntryHandler, EntryHandlerOptions, OutboxEvent } from '@wazzup-kit/core/store'
import { defaultName } from '../wazzup.tokens.ts'
import type { DecoratorOptions } from './handler-options.ts'
import { describeKinds, subscribe } from './subscriptions.ts'

/** The second parameter of a handler of {@link OnOutbox}: core's context, with the account of the entry. */
export type WazzupEntryContext = EntryContext & {
  /** The account of the entry. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** Options of {@link OnOutbox}: those of core's `outbox.on`, and the name of the account. */
export interface OnOutboxOptions extends DecoratorOptions, Omit<EntryHandlerOptions, 'name'> {}

/**
 * Registers a provider or controller method as a durable handler of one or several events of the outbox, such as `failed`
 * or `unknown`. It is called at least once, and again after a failure. Needs the option `store` of the module.
 *
 * @throws Error for a static method.
 * @example
 * @OnOutbox('failed')
 * async onFailed({ id, code }: Entry) {
 *   await this.managers.alert(id, code)
 * }
 */
export function OnOutbox(
  events: OutboxEvent | readonly OutboxEvent[],
  { name = defaultName, handlerName, ...options }: OnOutboxOptions = {},
) {
  return <Method extends (entry: Entry, context: WazzupEntryContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: describeKinds('OnOutbox', events),
      name,
      needs: ['store'],
      bind({ outbox }, call, place) {
        outbox?.on(events, call as EntryHandler, { ...options, name: handlerName ?? place })
      },
    })
  }
}
