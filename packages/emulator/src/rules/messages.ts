import { MEGABYTE, telegramVoice } from '@wazzup-kit/core/capabilities'
import { pages } from '@wazzup-kit/core/schemas'
import { instagramPostFields } from '../webhook-bodies.ts'
import { documented, judged, seenInCode, seenLive, type Rules } from './rule.ts'
import { lengthCodes } from './send.ts'

const { messages, webhooks } = pages
/** On WABA nothing can be edited. */
const editLengthCodes = lengthCodes.filter((code) => code !== 'MESSAGES_TOO_LONG_WABA')

/** Edits and deletions, and what webhooks tell of messages. */
export const messageRules = {
  'edit/replaces': documented(messages, 'An edit replaces the text or the file of a message that was sent.'),
  'edit/answer': judged(messages, 'Edits and deletions answer 200 and nothing: no page shows it.'),
  'edit/one-content': documented(messages, 'Text and file never go together in an edit, either.', {
    codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT', 'MESSAGE_NOTHING_TO_SEND'],
  }),
  'edit/length': documented(messages, 'An edit may be as long as a send.', { codes: editLengthCodes }),
  'edit/kind': judged(
    messages,
    'An edit may put a file in the place of a text, and the reverse: what was there goes, and the type follows.',
  ),
  'edit/file': judged(messages, 'The file of an edit is looked at like that of a send.', {
    codes: [
      'MESSAGE_DOWNLOAD_CONTENT_ERROR',
      'MESSAGES_CONTENT_SIZE_EXCEEDED',
      'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI',
    ],
    option: 'contentFetch',
  }),
  'edit/unknown': documented(messages, 'A message that is not there, or no more, cannot be edited or deleted.', {
    codes: ['MESSAGES_NOT_FOUND'],
  }),
  'edit/buttons': documented(messages, 'A message with buttons cannot be edited.', {
    codes: ['MESSAGES_CONTAIN_BUTTONS'],
  }),
  'edit/waba': seenLive(messages, 'On WABA nothing can be edited.', {
    codes: ['CHANNEL_INVALID_TRANSPORT_FOR_EDITING'],
  }),
  'delete/waba': seenLive(messages, 'On WABA nothing can be deleted.', {
    codes: ['CHANNEL_INVALID_TRANSPORT_FOR_DELETION'],
  }),
  'edit/other-transports': judged(
    messages,
    'All other transports edit and delete: no page says which do, so those refusals come by command.',
    { option: 'faults.answer' },
  ),
  'edit/period': documented(
    messages,
    'A message can be edited within a set period, and deleted within one. Which is not published: it is a setting, and none unless told otherwise.',
    {
      codes: ['MESSAGES_EDITING_TIME_EXPIRED', 'MESSAGES_DELETION_TIME_EXPIRED'],
      option: 'editingTime`, `deletionTime',
    },
  ),
  'echo/send': seenLive(
    webhooks,
    'After an accepted send comes its echo, by "Admin" without an id, then its statuses.',
  ),
  'echo/statuses': documented(webhooks, '`statuses` tell that it was `sent`, `delivered` and `read`.', {
    option: 'simulate.message',
  }),
  'echo/by-itself': judged(webhooks, 'By itself it comes as far as `delivered`; it is `read` when told so.', {
    option: 'simulate.message',
  }),
  'echo/already-read': seenLive(webhooks, 'The echo may say `read` already.', {
    option: 'simulate.message.nextEchoes',
  }),
  'echo/already-told': judged(
    webhooks,
    'It may say `delivered` as well, and the statuses that it is ahead of come after it.',
    { option: 'simulate.message.nextEchoes' },
  ),
  'echo/telegram': seenLive(webhooks, 'Telegram never says `delivered`.'),
  'echo/failure': documented(webhooks, 'A failure comes in `statuses`, with code, description and maybe `data`.', {
    option: 'simulate.message.nextFails',
  }),
  'echo/failure-words': judged(webhooks, 'Its description repeats the code, and there is no `data`.', {
    option: 'simulate.message.nextFails(code, { description, data })',
  }),
  'echo/failure-of-response': seenInCode(
    webhooks,
    'A webhook may carry a code that is documented for a response, such as `BALANCE_IS_EMPTY` or `CHANNEL_NO_MONEY`.',
    { option: 'simulate.message.nextFails' },
  ),
  'echo/failure-inside': seenLive(webhooks, 'A failure may come inside of the message instead.', {
    option: "simulate.message.nextFails(code, { inside: 'messages' })",
  }),
  'echo/on-command': judged(
    webhooks,
    'What brings these about no page says, or nothing here could: they come on command only.',
    {
      codes: [
        'BAD_LINK',
        'WRONG_CONTENT',
        'CONTENT_CONVERSION_ERROR',
        'MENTION_FORBIDDEN',
        'MESSAGE_CANCELLED',
        'MESSAGE_DELETED',
        'CHANNEL_REJECTED',
        'GENERAL_ERROR',
        'UNKNOWN_ERROR',
        'NOT_ENOUGH_MONEY',
        'NOTENOUGHMONEY',
        'TEMPLATE_NOT_FOUND',
      ],
      codesCome: 'on command',
      option: 'simulate.message.nextFails',
    },
  ),
  'echo/nothing': seenLive(messages, 'A send may be accepted and never be heard of again.', {
    option: 'simulate.message.nextVanishes',
  }),
  'echo/edited': documented(
    webhooks,
    'An edit comes as a message with `isEdited`, a deletion as one with `isDeleted`. Both have `oldInfo`: the text and the author before the change.',
  ),
  'echo/same-id': seenLive(webhooks, 'Both reuse the `messageId`.'),
  'echo/own-changes': judged(
    webhooks,
    'So do edits and deletions through the API. The date stays that of the message, and a deletion repeats the text beside its `oldInfo`.',
  ),
  'echo/edited-outside': documented(
    webhooks,
    'An edit in the messenger itself comes as the status `edited`, and as no message.',
  ),
  'echo/file-type': judged(
    webhooks,
    'The type of a file follows from the ending of its address; a voice message is `audio`, what Telegram takes as a file `document`.',
  ),
  'echo/voice': documented(
    messages,
    `On Telegram ${telegramVoice.content.join(' and ')} of up to ${telegramVoice.bytes / MEGABYTE} MB go out as a voice message, bigger ones as a file.`,
    { option: 'contentFetch' },
  ),
  'echo/file-link': judged(
    webhooks,
    'An echo has the link of its send: whether the store has it by then, no page says.',
  ),
  'echo/template': documented(webhooks, 'A template has the type `wapi_template`.'),
  'echo/template-text': judged(webhooks, 'Its text is left out: no page shows it.'),
  'echo/whatsapp-date': seenLive(
    webhooks,
    'Dates of personal WhatsApp are precise to the minute, and count messages in the milliseconds.',
  ),
  'client/message': documented(webhooks, 'What a client writes has `isEcho` false and `status` "inbound".'),
  'client/types': judged(webhooks, 'Every type may come on every transport: no page says which has which.'),
  'client/date': documented(
    webhooks,
    'Dates of messages and statuses are ISO 8601. The samples of the page are in UTC, its pattern has no zone.',
    { option: "deliveryFaults.next('broken', { form: 'no time zone' })" },
  ),
  'client/date-zone': judged(webhooks, 'A date without a zone is a time of UTC: no page says so.', {
    option: "deliveryFaults.next('broken', { form: 'no time zone' })",
  }),
  'client/contact': documented(
    webhooks,
    '`contact` has a name, `avatarUri` where it is known, on Telegram a `username` without @, on Telegram and MAX a `phone`.',
    { option: 'simulate.client.writes({ from })' },
  ),
  'client/group': seenLive(
    webhooks,
    'In a group of Telegram `contact.name` is the name of the group, and `contact.username` names the writer.',
    { option: 'simulate.client.writes({ chatType, from })' },
  ),
  'client/group-elsewhere': judged(
    webhooks,
    'In groups of WhatsApp and MAX the contact is the writer: no page or report shows one.',
    { option: 'simulate.client.writes({ chatType, from })' },
  ),
  'client/phone': seenLive(webhooks, '`contact.phone` comes on WhatsApp, too.'),
  'client/chat-id': documented(
    webhooks,
    'A group is named by its own id, whoever writes; on Telegram and MAX a chat id is opaque.',
  ),
  'client/avito': documented(
    webhooks,
    'On Avito `avitoProfileId` is the same for the whole account, echoes included; each chat has an id of its own.',
  ),
  'client/sticker': documented(webhooks, 'A sticker of WhatsApp is an `image` whose file ends in `.was`.', {
    option: "simulate.client.writes({ type: 'image', fileName })",
  }),
  'client/poll': documented(webhooks, 'A poll of WhatsApp is a `text`, its options lines with bullets.', {
    option: 'simulate.client.writes({ poll })',
  }),
  'client/poll-question': documented(webhooks, 'The question stands above the options, and the bullet is •.', {
    option: 'simulate.client.writes({ poll, text })',
  }),
  'client/file-link': documented(webhooks, "A file is a link to Wazzup's store, with `?filename=`."),
  'client/file-host': judged(
    webhooks,
    'Here the host of that link does not exist, so that no test loads from the true one; files of the page are links to the emulator.',
  ),
  'client/further-fields': documented(
    webhooks,
    `With a comment on Instagram comes its \`instPost\` (${instagramPostFields.join(', ')}), with buttons of a Salesbot \`interactive\`, with an ad of Avito \`advert\`.`,
    { option: 'simulate.client.writes' },
  ),
  'client/further-given': judged(
    webhooks,
    'None of these is made up, each goes out as it is given: what is inside of the last two no page says.',
    { option: 'simulate.client.writes' },
  ),
  'client/changes': seenLive(webhooks, 'Edits and deletions by the client reuse the `messageId`.'),
  'client/presses': documented(
    messages,
    'A pressed button that has no payload says its text if it is of a template, its number from 0 if it is an interactive one of WABA.',
    { option: 'simulate.client.presses' },
  ),
  'client/presses-payload': judged(
    messages,
    "Any other says its payload or `callbackData` as a text, or its own text if it has neither: no page shows it. A bot's keyboard can be pressed even after it was removed.",
    { option: 'simulate.client.presses' },
  ),
  'client/quote': seenInCode(webhooks, 'A quote holds the quoted message: its fields are not documented.'),
  'client/nulls': seenLive(webhooks, 'Any optional field may come as null.', { option: 'simulate.client.writes' }),
  'operator/author': seenLive(
    webhooks,
    'An employee in Wazzup or in the CRM comes with name and id, one on the phone with neither; `sentFromApp` marks Wazzup itself.',
  ),
} satisfies Rules
