import type { Context, EventKind, Events, Outcome, Wazzup } from '@wazzup-kit/core'
import { defaultName } from './wazzup.tokens.ts'

/** What a handler gets beside its event: core's context, and whose event it is. */
export type WazzupContext<Kind extends EventKind = EventKind> = Context<Kind, Wazzup> & {
  /** The account, where they are known only at run time (`WazzupModule.forTenants`). */
  readonly tenant?: string
}

/** A method that handles events of a kind. */
export type WazzupHandler<Kind extends EventKind> = (event: Events[Kind], context: WazzupContext<Kind>) => Outcome<Kind>

/** What the decorator notes on a method. */
export interface Subscription {
  kind: EventKind
  name: string
}

const subscriptionsKey = 'wazzup-kit:on-wazzup'

/**
 * Has a method of a provider or a controller handle an event. Of `createContact` and `createDeal` it returns the created
 * entity, which is the answer to Wazzup; when it fails, the delivery is answered with 500. Several on one method are fine.
 *
 * The class must be a singleton, which it is unless told otherwise. Guards, pipes, interceptors and filters do not run
 * around it: it answers no request.
 *
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function OnWazzup<Kind extends EventKind>(
  kind: Kind,
  { name = defaultName }: { name?: string | undefined } = {},
) {
  return <Method extends WazzupHandler<Kind>>(
    _target: object,
    _key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const method = descriptor.value!
    // Decorators run from the method upwards; they are kept as they are written.
    Reflect.defineMetadata(subscriptionsKey, [{ kind, name }, ...subscriptionsOf(method)], method)
  }
}

/** What a method subscribes to. */
export function subscriptionsOf(method: object): readonly Subscription[] {
  return (Reflect.getOwnMetadata(subscriptionsKey, method) as Subscription[] | undefined) ?? []
}
