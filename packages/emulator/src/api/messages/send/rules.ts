import { buttonLimits, instagramFileTypes, MEGABYTE, fileLimits, textLimits } from '@wazzup-kit/core/capabilities'
import type { ApiErrorCode } from '@wazzup-kit/core/schemas'
import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../../rule.ts'

const { messages } = docUrls

/** The figures of the error table, which names the codes. */
const lengths = textLimits
  .filter(({ kind }) => kind === 'message')
  .flatMap(({ transport, figures }) =>
    figures
      .filter(({ table, part }) => table === 'errors' && part !== 'header')
      .map(({ characters, code }) => ({ says: `${transport} ${characters}`, code })),
  )
/** What a text that is too long is refused with, on any transport. */
export const lengthCodes = [...new Set(lengths.flatMap(({ code }) => code ?? []))]
const sizes = fileLimits.filter(({ where }) => where === 'api')
const sizeCodes = [...new Set(sizes.map(({ code }) => code as ApiErrorCode))]
const sizeOf = (bytes: number): string => `${bytes / MEGABYTE} MB`
const { waba, telegram } = buttonLimits

/** What a send may say. */
export const sendRules = {
  'send/accepted': documented(messages, 'A good send answers 201 with `messageId` and `chatId`.'),
  'send/fields': documented(messages, 'Wrong parameters are named in `data.fields`.', {
    codes: ['INVALID_MESSAGE_DATA'],
  }),
  'send/address': documented(
    messages,
    'A `chatId` is digits on WhatsApp and Viber, an account without @ on Instagram, and opaque elsewhere; `phone` stands in for it on Telegram and MAX, `username` on Telegram.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/personal-only': documented(
    messages,
    '`phone` and `username` stand in for it on personal accounts of Telegram and MAX, not on bots; the answer has the opaque chat id.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/same-chat-id': judged(messages, 'The same `phone` or `username` always gets the same chat id.'),
  'send/address-twice': judged(
    messages,
    'Beside a `chatId`, `phone` and `username` are passed over, whatever the channel.',
  ),
  'send/channel-id': judged(
    messages,
    "A `channelId` is a UUID of any version, although the page says 4: not all of Wazzup's own samples are.",
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/known-chat-types': judged(
    messages,
    'A `chatType` that no page names is refused as a wrong parameter; `instacomment`, which stands in the code of one client, is among them.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/file-address': judged(
    messages,
    'A `contentUri` that is no address on http or https is refused as a wrong parameter, of a send and of an edit: the page calls it a direct link.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/one-content': documented(messages, 'Text and file never go together in a send.', {
    codes: ['INVALID_MESSAGE_DATA'],
  }),
  'send/one-content-code': seenLive(
    messages,
    'A send that has both is rejected with 400 and `INVALID_MESSAGE_DATA`. The code that the page documents for it comes on command.',
    { codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT'], codesCome: 'on command', option: 'faults.answer' },
  ),
  'send/one-content-fields': judged(messages, '`data.fields` then names both: `text` and `contentUri`.', {
    codes: ['INVALID_MESSAGE_DATA'],
  }),
  'send/template-alone': judged(messages, 'A `templateId` beside a text or a file is refused: no page says how.', {
    codes: ['INVALID_MESSAGE_DATA'],
  }),
  'send/nothing': documented(messages, 'A send without content is refused.', { codes: ['MESSAGE_NOTHING_TO_SEND'] }),
  'send/one-content-first': judged(
    messages,
    'Text beside a file is refused for that, even where one of them is empty.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/empty-text': documented(messages, 'An empty text is refused.', { codes: ['MESSAGES_TEXT_CAN_NOT_BE_BLANK'] }),
  'send/empty-file': documented(messages, 'An empty link, or an empty file where it is fetched, is refused.', {
    codes: ['MESSAGES_CONTENT_CAN_NOT_BE_BLANK'],
    option: 'contentFetch',
  }),
  'send/wrong-transport': documented(
    messages,
    'A chat type that the channel does not carry is refused, with channel, transport and chat type in `data`.',
    { codes: ['WRONG_TRANSPORT'] },
  ),
  'send/chat-types': judged(
    messages,
    'Which chat types a transport carries is known for WABA only, `whatsapp`; the rest follows from the names.',
    { codes: ['WRONG_TRANSPORT'] },
  ),
  'send/repeat': documented(
    messages,
    'The same `crmMessageId` within 60 seconds is refused, with the id in `data`; from the 61st second it is sent again.',
    { codes: ['REPEATED_CRM_MESSAGE_ID'] },
  ),
  'send/repeat-memory': judged(messages, 'Only accepted sends are remembered, for the account as a whole.'),
  'send/length': documented(
    messages,
    `Longer texts than the error table has are refused: ${lengths.map(({ says }) => says).join(', ')}.`,
    { codes: lengthCodes },
  ),
  'send/length-counted': judged(messages, 'Characters are counted as UTF-16 units, most emoji as two: no page says.', {
    codes: lengthCodes,
  }),
  'send/length-strict': judged(
    messages,
    'The smaller figures of the parameter table (Instagram and VK 1000, WABA 1024, its templates 550) refuse nothing: no error is named for them.',
  ),
  'send/length-header': judged(
    messages,
    'Nor does the 1024 that the error table has for the header of a WABA message: no parameter gives it one.',
  ),
  'send/length-max': judged(
    messages,
    'On MAX a text beyond 4096 characters fails by webhook: no error is named for it.',
    {
      codes: ['TOO_LONG_TEXT'],
    },
  ),
  'send/formatting': documented(
    messages,
    'WhatsApp, WABA, Viber and bots of Telegram take `*`, `_`, `~` and three backticks as marks, such bots also the tags b, i, u and s.',
  ),
  'send/formatting-kept': judged(
    messages,
    'Marks are no error anywhere, and a text is told as it came: what becomes of them, only the recipient sees.',
  ),
  'send/quote': documented(
    messages,
    '`refMessageId` quotes a message that came in or was sent; an unknown one is refused.',
    {
      codes: ['REFERENCE_MESSAGE_NOT_FOUND'],
    },
  ),
  'send/quote-deleted': documented(docUrls.webhooks, 'A quote of a deleted message is accepted and fails by webhook.', {
    codes: ['CANNOT_REPLY_TO_DELETED'],
  }),
  'send/quote-waba': seenLive(messages, 'WABA accepts a quote, although the recipient does not see it.'),
  'send/clear-unanswered': documented(
    messages,
    'A send takes the chat off the unanswered counter, unless `clearUnanswered` is false.',
  ),
  'send/author': judged(
    messages,
    'A `crmUserId` that was uploaded is the author of the echo, any other is passed over.',
  ),
  'send/buttons-waba': documented(
    messages,
    `Buttons of WABA go with a text, have \`type\` "text" and up to ${waba.text} characters; beyond ${waba.buttons} they are dropped without a word. Those of a template have a payload only.`,
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/buttons-waba-unread': judged(
    messages,
    'Nobody looks at WABA buttons that are dropped, nor at anything but the payload in those of a template; a payload is text.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/buttons-telegram': documented(
    messages,
    `Buttons of a Telegram bot have up to ${telegram.text} characters; inline ones a link or 1 to ${telegram.callbackData} bytes of data, reply ones a text only; \`removeKeyboard\` needs no buttons.`,
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/buttons-max': documented(
    messages,
    'Buttons of a MAX bot are `callback` with a payload, `link` with an address, or `message`.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'send/buttons-elsewhere': judged(
    messages,
    'Buttons on any other transport are accepted unread, as long as they are an object: no page describes them.',
  ),
  'send/file-link': documented(messages, 'A link must answer directly, without a redirect; it is fetched at once.', {
    codes: ['MESSAGE_DOWNLOAD_CONTENT_ERROR'],
    option: 'contentFetch',
  }),
  'send/file-time': judged(messages, 'A host has 30 seconds for all of a file, by the clock of the emulator.', {
    codes: ['MESSAGE_DOWNLOAD_CONTENT_ERROR'],
    option: 'contentFetch',
  }),
  'send/file-type': documented(messages, 'A file whose type is not known is refused.', {
    codes: ['MESSAGE_WRONG_CONTENT_TYPE'],
    option: 'contentFetch',
  }),
  'send/file-type-read': judged(
    messages,
    'Not known is one without an ending in its address and without a Content-Type; which types a messenger does not support, only Instagram tells.',
    { codes: ['MESSAGE_WRONG_CONTENT_TYPE'], option: 'contentFetch' },
  ),
  'send/file-trusted': judged(
    messages,
    'Without `contentFetch` no file is fetched: tests name files that do not exist.',
    { option: 'contentFetch' },
  ),
  'send/file-size': documented(
    messages,
    `A file that is too big is refused: ${sizes.map(({ transports, content, bytes }) => `${transports?.join(' and ') ?? 'elsewhere'}${content ? ` ${content.join()}` : ''} ${sizeOf(bytes)}`).join(', ')}.`,
    { codes: sizeCodes, option: 'contentFetch' },
  ),
  'send/file-size-read': judged(
    messages,
    `A photo is what has a Content-Type of \`image/…\`, a megabyte is ${MEGABYTE} bytes; the text that gives Telegram the code of WABA is read as WABA's.`,
    { option: 'contentFetch' },
  ),
  'send/file-too-big-later': judged(
    docUrls.webhooks,
    'The 50 MB of webhooks are beyond every limit of a send: that failure comes on command only.',
    { codes: ['TOO_BIG_CONTENT'], codesCome: 'on command', option: 'simulate.message.nextFails' },
  ),
  'send/file-size-order': judged(
    messages,
    'The limits of a transport stand above the one for all: Telegram takes 20 MB although every transport is said to take 10.',
    { option: 'contentFetch' },
  ),
  'send/file-instagram': documented(
    messages,
    `Instagram takes ${instagramFileTypes.value.join(', ')}; judged here by the ending of the address.`,
    { codes: ['MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI'] },
  ),
} satisfies Rules
