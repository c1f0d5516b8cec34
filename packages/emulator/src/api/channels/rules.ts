import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../rule.ts'

const { channels, messages, webhooks } = docUrls

/** Channels and what their states do to sends. */
export const channelRules = {
  'channels/list': documented(channels, 'A bare array of `channelId`, `transport`, `plainId` and `state`.'),
  'channels/name': seenLive(channels, 'Each channel has a `name`, too.'),
  'channels/transports': judged(
    channels,
    'There is one channel of each transport that the pages of v3 name; any other, such as `cian` of the partner API, can be put in, and it takes every type of chat.',
    { option: 'channels' },
  ),
  'channels/read-only': documented(channels, 'No route makes, renames, starts or removes a channel.'),
  'channels/unknown': documented(messages, 'A channel that the account does not have is refused.', {
    codes: ['CHANNEL_NOT_FOUND'],
  }),
  'channels/no-money': documented(messages, 'A channel in state `notEnoughMoney` refuses sends.', {
    codes: ['CHANNEL_NO_MONEY'],
    option: 'state.channels',
  }),
  'channels/switched-off': documented(messages, 'A channel that is switched off refuses sends.', {
    codes: ['CHANNEL_BLOCKED'],
    option: 'state.channels',
  }),
  'channels/accepts-and-loses': seenLive(
    messages,
    'Through a channel that is switched off a send may be answered with 201, and nothing follows.',
    { option: "blockedChannels: 'accept'" },
  ),
  'channels/rejected': documented(messages, 'A blocked channel of WABA refuses sends with a code of its own.', {
    codes: ['CHANNEL_WAPI_REJECTED'],
    option: 'state.channels',
  }),
  'channels/blocked-states': judged(
    messages,
    'As switched off count `disabled` and `blocked`; of WABA, `blocked` and `rejected` count as blocked: no page says which state gives which error.',
    { codes: ['CHANNEL_BLOCKED', 'CHANNEL_WAPI_REJECTED'], option: 'state.channels' },
  ),
  'channels/unavailable': documented(
    messages,
    'A channel in state `phoneUnavailable` or `init` refuses sends: its phone cannot be reached or is starting.',
    { codes: ['MESSAGE_CHANNEL_UNAVAILABLE'], option: 'state.channels' },
  ),
  'channels/other-states': judged(
    messages,
    'A channel in any other state than `active` refuses sends in the same way: no error is named for it.',
    { codes: ['MESSAGE_CHANNEL_UNAVAILABLE'], option: 'state.channels' },
  ),
  'channels/spelling': judged(channels, 'States are spelled in several ways: upper and lower case mean the same.'),
  'channels/update': documented(
    webhooks,
    '`channelsUpdates` tells a new state: an array, with a `timestamp` in whole milliseconds.',
  ),
  'channels/qr': documented(
    webhooks,
    'With state `qr`, and with no other, comes the code to scan as a PNG in a data URL.',
  ),
  'channels/qridle': judged(
    webhooks,
    '`qridle` comes as a state, never as a field: the table of the page has it among the fields, by mistake.',
  ),
  'channels/tier': documented(webhooks, 'Of WABA channels, and of no other, the `tier` is told: one of five.', {
    option: 'channels[].tier',
  }),
  'channels/tier-always': judged(webhooks, 'It is told with every new state of a channel that has one.', {
    option: 'channels[].tier',
  }),
  'channels/balance': documented(messages, 'With an empty WABA balance sends through WABA are refused.', {
    codes: ['BALANCE_IS_EMPTY'],
    option: 'wabaBalance',
  }),
} satisfies Rules
