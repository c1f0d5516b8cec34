import { MEGABYTE, telegramVoice } from '@wazzup-kit/core/capabilities'
import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, seenLive, type Rules } from './rule.ts'

const { messages, webhooks } = pages

/** Edits and deletions, and what webhooks tell of messages. */
export const messageRules = {
  'edit/replaces': documented(messages, 'An edit replaces the text or the file of a message that was sent.'),
  'edit/answer': judged(messages, 'Edits and deletions answer 200 and nothing: no page shows it.'),
  'edit/one-content': documented(messages, 'Text and file never go together in an edit, either.', {
    codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT', 'MESSAGE_NOTHING_TO_SEND'],
  }),
  'edit/length': documented(messages, 'An edit may be as long as a send.', { codes: ['MESSAGE_TEXT_TOO_LONG'] }),
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
  'echo/statuses': documented(
    webhooks,
    'A message goes from `sent` to `delivered` by itself, and to `read` when told so.',
    {
      option: 'simulate.message',
    },
  ),
  'echo/telegram': seenLive(webhooks, 'Telegram never says `delivered`.'),
  'echo/failure': documented(webhooks, 'A failure comes in `statuses`, with code and description.', {
    option: 'simulate.message.nextFails',
  }),
  'echo/failure-inside': seenLive(webhooks, 'A failure may come inside of the message instead.', {
    option: "simulate.message.nextFails(code, { inside: 'messages' })",
  }),
  'echo/nothing': seenLive(messages, 'A send may be accepted and never be heard of again.', {
    option: 'simulate.message.nextVanishes',
  }),
  'echo/edited': documented(
    webhooks,
    'An edit through the API comes as the same message with `isEdited` and what was there before in `oldInfo`, a deletion with `isDeleted`.',
  ),
  'echo/edited-outside': documented(webhooks, 'An edit in the messenger itself comes as the status `edited`.'),
  'echo/file-type': judged(
    webhooks,
    'The type of a file follows from the ending of its address; a voice message is `audio`, what Telegram takes as a file `document`.',
  ),
  'echo/voice': documented(
    messages,
    `On Telegram ${telegramVoice.content.join(' and ')} of up to ${telegramVoice.bytes / MEGABYTE} MB go out as a voice message, bigger ones as a file.`,
    { option: 'contentFetch' },
  ),
  'echo/template': documented(
    webhooks,
    'A template comes back as `wapi_template`; that its text is left out is our judgement.',
  ),
  'echo/whatsapp-date': seenLive(
    webhooks,
    'Dates of personal WhatsApp are precise to the minute, and count messages in the milliseconds.',
  ),
  'client/message': documented(
    webhooks,
    'What a client writes has `isEcho` false and `status` "inbound"; every type on every transport.',
  ),
  'client/phone': seenLive(webhooks, '`contact.phone` comes on WhatsApp, too.'),
  'client/avito': documented(webhooks, 'On Avito `avitoProfileId` is the same for the whole account.'),
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
