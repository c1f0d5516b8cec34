import type { Author } from '../../webhooks/events/author.ts'
import type { DeliveryError } from '../../webhooks/events/delivery-error.ts'
import type { ChannelUpdate } from '../../webhooks/events/events.ts'
import type { Webhooks } from '../../webhooks/receiver-types.ts'
import type { Entry } from '../outbox/entry-state.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { AccountStore } from '../port/store.ts'
import type { Timers } from '../timers/timers.ts'

/**
 * What {@link watchDelivery} reports of a message: `failed` when Wazzup has reported an error, `late` when it was sent and has not
 * arrived in time.
 */
export type DeliveryNews = 'failed' | 'late'

/** An outgoing message that has failed or is late. `toChat` returns its chat. */
export interface WatchedMessage {
  /** Wazzup's id of the message. */
  messageId: string
  /** When it was sent, in milliseconds since 1970; when the error was reported, if no echo of the message has come. */
  at: number
  /** Wazzup's id of the channel. */
  channelId?: string | undefined
  /** The messenger. */
  chatType?: string | undefined
  /** Id of the chat in this messenger. */
  chatId?: string | undefined
  /** Who wrote it; undefined if no echo of the message has come. */
  author?: Author | undefined
  /** Your id of the employee who wrote it. */
  authorId?: string | undefined
  /** Name of the employee who wrote it. */
  authorName?: string | undefined
  /** Why it has failed. */
  error?: DeliveryError | undefined
  /** The entry of the outbox that sent it, with its `data`; undefined for a message of others. */
  entry?: Entry | undefined
}

/** What a handler of {@link watchDelivery} gets beside the message. */
export interface WatchContext {
  /** What has happened. */
  readonly event: DeliveryNews
  /** Number of this run, from 1. */
  readonly attempt: number
  /** Aborts when the handler has used up its time, or when the timers stop. */
  readonly signal: AbortSignal
}

/** Handles a message that has failed or is late. If it throws, it runs again. */
export type WatchHandler = (message: WatchedMessage, context: WatchContext) => unknown

/** Options of {@link watchDelivery}. */
export interface WatchDeliveryOptions {
  /** The receiver, with the outbox. */
  webhooks: Pick<Webhooks, 'on'>
  /** The outbox of the receiver. */
  outbox: Outbox
  /** Timers in the same store. */
  timers: Timers
  /**
   * Milliseconds after which a message that has not arrived is `late`.
   *
   * @default 600_000
   */
  lateAfter?: number | undefined
  /**
   * Name of the watch. Each of several watches needs one.
   *
   * @default 'delivery'
   */
  name?: string | undefined
}

/** Options of {@link watchChannels}. */
export interface WatchChannelsOptions {
  /** The receiver, with the outbox or the store. */
  webhooks: Pick<Webhooks, 'on'>
  /** The store of the receiver. */
  store: AccountStore
  /**
   * Name of the watch. Each of several watches needs one.
   *
   * @default 'channels'
   */
  name?: string | undefined
}

/** What is known of a channel. */
export interface KnownChannel {
  /** State of the channel. */
  state?: string | undefined
  /** Tier of a WABA channel. */
  tier?: string | undefined
}

/** What a handler of {@link watchChannels} gets beside the update. */
export interface ChannelContext {
  /** What the handler was called with before; undefined for the first update of a channel. */
  readonly previous: KnownChannel | undefined
  /** Number of this run, from 1. */
  readonly attempt: number
  /** Aborts when the handler has used up its time, or when the receiver stops. */
  readonly signal: AbortSignal
}

/** Handles a change of a channel. If it throws, it runs again. */
export type ChannelHandler = (channel: ChannelUpdate, context: ChannelContext) => unknown
