import { transportFacts } from '@wazzup-kit/core/capabilities'
import { docUrls } from '@wazzup-kit/core/schemas'
import { conversationsOfTier, dialogsOfTariff } from './windows.ts'
import { documented, judged, seenInCode, seenLive, type Rules } from '../../rule.ts'

const { instagramComments, messages, wabaLimits, webhooks } = docUrls
const { instagram, maxbot, wapi } = transportFacts
const days = instagram.windowHours.value / 24
const tiers = Object.entries(conversationsOfTier).map(([tier, most]) => `${tier} ${most}`)

/** Who may write first, and until when one may write. */
export const windowRules = {
  'first/instagram': documented(instagramComments, 'On Instagram only the client may begin.', {
    codes: ['MESSAGES_NOT_TEXT_FIRST'],
    option: 'firstContact',
  }),
  'first/bots': seenInCode(messages, 'To a bot of Telegram or MAX, and on VK, only the client may begin.', {
    codes: ['MESSAGES_NOT_TEXT_FIRST'],
    option: 'firstContact',
  }),
  'first/avito': judged(messages, 'On Avito only the client may begin: the chat id comes with an incoming message.', {
    codes: ['MESSAGES_NOT_TEXT_FIRST'],
    option: 'firstContact',
  }),
  'first/code': judged(
    messages,
    'Whoever begins where only clients may gets the code that the page gives for the Inbox tariff: there is none of its own.',
    { codes: ['MESSAGES_NOT_TEXT_FIRST'], option: 'firstContact' },
  ),
  'first/by-phone': documented(
    messages,
    'On personal Telegram and MAX anybody may begin, by phone, on Telegram by username too.',
  ),
  'first/anybody': judged(messages, 'On WhatsApp and Viber anybody may begin: no page says otherwise.'),
  'first/unknown-chat': judged(
    messages,
    'A chat id of Telegram, MAX or a group that never came in is accepted: no page says what it gets.',
  ),
  'first/inbox-tariff': documented(messages, 'On the Inbox tariff only the client may begin, whatever the channel.', {
    codes: ['MESSAGES_NOT_TEXT_FIRST'],
    option: 'tariff',
  }),
  'first/inbox-answer': seenLive(
    messages,
    'The response is then 400 with the description "Can\'t write by first on inbox tariff".',
    { codes: ['MESSAGES_NOT_TEXT_FIRST'], option: 'tariff' },
  ),
  'first/dialogs': documented(
    messages,
    `A tariff allows so many dialogs: Start ${dialogsOfTariff.start}, Inbox and Pro ${dialogsOfTariff.pro}, Max any number.`,
    { codes: ['CHANNEL_LIMIT_EXCEEDED'], option: 'tariff' },
  ),
  'first/dialogs-counted': documented(
    messages,
    'A dialog counts once it has an outgoing message in the calendar month. On the 1st the count starts again.',
    { codes: ['CHANNEL_LIMIT_EXCEEDED'], option: 'tariff' },
  ),
  'first/dialogs-month': judged(
    messages,
    'The month is one of UTC. Messages of operators count, and so does a send that fails after its 201.',
    { option: 'tariff' },
  ),
  'first/dialogs-beyond': judged(
    messages,
    'Beyond the limit a dialog that does not count yet cannot be answered, even where the client began it; those that count go on.',
    { codes: ['CHANNEL_LIMIT_EXCEEDED'], option: 'tariff' },
  ),
  'first/unreachable': documented(
    webhooks,
    'Somebody whom WhatsApp or Telegram does not know: 201, and the failure by webhook.',
    { codes: ['BAD_CONTACT'], option: 'unreachable' },
  ),
  'first/unreachable-elsewhere': judged(
    webhooks,
    'So does somebody whom Viber, VK, Avito or MAX does not know: their table names no code.',
    { codes: ['BAD_CONTACT'], option: 'unreachable' },
  ),
  'first/unreachable-phone': seenLive(
    messages,
    'A personal Telegram accepts a send to an unknown phone and fails by status.',
    { codes: ['BAD_CONTACT'], option: 'unreachable' },
  ),
  'first/unreachable-instagram': documented(webhooks, 'An Instagram account that is gone fails by webhook.', {
    codes: ['CHATID_IGSID_MISMATCH'],
    option: 'unreachable',
  }),
  'first/comments': judged(
    instagramComments,
    'Comments on Instagram posts, and answers to them, are not played: no page says how the API answers one, so these errors come by command.',
    {
      codes: [
        'COMMENT_DELETED',
        'COMMENT_ALREADY_PRIVATE_REPLIED',
        'COMMENT_INVALID_FOR_PRIVATE_REPLY',
        'COMMENT_CAN_BE_TEXT_ONLY',
      ],
      codesCome: 'on command',
      option: 'simulate.message.nextFails',
    },
  ),
  'window/waba': documented(
    webhooks,
    `Free-form text to WABA more than ${wapi.windowHours.value} hours after the client's last message: 201, and the failure by webhook.`,
    { codes: ['24_HOURS_EXCEEDED'], option: 'closedWindows' },
  ),
  'window/waba-template': documented(wabaLimits, 'A template goes out whether or not the window is open.'),
  'window/waba-buttons': documented(messages, 'Interactive buttons of WABA want an open window, too.', {
    codes: ['24_HOURS_EXCEEDED'],
    option: 'closedWindows',
  }),
  'window/instagram': documented(
    webhooks,
    `A message to Instagram more than ${days} days after the client's last one: 201, and the failure by webhook.`,
    { codes: ['7_DAYS_EXCEEDED'], option: 'closedWindows' },
  ),
  'window/max-bot': seenInCode(
    messages,
    `A bot of MAX answers within ${maxbot.windowHours.value} hours; that the code of WABA comes is our judgement.`,
    { codes: ['24_HOURS_EXCEEDED'], option: 'closedWindows' },
  ),
  'window/refused': judged(messages, 'A closed window may be told at once instead: 400 with the same code.', {
    codes: ['24_HOURS_EXCEEDED', '7_DAYS_EXCEEDED'],
    option: "closedWindows: 'refuse'",
  }),
  'window/vanishes': seenLive(messages, 'Outside of the window a send may get 201, and nothing ever follows.', {
    option: "closedWindows: 'vanish'",
  }),
  'window/channel': judged(messages, 'A window belongs to one channel: who wrote to another one opened none here.'),
  'window/tier': documented(
    wabaLimits,
    `A WABA channel begins so many conversations in 24 hours: ${tiers.join(', ')}; with TIER_UNLIMITED any number.`,
    { option: 'channels[].tier' },
  ),
  'window/tier-figures': judged(
    wabaLimits,
    'TIER_1K is a thousand, although a newer page has 2000; a channel without a tier begins as many as it likes.',
    { option: 'channels[].tier' },
  ),
  'window/tier-counted': judged(
    wabaLimits,
    'A template begins a conversation where the client was silent for 24 hours and none was begun meanwhile; one too many fails by webhook, with a code that is our guess.',
    { codes: ['TOO_MANY_EXT_REQS'], option: 'channels[].tier' },
  ),
  'window/spam': seenLive(messages, 'After about ten equal messages in 100 seconds the next one is called spam.', {
    codes: ['SPAM'],
    option: "spamFilter: 'on'",
  }),
  'window/spam-counted': judged(
    messages,
    'Counted are equal texts through one channel, whoever they went to: the eleventh fails, unless the filter is off, as it is unless told otherwise.',
    { codes: ['SPAM'], option: 'spamFilter' },
  ),
} satisfies Rules
