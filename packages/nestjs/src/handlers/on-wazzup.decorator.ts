import type {
  Context,
  EventKind,
  Events,
  eventKinds,
  Handler,
  HandlerOptions,
  Hint,
  Outcome,
  Wazzup,
} from '@wazzup-kit/core'
import { defaultName } from '../wazzup.tokens.ts'
import type { DecoratorOptions } from './handler-options.ts'
import { describeKinds, subscribe } from './subscriptions.ts'

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

/** Options of {@link OnWazzup}: those of core's `webhooks.on`, and the name of the account. */
export interface OnWazzupOptions extends DecoratorOptions, Omit<HandlerOptions, 'name'> {}

/**
 * Registers a provider or controller method as a handler of one or several kinds of events. A handler of `createContact` or `createDeal` returns
 * the created entity, which is sent to Wazzup. If a handler fails before the response, Wazzup gets 500. One method can have
 * several of these decorators, and other decorators above and below them.
 *
 * The class must be a singleton, which is Nest's default. Handlers run outside of a request, so guards, pipes, interceptors
 * and filters do not apply to them.
 *
 * @throws Error for a static method.
 * @example
 * @OnWazzup('message', { maxAge: 15 * 60_000, whilePaused: 'skip' })
 * async onMessage({ text, instPost }: Message, { reply }: WazzupContext<'message'>) {
 *   if (text && !instPost) await reply({ text: `You wrote: ${text}` })
 * }
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function OnWazzup<Kind extends (typeof eventKinds)[number]>(
  kinds: Kind | readonly Kind[],
  { name = defaultName, handlerName, ...options }: OnWazzupOptions = {},
) {
  return <Method extends (event: Events[Kind], context: WazzupContext<Kind>) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method> & CheckedOutcome<Kind, Method>,
  ): void => {
    subscribe(target, method, {
      decorator: describeKinds('OnWazzup', kinds),
      name,
      needs: ['webhooks'],
      bind({ webhooks }, call, place) {
        // A store keeps the progress of each handler under its name.
        webhooks?.on(kinds, call as Handler<Kind, Wazzup>, { ...options, name: handlerName ?? place })
      },
    })
  }
}
