import type { Context, EventKind, Events, eventKinds, HandlerOptions, Hint, Outcome, Wazzup } from '@wazzup-kit/core'
import { defaultName } from '../wazzup.tokens.ts'

/** The second parameter of a handler: core's context, with the account of the event. */
export type WazzupContext<Kind extends EventKind = EventKind> = Context<Kind, Wazzup> & {
  /** The account of the event. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** A method that handles events of a kind. */
export type WazzupHandler<Kind extends EventKind> = (event: Events[Kind], context: WazzupContext<Kind>) => Outcome<Kind>

/** A hint in the compiler's error if a method does not return the entity that Wazzup asks for. */
type CheckedOutcome<Kind extends EventKind, Method> = Method extends (...parameters: never) => Outcome<Kind>
  ? unknown
  : Hint<`Return the entity from the handler of ${Kind}`>

/** Options of {@link OnWazzup}. */
export interface OnWazzupOptions {
  /**
   * Name of the account: that of `WazzupModule.forRoot({ name })`.
   *
   * @default 'default'
   */
  name?: string | undefined
  /**
   * Options of the handler, as of core's `webhooks.on`, for example `{ maxAge: 60_000 }`. Its name, under which a store keeps
   * its progress, is that of the class and the method by default.
   *
   * @default { name: 'ClassName.method' }
   */
  handler?: HandlerOptions | undefined
}

/** A registration that the decorator stores. */
export interface Subscription {
  kind: EventKind
  name: string
  options: HandlerOptions
}

/** The registrations of the methods of one class, in the order of the methods. */
type Subscriptions = ReadonlyMap<string | symbol, readonly Subscription[]>

const subscriptionsKey = 'wazzup-kit:on-wazzup'

/**
 * Registers a provider or controller method as a handler of an event. A handler of `createContact` or `createDeal` returns
 * the created entity, which is sent to Wazzup. If a handler fails before the response, Wazzup gets 500. One method can have
 * several of these decorators, and other decorators above and below them.
 *
 * The class must be a singleton, which is Nest's default. Handlers run outside of a request, so guards, pipes, interceptors
 * and filters do not apply to them.
 *
 * @throws Error for a static method.
 * @example
 * @OnWazzup('message')
 * async onMessage(message: Message, { reply }: WazzupContext<'message'>) {
 *   await reply({ text: 'Hello' })
 * }
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function OnWazzup<Kind extends (typeof eventKinds)[number]>(
  kind: Kind,
  { name = defaultName, handler: options = {} }: OnWazzupOptions = {},
) {
  return <Method extends (event: Events[Kind], context: WazzupContext<Kind>) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method> & CheckedOutcome<Kind, Method>,
  ): void => {
    if (typeof target === 'function') {
      const place = `${target.name}.${String(method)}`
      throw new Error(`@OnWazzup('${kind}') on ${place}: a static method cannot be a handler; remove "static"`)
    }
    // Stored on the class, not on the function: a decorator above this one may replace the function.
    const present = subscriptionsOf(target)
    // Decorators run from the method upwards; this keeps the order in which they are written.
    const ofMethod = [{ kind, name, options }, ...(present.get(method) ?? [])]
    Reflect.defineMetadata(subscriptionsKey, new Map([...present, [method, ofMethod]]), target)
  }
}

/** Returns the registrations of the methods that a class itself has, by its prototype. */
export function subscriptionsOf(prototype: object): Subscriptions {
  return (Reflect.getOwnMetadata(subscriptionsKey, prototype) as Subscriptions | undefined) ?? new Map()
}
