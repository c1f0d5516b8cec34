import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { FaultHandle } from '../faults/fault-engine.ts'
import type { EmulatedSubscription } from '../account/entities/connections.ts'
import type { WebhookResponse } from './post-webhook.ts'
import type { State } from '../account/state.ts'
import type { WebhookBody, WebhookKind } from './bodies.ts'
import type { DeliveryFault } from '../faults/delivery-fault-kinds.ts'
import type { DeliveryRecord } from './delivery-log.ts'

const { webhooks: docUrl } = docUrls

/** Owner of a subscription: the API key (`api`) or the sidecar key. */
export type Subscriber = keyof State['subscriptions']

/** Options of {@link Emulator.deliver}. */
export interface DeliverOptions {
  /**
   * Subscription that receives the delivery: that of the API key, or that of the sidecar key.
   *
   * @default 'api'
   */
  to?: Subscriber | undefined
  /**
   * Address of the delivery.
   *
   * @default the subscribed one
   */
  address?: string | undefined
  /** Headers to add or to replace. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** Outcome of a delivery: its record in the log, without secrets, and the original response. */
export interface Posted {
  record: DeliveryRecord
  response: WebhookResponse
}

/** One delivery to one subscriber. */
export interface OutgoingDelivery {
  readonly to: Subscriber
  /** Address to use instead of the subscriber's current one. */
  readonly address?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly kinds: WebhookKind[]
  /** Its content; the fault `mixed` adds other bodies. */
  body: WebhookBody
  /** Returns the posted text or bytes. */
  write(body: WebhookBody): string | Uint8Array<ArrayBuffer>
  readonly fault?: DeliveryFault | undefined
  /** The active fault that struck it. */
  readonly struckBy?: FaultHandle | undefined
  /** Fires when the emulator is reset; the delivery is then dropped. */
  readonly stopped: AbortSignal
  /** Called after it was posted, or with null when it was dropped. */
  done(posted: Posted | null): void
}

/** Returns the subscribers that have an address and this flag; that of the API key first. */
export const subscribersTo = rule(
  {
    id: 'delivery/flags',
    sentence: 'Wazzup posts only the events whose flags are set in the subscription.',
    docUrl,
    basis: 'documented',
  },
  (state: State, flag: keyof EmulatedSubscription['subscriptions']): Subscriber[] =>
    (['api', 'sidecar'] as const).filter((to) => {
      const { webhooksUri, subscriptions } = state.subscriptions[to]
      return webhooksUri !== null && subscriptions[flag]
    }),
)

/** Returns the subscriber that gets a question. */
export const subscriberToAsk = rule(
  {
    id: 'delivery/question',
    sentence: 'A question is posted to only one subscriber, that of the API key first.',
    docUrl,
    basis: 'our assumption',
  },
  (state: State, flag: keyof EmulatedSubscription['subscriptions']): Subscriber | undefined =>
    subscribersTo(state, flag)[0],
)

type Faulty = Pick<OutgoingDelivery, 'fault'>

export const isEarly = rule(
  {
    id: 'delivery/early',
    sentence: 'An echo may be posted before the response to its send.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('early')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'early',
)

export const isRepeated = rule(
  {
    id: 'delivery/repeated',
    sentence: 'Whole deliveries may be repeated.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('repeated')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'repeated',
)

export const isReordered = rule(
  {
    id: 'delivery/reordered',
    sentence: 'A status may be posted before its message.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('reordered')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'reordered',
)

/** Functions of this file that implement rules. */
export const outgoingRules = [subscribersTo, subscriberToAsk, isEarly, isRepeated, isReordered]
