/** What differs from account to account, and where the pages leave more than one reading. */
export interface Settings {
  /**
   * What a send through a `disabled` or `blocked` channel gets: `CHANNEL_BLOCKED` as documented, unless told otherwise;
   * `accept` answers 201 as seen live, for a message that never arrives.
   */
  blockedChannels: 'refuse' | 'accept'
  /**
   * What a free-form message gets when the client has been silent for longer than 24 hours (WABA, MAX bot) or 7 days
   * (Instagram). `fail`, unless told otherwise: 201, and the documented code by webhook. `refuse` answers that code at
   * once; `vanish` answers 201 and nothing ever follows, seen live.
   */
  closedWindows: 'fail' | 'refuse' | 'vanish'
  /**
   * What a message to somebody who never wrote gets, where only clients may begin: `MESSAGES_NOT_TEXT_FIRST` unless told
   * otherwise; `accept` lets it through.
   */
  firstContact: 'refuse' | 'accept'
  /** The tariff: how many dialogs a channel may have, and whether it may begin any. `max` unless told otherwise. */
  tariff: 'start' | 'inbox' | 'pro' | 'max'
  /** Who gets a new client, and when the CRM is asked to create it. `nobody` unless told otherwise. */
  newClients: 'nobody' | 'first to answer' | 'in turn'
  /** What the WABA balance is good for. `empty` refuses every send through WABA. */
  wabaBalance: 'enough' | 'empty'
  /**
   * Spam verdicts, seen live after about ten equal messages in 100 seconds: `off` unless told otherwise; `on` fails the
   * eleventh.
   */
  spamFilter: 'off' | 'on'
}

/** What an account has unless told otherwise. */
export const defaultSettings: Settings = {
  blockedChannels: 'refuse',
  closedWindows: 'fail',
  firstContact: 'refuse',
  tariff: 'max',
  newClients: 'nobody',
  wabaBalance: 'enough',
  spamFilter: 'off',
}
