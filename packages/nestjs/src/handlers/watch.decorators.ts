import type { ChannelUpdate } from '@wazzup-kit/core'
import {
  watchChannels,
  watchDelivery,
  type ChannelContext,
  type ChannelHandler,
  type WatchContext,
  type WatchDeliveryOptions,
  type WatchedMessage,
  type WatchHandler,
} from '@wazzup-kit/core/store'
import { defaultName } from '../wazzup.tokens.ts'
import type { DecoratorOptions } from './handler-options.ts'
import { subscribe } from './subscriptions.ts'

/** The second parameter of a handler of {@link WatchDelivery}: core's context, with the account of the message. */
export type WazzupWatchContext = WatchContext & {
  /** The account of the message. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** The second parameter of a handler of {@link WatchChannels}: core's context, with the account of the channel. */
export type WazzupChannelContext = ChannelContext & {
  /** The account of the channel. Only with `WazzupModule.forTenants`. */
  readonly tenant?: string
}

/** Options of {@link WatchDelivery}: those of core's `watchDelivery`, and the name of the account. */
export interface WatchDeliveryDecoratorOptions extends DecoratorOptions, Pick<WatchDeliveryOptions, 'lateAfter'> {}

/**
 * Registers a provider or controller method that is called once for each outgoing message that has failed or is late, also of
 * operators; see core's `watchDelivery`. Needs the option `store` of the module.
 *
 * @throws Error for a static method.
 * @example
 * @WatchDelivery()
 * async alert({ authorName, entry, error }: WatchedMessage, { event }: WazzupWatchContext) {
 *   await this.managers.alert(event, authorName ?? entry?.data, error?.meaning)
 * }
 */
export function WatchDelivery({ name = defaultName, handlerName, ...options }: WatchDeliveryDecoratorOptions = {}) {
  return <Method extends (message: WatchedMessage, context: WazzupWatchContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: '@WatchDelivery()',
      name,
      needs: ['webhooks', 'store'],
      bind({ webhooks, outbox, timers }, call, place) {
        if (!webhooks || !outbox || !timers) return
        watchDelivery({ ...options, webhooks, outbox, timers, name: handlerName ?? place }, call as WatchHandler)
      },
    })
  }
}

/**
 * Registers a provider or controller method that is called once for each change of a channel; see core's `watchChannels`. Needs
 * the option `store` of the module.
 *
 * @throws Error for a static method.
 * @example
 * @WatchChannels()
 * async alert({ channelId, state, qr }: ChannelUpdate, { previous }: WazzupChannelContext) {
 *   await this.managers.alert(channelId, previous?.state, state, qr)
 * }
 */
export function WatchChannels({ name = defaultName, handlerName, ...options }: DecoratorOptions = {}) {
  return <Method extends (channel: ChannelUpdate, context: WazzupChannelContext) => unknown>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    subscribe(target, method, {
      decorator: '@WatchChannels()',
      name,
      needs: ['webhooks', 'store'],
      bind({ webhooks, outbox }, call, place) {
        if (!webhooks || !outbox) return
        watchChannels({ ...options, webhooks, store: outbox.store, name: handlerName ?? place }, call as ChannelHandler)
      },
    })
  }
}
