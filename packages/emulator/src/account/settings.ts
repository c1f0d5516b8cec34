import { WEBHOOK_CONTENT_TYPE } from '../webhooks/post-webhook.ts'

/**
 * Settings that differ from account to account, and readings of Wazzup's documentation where it leaves more than one.
 */
export interface Settings {
  /**
   * What happens to a send through a `disabled` or `blocked` channel. `reject`: the documented `CHANNEL_BLOCKED`, or
   * `CHANNEL_WAPI_REJECTED` through a blocked WABA channel. `accept`: 201 for a message that never arrives, observed in
   * production.
   *
   * @default 'reject'
   */
  blockedChannels: 'reject' | 'accept'
  /**
   * What happens to a free-form message when the customer has not written for 24 hours (WABA, MAX bot) or 7 days
   * (Instagram). `fail`: 201, then the documented code by webhook. `reject`: this code at once. `drop`: 201 and
   * no webhook after it, as observed in production.
   *
   * @default 'fail'
   */
  closedWindows: 'fail' | 'reject' | 'drop'
  /**
   * What happens to a message for a customer who never wrote, where only customers may begin. `reject`:
   * `MESSAGES_NOT_TEXT_FIRST`. `accept`: it is sent.
   *
   * @default 'reject'
   */
  firstContact: 'reject' | 'accept'
  /**
   * Tariff: how many dialogs a channel may write to in a calendar month, and whether it may begin any.
   *
   * @default 'max'
   */
  tariff: 'start' | 'inbox' | 'pro' | 'max'
  /**
   * Which operator gets a new customer, and when the CRM is asked to create the contact and the deal.
   *
   * @default 'no operator'
   */
  newCustomers: 'no operator' | 'first to reply' | 'in turn'
  /**
   * Balance of WABA. `empty` rejects all sends through WABA.
   *
   * @default 'enough'
   */
  wabaBalance: 'enough' | 'empty'
  /**
   * Spam filter. `on` fails the eleventh equal message in 100 seconds, as observed in production.
   *
   * @default 'off'
   */
  spamFilter: 'off' | 'on'
  /**
   * How many milliseconds after a send its message may be edited. Wazzup documents that there is a period, but
   * not its length. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
   *
   * @default 'unlimited'
   */
  editingTime: number | 'unlimited'
  /**
   * How many milliseconds after a send its message may be deleted.
   *
   * @default 'unlimited'
   */
  deletionTime: number | 'unlimited'
  /**
   * Content-Type of webhooks. The default is what Wazzup documents, although it is malformed: the body parser of
   * Express 4 skips such a body. https://wazzup24.com/help/api-en/webhooks/
   *
   * @default 'application/json; charset-utf-8'
   */
  webhookContentType: string
  /**
   * Form of the list of users. `newest`: an array. `older`: `{ count, data }` by `offset`, as in an older version of
   * the
   * documentation. https://wazzup24.com/help/api-en/working-with-the-user-entity/
   *
   * @default 'newest'
   */
  usersPage: 'newest' | 'older'
  /**
   * Form in which a subscription is returned. `live`: booleans and `wabaTemplatesStatus`, observed in production.
   * `printed`: text values and `templateStatus`, as in the documented sample.
   * https://wazzup24.com/help/api-en/webhooks/
   *
   * @default 'live'
   */
  subscriptionForm: 'live' | 'printed'
}

/** Default settings of an account. */
export const defaultSettings: Settings = {
  blockedChannels: 'reject',
  closedWindows: 'fail',
  firstContact: 'reject',
  tariff: 'max',
  newCustomers: 'no operator',
  wabaBalance: 'enough',
  spamFilter: 'off',
  editingTime: 'unlimited',
  deletionTime: 'unlimited',
  webhookContentType: WEBHOOK_CONTENT_TYPE,
  usersPage: 'newest',
  subscriptionForm: 'live',
}

const periods = ['unlimited', 60_000, 3_600_000, 86_400_000] as const

/** Values of each setting, the default first; of settings that take any value, some examples. */
export const settingChoices = {
  blockedChannels: ['reject', 'accept'],
  closedWindows: ['fail', 'reject', 'drop'],
  firstContact: ['reject', 'accept'],
  tariff: ['max', 'pro', 'inbox', 'start'],
  newCustomers: ['no operator', 'first to reply', 'in turn'],
  wabaBalance: ['enough', 'empty'],
  spamFilter: ['off', 'on'],
  editingTime: periods,
  deletionTime: periods,
  webhookContentType: [WEBHOOK_CONTENT_TYPE, 'application/json; charset=utf-8', 'application/json'],
  usersPage: ['newest', 'older'],
  subscriptionForm: ['live', 'printed'],
} as const satisfies { [Name in keyof Settings]: readonly Settings[Name][] }
