import type { Wazzup, Webhooks } from '@wazzup-kit/core'
import type { Outbox, Timers } from '@wazzup-kit/core/store'

/** The parts of an account to which handlers are bound. */
export interface HandlerTarget {
  /** Undefined for an account that receives no webhooks. */
  webhooks: Webhooks<Wazzup> | undefined
  /** Undefined without a store. */
  outbox: Outbox | undefined
  /** Undefined without a store. */
  timers: Timers | undefined
}

/** Calls a decorated method. */
type CallMethod = (event: unknown, context: object) => unknown

/** A registration that a decorator stores. */
export interface Subscription {
  /** The decorator, for error texts: `@OnWazzup('message')`. */
  decorator: string
  /** Name of the account, as in `WazzupModule.forRoot({ name })`. */
  name: string
  /** The options of the module without which the method would never be called. */
  needs: readonly ('webhooks' | 'store')[]
  /** Registers the method at the parts of an account. `place` is its class and its name. */
  bind(target: HandlerTarget, call: CallMethod, place: string): void
}

/** The registrations of the methods of one class, in the order of the methods. */
type Subscriptions = ReadonlyMap<string | symbol, readonly Subscription[]>

const subscriptionsKey = 'wazzup-kit:subscriptions'

/**
 * Stores a registration of a method.
 *
 * @throws Error for a static method.
 */
export function subscribe(target: object, method: string | symbol, subscription: Subscription): void {
  if (typeof target === 'function') {
    const place = `${target.name}.${String(method)}`
    throw new Error(`${subscription.decorator} on ${place}: a static method cannot be a handler; remove "static"`)
  }
  // Stored on the class, not on the function: a decorator above this one may replace the function.
  const present = subscriptionsOf(target)
  // Decorators run from the method upwards; this keeps the order in which they are written.
  const ofMethod = [subscription, ...(present.get(method) ?? [])]
  Reflect.defineMetadata(subscriptionsKey, new Map([...present, [method, ofMethod]]), target)
}

/**
 * Returns the kinds of a decorator as a text for its errors: `@OnWazzup('message', 'echo')`.
 *
 * @throws Error for an empty list, whose method would never be called.
 */
export function describeKinds(decorator: string, kinds: string | readonly string[]): string {
  const list = [kinds].flat()
  if (list.length === 0) throw new Error(`@${decorator}([]) would never be called: name at least one kind`)
  return `@${decorator}('${list.join("', '")}')`
}

/** Returns the registrations of the methods that a class itself has, by its prototype. */
export function subscriptionsOf(prototype: object): Subscriptions {
  return (Reflect.getOwnMetadata(subscriptionsKey, prototype) as Subscriptions | undefined) ?? new Map()
}
