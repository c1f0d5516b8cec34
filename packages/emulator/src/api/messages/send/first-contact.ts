import { getTransportFacts } from '@wazzup-kit/core/messengers'
import { docUrls } from '@wazzup-kit/core/schemas'
import { dialogOf, dialogsOfChannel } from '../../../account/dialogs.ts'
import type { Dialog } from '../../../account/entities/conversations.ts'
import type { Settings } from '../../../account/settings.ts'
import type { Call } from '../../call.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import type { Outgoing } from './outgoing.ts'

const { instagramComments, messages } = docUrls

/** Maximum number of dialogs of each channel, by tariff. */
const dialogsOfTariff: Readonly<Record<Settings['tariff'], number>> = {
  start: 50,
  inbox: 500,
  pro: 500,
  max: Number.POSITIVE_INFINITY,
}

const hasWritten = ({ world }: Call, { chat }: Outgoing): boolean =>
  dialogOf(world.state.dialogs, chat)?.customerWroteAt !== undefined

const rejectOnInboxTariff = rule(
  [
    {
      id: 'first/inbox-tariff',
      sentence: 'On the Inbox tariff only the customer can begin a dialog, on every channel.',
      docUrl: messages,
      basis: 'documented',
      codes: ['MESSAGES_NOT_TEXT_FIRST'],
      option: 'tariff',
    },
    {
      id: 'first/inbox-response',
      sentence:
        'The response to a first message on the Inbox tariff is 400 with the description "Can\'t write by first on inbox tariff".',
      docUrl: messages,
      basis: 'observed in production',
      codes: ['MESSAGES_NOT_TEXT_FIRST'],
      option: 'tariff',
    },
  ],
  (call: Call, outgoing: Outgoing): ApiResponse | undefined => {
    if (call.world.state.settings.tariff !== 'inbox' || hasWritten(call, outgoing)) return undefined
    return call.reject('MESSAGES_NOT_TEXT_FIRST', { description: "Can't write by first on inbox tariff" })
  },
)

/** Returns whether only customers can begin a dialog. */
const customersBegin = rule(
  [
    {
      id: 'first/instagram',
      sentence: 'On Instagram only the customer can begin a dialog.',
      docUrl: instagramComments,
      basis: 'documented',
      codes: ['MESSAGES_NOT_TEXT_FIRST'],
      option: 'firstContact',
    },
    {
      id: 'first/bots',
      sentence: 'With a bot of Telegram or MAX, and on VK, only the customer can begin a dialog.',
      docUrl: messages,
      basis: 'found in public code',
      codes: ['MESSAGES_NOT_TEXT_FIRST'],
      option: 'firstContact',
    },
    {
      id: 'first/avito',
      sentence: 'On Avito only the customer can begin a dialog: the chat id comes with an incoming message.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['MESSAGES_NOT_TEXT_FIRST'],
      option: 'firstContact',
    },
    {
      id: 'first/by-phone',
      sentence: 'On personal Telegram and MAX the account can begin a dialog by phone, on Telegram also by username.',
      docUrl: messages,
      basis: 'documented',
    },
    {
      id: 'first/any-customer',
      sentence: 'On WhatsApp and Viber the account can begin a dialog.',
      docUrl: messages,
      basis: 'our assumption',
    },
    {
      id: 'first/unknown-chat',
      sentence: 'A send to an unknown chat id of Telegram, MAX or a group is accepted.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (transport: string): boolean => getTransportFacts(transport)?.firstContact.value === 'no',
)

const rejectFirstMessage = rule(
  {
    id: 'first/code',
    sentence:
      'Where only customers can begin, Wazzup rejects a first message with the code that is documented for the Inbox tariff. No other code is documented.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['MESSAGES_NOT_TEXT_FIRST'],
    option: 'firstContact',
  },
  (call: Call, outgoing: Outgoing): ApiResponse | undefined => {
    if (call.world.state.settings.firstContact !== 'reject' || hasWritten(call, outgoing)) return undefined
    return customersBegin(outgoing.channel.transport) ? call.reject('MESSAGES_NOT_TEXT_FIRST') : undefined
  },
)

/** Returns the calendar month, for example `2026-11`. */
const monthOf = rule(
  {
    id: 'first/dialogs-month',
    sentence: 'The month of a tariff is in UTC. Messages of operators and sends that fail after their 201 count.',
    docUrl: messages,
    basis: 'our assumption',
    option: 'tariff',
  },
  (time: number): string => new Date(time).toISOString().slice(0, 7),
)

/** Returns whether a dialog counts for the tariff. */
const countsInMonth = rule(
  {
    id: 'first/dialogs-counted',
    sentence:
      'A dialog counts once it has an outgoing message in the calendar month. The count starts again on the 1st.',
    docUrl: messages,
    basis: 'documented',
    codes: ['CHANNEL_LIMIT_EXCEEDED'],
    option: 'tariff',
  },
  ({ writtenToAt }: Dialog, month: string): boolean => writtenToAt !== undefined && monthOf(writtenToAt) === month,
)

const rejectBeyondTariff = rule(
  [
    {
      id: 'first/dialogs',
      sentence: `A tariff allows this many dialogs: Start ${dialogsOfTariff.start}, Inbox and Pro ${dialogsOfTariff.pro}, Max any number.`,
      docUrl: messages,
      basis: 'documented',
      codes: ['CHANNEL_LIMIT_EXCEEDED'],
      option: 'tariff',
    },
    {
      id: 'first/dialogs-beyond',
      sentence:
        'Beyond the limit Wazzup rejects messages to a dialog that does not count yet, even when the customer began it. Dialogs that already count are not limited.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['CHANNEL_LIMIT_EXCEEDED'],
      option: 'tariff',
    },
  ],
  (call: Call, { chat, channel }: Outgoing): ApiResponse | undefined => {
    const { state, clock } = call.world
    const month = monthOf(clock.now())
    const dialog = dialogOf(state.dialogs, chat)
    if (dialog && countsInMonth(dialog, month)) return undefined
    const all = dialogsOfChannel(state.dialogs, channel.channelId)
    const count = all.filter((each) => countsInMonth(each, month)).length
    return count < dialogsOfTariff[state.settings.tariff] ? undefined : call.reject('CHANNEL_LIMIT_EXCEEDED')
  },
)

/** Rejects a message to a customer to whom the account may not write first, or not at all on its tariff. */
export function rejectFirstContact(call: Call, outgoing: Outgoing): ApiResponse | undefined {
  return rejectOnInboxTariff(call, outgoing) ?? rejectFirstMessage(call, outgoing) ?? rejectBeyondTariff(call, outgoing)
}

/** Functions of this file that implement rules. */
export const firstContactRules = [
  customersBegin,
  rejectFirstMessage,
  rejectOnInboxTariff,
  rejectBeyondTariff,
  countsInMonth,
  monthOf,
]
