import { WEBHOOK_CONTENT_TYPE } from '../webhooks/post-webhook.ts'

/** What differs from account to account, and where the pages leave more than one reading. */
export interface Settings {
  /**
   * What a send through a `disabled` or `blocked` channel gets: `CHANNEL_BLOCKED` as documented, unless told otherwise,
   * and `CHANNEL_WAPI_REJECTED` through a blocked one of WABA; `accept` answers 201 as seen live, for a message that never arrives.
   */
  blockedChannels: 'reject' | 'accept'
  /**
   * What a free-form message gets when the customer has been silent for longer than 24 hours (WABA, MAX bot) or 7 days
   * (Instagram). `fail`, unless told otherwise: 201, and the documented code by webhook. `refuse` answers that code at
   * once; `vanish` answers 201 and nothing ever follows, seen live.
   */
  closedWindows: 'fail' | 'reject' | 'vanish'
  /**
   * What a message to somebody who never wrote gets, where only customers may begin: `MESSAGES_NOT_TEXT_FIRST` unless told
   * otherwise; `accept` lets it through.
   */
  firstContact: 'reject' | 'accept'
  /** The tariff: how many dialogs a channel may write to in a calendar month, and whether it may begin any. `max` by default. */
  tariff: 'start' | 'inbox' | 'pro' | 'max'
  /** Who gets a new customer, and when the CRM is asked to create it. `nobody` unless told otherwise. */
  newCustomers: 'nobody' | 'first to reply' | 'in turn'
  /** What the WABA balance is good for. `empty` refuses every send through WABA. */
  wabaBalance: 'enough' | 'empty'
  /**
   * Spam verdicts, seen live after about ten equal messages in 100 seconds: `off` unless told otherwise; `on` fails the
   * eleventh.
   */
  spamFilter: 'off' | 'on'
  /**
   * For how many milliseconds a sent message may be edited; `unlimited` unless told otherwise: the page speaks of a set
   * period and names none. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
   */
  editingTime: number | 'unlimited'
  /** The same for its deletion. */
  deletionTime: number | 'unlimited'
  /**
   * The Content-Type of webhooks: `application/json; charset-utf-8` unless told otherwise, which is how the page prints
   * it and no valid one. The body parser of Express 4 passes it over. https://wazzup24.com/help/api-en/webhooks/
   */
  webhookContentType: string
  /**
   * How users are listed: as one bare array unless told otherwise; `older` is `{ count, data }` by `offset`, as an older
   * page has it. https://wazzup24.com/help/api-en/working-with-the-user-entity/
   */
  usersPage: 'newest' | 'older'
  /**
   * How a subscription reads back: `live`, with booleans and `wabaTemplatesStatus`, unless told otherwise; `printed` is
   * the sample of the page, with texts and `templateStatus`. https://wazzup24.com/help/api-en/webhooks/
   */
  subscriptionForm: 'live' | 'printed'
}

/** What an account has unless told otherwise. */
export const defaultSettings: Settings = {
  blockedChannels: 'reject',
  closedWindows: 'fail',
  firstContact: 'reject',
  tariff: 'max',
  newCustomers: 'nobody',
  wabaBalance: 'enough',
  spamFilter: 'off',
  editingTime: 'unlimited',
  deletionTime: 'unlimited',
  webhookContentType: WEBHOOK_CONTENT_TYPE,
  usersPage: 'newest',
  subscriptionForm: 'live',
}

const periods = ['unlimited', 60_000, 3_600_000, 86_400_000] as const

/** What each setting may be; of those that take any value, some. The first one is what it is unless told otherwise. */
export const settingChoices = {
  blockedChannels: ['reject', 'accept'],
  closedWindows: ['fail', 'reject', 'vanish'],
  firstContact: ['reject', 'accept'],
  tariff: ['max', 'pro', 'inbox', 'start'],
  newCustomers: ['nobody', 'first to reply', 'in turn'],
  wabaBalance: ['enough', 'empty'],
  spamFilter: ['off', 'on'],
  editingTime: periods,
  deletionTime: periods,
  webhookContentType: [WEBHOOK_CONTENT_TYPE, 'application/json; charset=utf-8', 'application/json'],
  usersPage: ['newest', 'older'],
  subscriptionForm: ['live', 'printed'],
} as const satisfies { [Name in keyof Settings]: readonly Settings[Name][] }
