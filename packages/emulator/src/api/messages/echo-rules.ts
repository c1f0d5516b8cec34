import { MEGABYTE, telegramVoice } from '@wazzup-kit/core/capabilities'
import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, seenLive, type Rules } from '../rule.ts'

const { messages, webhooks } = docUrls

/** What webhooks say about messages that were sent through the API. */
export const echoRules = {
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
} satisfies Rules
