import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { EmulatedSubscription } from '../account/entities/connections.ts'
import type { EmulatedChannel } from '../account/entities/entities.ts'
import type { WebhookMessage, WebhookStatus } from './message-items.ts'

// The bodies of webhooks. Documented, unless noted otherwise: https://wazzup24.ru/help/api-ru/webhooks-2/

/** One item of `channelsUpdates`. */
export interface ChannelUpdate {
  /** UUID of the channel. */
  channelId: string
  /** The new state, for example `active`, `qr` or `notEnoughMoney`. */
  state: EmulatedChannel['state']
  /**
   * Maximum number of conversations that a WABA channel may begin in a day: `TIER_0`, `TIER_1K`, `TIER_10K`,
   * `TIER_100K`, `TIER_UNLIMITED`.
   */
  tier?: string | undefined
  /** A PNG as a data URL, with state `qr` only. */
  qr?: string | undefined
  /** Time of the update, in milliseconds since 1970. */
  timestamp: number
}

/** `templateStatus`: a single object. */
export interface TemplateUpdate {
  /** UUID of the template. */
  templateGuid: string
  /** Name at Meta. */
  name: string
  /** Result of the moderation, as it was written: `APPROVED`, `rejected` ... */
  status: string
}

/** Whether Wazzup asks automatically (`auto`), or because an operator pressed "+" (`byUser`). */
export type QuestionSource = 'auto' | 'byUser'

/** `createContact`: the response must be the created contact. */
export interface ContactQuestion {
  /** Your own id of the employee who becomes responsible. */
  responsibleUserId: string
  /** Name of the customer, or else the chat id. */
  name: string
  /** The chat of the customer. */
  contactData: QuestionChat[]
  /** Why the CRM is asked. */
  source: QuestionSource
}

/** The chat of a customer for whom a contact is requested. */
export interface QuestionChat {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
}

/** `createDeal`: the response must be the created deal. */
export interface DealQuestion {
  /** Your own id of the employee who becomes responsible. */
  responsibleUserId: string
  /** Your own ids of the contacts. */
  contacts: string[]
  /** Why the CRM is asked. */
  source: QuestionSource
}

/** Body of one delivery: `messages` and `statuses` may occur together, all other keys occur alone. */
export interface WebhookBody {
  /** Messages of customers, echoes of outgoing messages, edits and deletions. */
  messages?: WebhookMessage[] | undefined
  /** Statuses of outgoing messages. */
  statuses?: WebhookStatus[] | undefined
  /** New states of channels. */
  channelsUpdates?: ChannelUpdate[] | undefined
  /** Result of the moderation of a WABA template. */
  templateStatus?: TemplateUpdate | undefined
  /** Asks the CRM to create a contact. The response must be the created contact. */
  createContact?: ContactQuestion | undefined
  /** Asks the CRM to create a deal. The response must be the created deal. */
  createDeal?: DealQuestion | undefined
}

/** A key of a body. */
export type WebhookKind = keyof WebhookBody

/** Flag of a subscription for each kind of webhook. */
export const flagOfKind: Readonly<Record<WebhookKind, keyof EmulatedSubscription['subscriptions']>> = {
  messages: 'messagesAndStatuses',
  statuses: 'messagesAndStatuses',
  channelsUpdates: 'channelsUpdates',
  templateStatus: 'templateStatus',
  createContact: 'contactsAndDealsCreation',
  createDeal: 'contactsAndDealsCreation',
}

/** Returns whether messages and statuses can be added to a body. */
export const mayShare = rule(
  [
    {
      id: 'delivery/shared',
      sentence: '`messages` and `statuses` may share a body. `createContact` and `createDeal` occur alone.',
      docUrl: docUrls.webhooks,
      basis: 'documented',
      option: "faults.deliveries.next('mixed')",
    },
    {
      id: 'delivery/alone',
      sentence: '`channelsUpdates` and `templateStatus` also occur alone.',
      docUrl: docUrls.webhooks,
      basis: 'our assumption',
      option: "faults.deliveries.next('mixed')",
    },
  ],
  (body: WebhookBody): boolean => body.messages !== undefined || body.statuses !== undefined,
)

/** Functions of this file that implement rules. */
export const bodyRules = [mayShare]
