import type { CallOptions } from '../../client/options.ts'
import type { Sender } from '../../webhooks/handle/reply.ts'
import type { StoreDriver } from '../port/driver.ts'
import type { Hash } from '../port/hash.ts'
import type { Entry } from './entry-state.ts'
import type { LinkTo } from './file-links.ts'
import type { RareReport } from './rare-report.ts'
import type { RateLimit } from '../../client/timing/rate-limit.ts'

/** The part of a client that an outbox needs. Only `messages.send` is required. */
export interface OutboxClient extends Sender {
  readonly messages: Sender['messages'] & {
    readonly delete?: ((input: { messageId: string }, options?: CallOptions) => Promise<unknown>) | undefined
  }
  /** With it, the outbox knows which channels are a personal WhatsApp, and asks once a minute whether a paused one can send again. */
  readonly channels?: {
    readonly list: (input?: undefined, options?: CallOptions) => PromiseLike<readonly ChannelState[]>
  }
}

interface ChannelState {
  channelId: string
  state?: string | null | undefined
  transport?: string | null | undefined
}

/** Encrypts the contents of messages before they are stored. */
export interface Codec {
  /** Returns the sealed form of a text. */
  seal(text: string): string | Promise<string>
  /** Returns the text of a sealed form. */
  open(sealed: string): string | Promise<string>
}

/** A channel or the whole key that cannot send for now. */
export interface OutboxPause {
  /** The channel; undefined when the whole key is paused. */
  channelId?: string | undefined
  /** The code of Wazzup, the state of the channel, or the HTTP status. */
  reason: string
}

/** Functions that are called for logs and metrics. Their errors are ignored. */
export interface OutboxHooks {
  /** Called when a channel or the key cannot send. Its messages wait until they expire. */
  onPause?(pause: OutboxPause): unknown
  /** Called when it can send again. */
  onResume?(pause: OutboxPause): unknown
}

/** Called with an error and the entry that it is about; without an entry when the store or the key has failed. */
export type OutboxErrorListener = (error: unknown, entry: Entry | undefined) => unknown

/** What all parts of an outbox share. */
export interface OutboxContext {
  driver: StoreDriver
  account: string
  wazzup: OutboxClient
  hash: Hash
  /** Id of this process. */
  process: string
  repeat: 'window' | 'never'
  resume: 'window' | 'never'
  settleWithin: number
  remember: number
  codec: Codec | undefined
  linkTo: LinkTo | undefined
  perChannel: RateLimit | 'unlimited' | undefined
  hooks: OutboxHooks
  report: OutboxErrorListener
  rarely: RareReport
  /** Called after an entry has changed. */
  changed(id: string): void
  /** Reads the events of a lane that wait, so that an echo in it settles a send. */
  readWaiting: ((lanePrefix: string) => Promise<void>) | undefined
}
