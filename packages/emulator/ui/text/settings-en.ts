import type { Settings } from '../../src/account/settings.ts'

/** Texts of the account's settings. */
export interface SettingTexts {
  settings: string
  settingsIntro: string
  /** Returns the text of a time in milliseconds. */
  settingValue(ms: number): string
  /** Texts of each setting and of its values. */
  ofSettings: Record<keyof Settings, { name: string; meaning: string; values: Readonly<Record<string, string>> }>
}

export const settingsEn: SettingTexts = {
  settings: 'Account',
  settingsIntro: 'Settings that differ from account to account, or that Wazzup’s documentation leaves open.',
  settingValue: (ms: number) => (ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`),
  ofSettings: {
    blockedChannels: {
      name: 'Sends through a channel that is off',
      meaning: 'The documentation says rejected; in production, some were accepted and never sent.',
      values: { reject: 'rejected', accept: 'accepted and lost' },
    },
    closedWindows: {
      name: 'Sends after the window',
      meaning: 'WABA and MAX bots 24 hours, Instagram 7 days after the customer’s last message.',
      values: { fail: 'fail by webhook', reject: 'rejected at once', drop: 'accepted and lost' },
    },
    firstContact: {
      name: 'Sends to customers who never wrote',
      meaning: 'On channels where only customers may write first.',
      values: { reject: 'rejected', accept: 'accepted' },
    },
    tariff: {
      name: 'Tariff',
      meaning: 'How many dialogs a channel may write to in a calendar month; Inbox may not begin any.',
      values: { max: 'Max', pro: 'Pro', inbox: 'Inbox', start: 'Start' },
    },
    newCustomers: {
      name: 'New customers go to',
      meaning: 'Whether and when your CRM is asked to create them.',
      values: {
        'no operator': 'no operator',
        'first to reply': 'the first operator who replies',
        'in turn': 'operators in turn',
      },
    },
    wabaBalance: {
      name: 'WABA balance',
      meaning: 'Empty rejects all sends.',
      values: { enough: 'enough', empty: 'empty' },
    },
    spamFilter: {
      name: 'Spam filter',
      meaning: 'On: the eleventh equal message in 100 seconds fails.',
      values: { off: 'off', on: 'on' },
    },
    editingTime: {
      name: 'May be edited for',
      meaning: 'Wazzup says “a set period” without a number.',
      values: { unlimited: 'any time' },
    },
    deletionTime: { name: 'May be deleted for', meaning: 'Undocumented.', values: { unlimited: 'any time' } },
    webhookContentType: {
      name: 'Content-Type of webhooks',
      meaning: 'The first is the documented one; Express 4 does not read the body with it.',
      values: {},
    },
    usersPage: {
      name: 'List of users',
      meaning: 'An older version of Wazzup’s documentation has another form.',
      values: { newest: 'an array', older: 'count and data' },
    },
    subscriptionForm: {
      name: 'A subscription is returned',
      meaning: 'In production: true and wabaTemplatesStatus. Documented: "true" and templateStatus.',
      values: { live: 'as in production', printed: 'as documented' },
    },
  },
}
