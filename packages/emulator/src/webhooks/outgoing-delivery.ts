import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { FaultHandle } from '../faults/fault-engine.ts'
import type { EmulatedSubscription } from '../account/entities.ts'
import type { WebhookResponse } from './post-webhook.ts'
import type { State } from '../account/state.ts'
import type { WebhookBody, WebhookKind } from './bodies.ts'
import type { DeliveryFault } from '../faults/delivery-fault-kinds.ts'
import type { DeliveryRecord } from './delivery-log.ts'

const { webhooks: docUrl } = docUrls

/** Whose subscription: the customer's key, or a sidecar's. */
export type Subscriber = keyof State['subscriptions']

/** The outcome of a delivery: its record in the log, without secrets, and the response as it came. */
export interface Posted {
  record: DeliveryRecord
  response: WebhookResponse
}

/** One body on its way to one subscriber. */
export interface OutgoingDelivery {
  readonly to: Subscriber
  /** Instead of the subscriber's address of that moment. */
  readonly address?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly kinds: WebhookKind[]
  /** What it says; a `mixed` one takes in others. */
  body: WebhookBody
  /** Writes what is posted. */
  write(body: WebhookBody): string | Uint8Array<ArrayBuffer>
  readonly fault?: DeliveryFault | undefined
  /** The active fault that struck it. */
  readonly struckBy?: FaultHandle | undefined
  /** Fires when the emulator starts anew: it is worth nothing from then on. */
  readonly stopped: AbortSignal
  /** Called once it is out, or with null when it never will be. */
  done(posted: Posted | null): void
}

/** Returns the subscribers that have an address and asked for this flag; the customer first. */
export const subscribersTo = rule(
  {
    id: 'delivery/flags',
    sentence: 'Wazzup posts only what the subscription asks for.',
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
    sentence: 'A question goes to one subscriber only, the customer first.',
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
    sentence: 'An echo may come before the response to its send.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('early')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'early',
)

export const isRepeated = rule(
  {
    id: 'delivery/repeated',
    sentence: 'Whole bodies are sent again.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('repeated')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'repeated',
)

export const isReordered = rule(
  {
    id: 'delivery/reordered',
    sentence: 'A status may come before its message.',
    docUrl,
    basis: 'observed in production',
    option: "faults.deliveries.next('reordered')",
  },
  ({ fault }: Faulty): boolean => fault?.kind === 'reordered',
)

/** The rules that are kept in this file. */
export const outgoingRules = [subscribersTo, subscriberToAsk, isEarly, isRepeated, isReordered]
