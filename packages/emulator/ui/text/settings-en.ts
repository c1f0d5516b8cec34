import type { Settings } from '../../src/account/settings.ts'

/** Words for the settings of the account. */
export interface SettingTexts {
  settings: string
  settingsIntro: string
  /** A time in milliseconds. */
  settingValue(ms: number): string
  /** Each with its values, where they are words. */
  ofSettings: Record<keyof Settings, { name: string; meaning: string; values: Readonly<Record<string, string>> }>
}

export const settingsEn: SettingTexts = {
  settings: 'Account',
  settingsIntro: 'What differs from account to account, and where Wazzup’s pages leave more than one reading.',
  settingValue: (ms: number) => (ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`),
  ofSettings: {
    blockedChannels: {
      name: 'Sends through a channel that is off',
      meaning: 'Documented is a refusal; seen live was an acceptance with nothing after it.',
      values: { reject: 'refused', accept: 'accepted and lost' },
    },
    closedWindows: {
      name: 'Sends after the window',
      meaning: 'WABA and MAX bots 24 hours, Instagram 7 days after the customer’s last word.',
      values: { fail: 'fail by webhook', reject: 'refused at once', vanish: 'accepted and lost' },
    },
    firstContact: {
      name: 'Sends to somebody who never wrote',
      meaning: 'On channels where only customers may begin.',
      values: { reject: 'refused', accept: 'accepted' },
    },
    tariff: {
      name: 'Tariff',
      meaning: 'How many dialogs a channel may write to in a calendar month; Inbox may not begin any.',
      values: { max: 'Max', pro: 'Pro', inbox: 'Inbox', start: 'Start' },
    },
    newCustomers: {
      name: 'New customers go to',
      meaning: 'Whether and when your CRM is asked to create them.',
      values: { nobody: 'nobody', 'first to reply': 'the first who answers', 'in turn': 'operators in turn' },
    },
    wabaBalance: {
      name: 'WABA balance',
      meaning: 'Empty refuses all sends.',
      values: { enough: 'enough', empty: 'empty' },
    },
    spamFilter: {
      name: 'Spam filter',
      meaning: 'On: the eleventh equal message in 100 seconds fails.',
      values: { off: 'off', on: 'on' },
    },
    editingTime: {
      name: 'May be edited for',
      meaning: 'Wazzup says “a set period” and names none.',
      values: { unlimited: 'ever' },
    },
    deletionTime: { name: 'May be deleted for', meaning: 'Not published, either.', values: { unlimited: 'ever' } },
    webhookContentType: {
      name: 'Content-Type of webhooks',
      meaning: 'The first is how Wazzup’s page prints it; Express 4 reads no body then.',
      values: {},
    },
    usersPage: {
      name: 'List of users',
      meaning: 'An older page of Wazzup has another form of it.',
      values: { newest: 'an array', older: 'count and data' },
    },
    subscriptionForm: {
      name: 'A subscription reads back',
      meaning: 'Seen live were true and wabaTemplatesStatus; printed are "true" and templateStatus.',
      values: { live: 'as seen live', printed: 'as printed' },
    },
  },
}
