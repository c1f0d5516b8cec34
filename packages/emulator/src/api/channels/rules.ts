import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../../rules/rule-data.ts'

const { channels, webhooks } = docUrls

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
} satisfies Rules
