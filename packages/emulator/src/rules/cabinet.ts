import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from './rule.ts'

const { chatWindow, migration, templates, wauth, webhooks } = pages

/** Templates, the chat window, the marketplace and the migration. */
export const cabinetRules = {
  'templates/list': documented(
    templates,
    'WABA templates come as a bare array, by `limit` (100 unless told otherwise) and `offset` (0).',
  ),
  'templates/fields': documented(
    templates,
    'Each has `templateGuid`, `accountId`, `title`, `name`, `waba`, `channels`, `category`, `language`, `status`, `rejected_reason`, `namespace`, `components` (HEADER, BODY, FOOTER, BUTTONS, with `format`, `text`, `example`, `buttons`) and `templateCode`.',
    { option: 'state.templates' },
  ),
  'templates/shapes': judged(
    templates,
    '`channels` has the ids of the WABA channels, `rejected_reason` a word or null: no page shows their insides.',
  ),
  'templates/example': documented(templates, '`example` is a list of texts, one for each variable.', {
    option: 'state.templates',
  }),
  'templates/limit': judged(templates, 'A `limit` is 1 or more, without a largest one.', {
    codes: ['VALIDATION_ERROR'],
  }),
  'templates/media-header': judged(
    templates,
    'A header with a picture has no variable and goes out as it is: how to fill one, no page says.',
  ),
  'templates/lower-case': seenLive(templates, 'This route writes statuses in lower case, and knows `archived`.'),
  'templates/by-id': documented(
    templates,
    'A template goes out by `templateId` and `templateValues`, in the order of its code.',
  ),
  'templates/by-code': documented(templates, 'It goes out as its filled code in the text, too.'),
  'templates/moderation': documented(
    pages.messages,
    'A template that was restricted or rejected is refused, and a status of moderation counts at once.',
    { codes: ['TEMPLATE_REJECTED'], option: 'simulate.template' },
  ),
  'templates/approved-only': judged(pages.messages, 'So is one in any other status than `APPROVED`.', {
    codes: ['TEMPLATE_REJECTED'],
    option: 'state.templates',
  }),
  'templates/length': documented(
    pages.messages,
    'Once filled, a header has up to 60 characters and a text up to 1024.',
    {
      codes: ['MESSAGES_TOO_LONG_WABA_HEADER', 'MESSAGES_TOO_LONG_WABA_TEMPLATE'],
    },
  ),
  'templates/values': judged(
    templates,
    'There are as many values as variables in its code: else the send is refused.',
    {
      codes: ['INVALID_MESSAGE_DATA'],
    },
  ),
  'templates/unknown': judged(
    templates,
    'An unknown template, or one for another transport than WABA, is refused at once; the code of webhooks that public code has for it comes on command.',
    { codes: ['INVALID_MESSAGE_DATA'] },
  ),
  'templates/status': documented(
    webhooks,
    '`templateStatus` is a single object of id, name and one of five statuses, in upper case in the table and in lower case in the sample.',
    { option: 'simulate.template' },
  ),
  'chat-window/url': documented(chatWindow, 'A chat window is an address with a host of eight digits and a token.'),
  'chat-window/scope': documented(chatWindow, '`scope` is `global` or `card`; a card needs a `filter`.'),
  'chat-window/fields': documented(
    chatWindow,
    '`user.id` and `user.name` are required, as on the older page; in `options` are `clientType`, a text, and two flags.',
  ),
  'chat-window/chats': judged(
    chatWindow,
    'Of a chat in `filter` only `chatType` must be there, of `activeChat` nothing; all else is taken unread, `username` and `phone` of older pages too.',
  ),
  'chat-window/wrong': judged(
    chatWindow,
    'What is wrong is refused as invalid, in the shape of its other errors: the page names no code for it.',
    { codes: ['VALIDATION_ERROR'] },
  ),
  'chat-window/contact': documented(
    chatWindow,
    'An unknown contact is created when it is opened, by its name or else its chat id.',
  ),
  'chat-window/contact-place': judged(
    chatWindow,
    "It is a contact of Wazzup, in `state.clients`: the list of contacts is the CRM's, and has none more.",
  ),
  'chat-window/by-phone': documented(
    chatWindow,
    'A phone starts no dialog of Telegram or MAX here: send by phone first, then use the chat id of its answer.',
  ),
  'chat-window/by-phone-answer': judged(
    chatWindow,
    'Asked for by phone alone there is an address all the same, and no contact.',
  ),
  'chat-window/user': seenLive(
    chatWindow,
    'Without `user.name` the window is rejected, even for a user who was uploaded, although the newest page calls the name an option.',
    { codes: ['INVALID_USER'] },
  ),
  'chat-window/named-user': judged(chatWindow, 'With a name it opens, also for a user who was not uploaded.'),
  'chat-window/errors': documented(chatWindow, 'Its errors are `{ error: { code } }`, or 500; these come by command.', {
    codes: ['NO_SUCH_ACCOUNT'],
    codesCome: 'on command',
    option: 'faults.answer',
  }),
  'wauth/entry': documented(
    wauth,
    'An entry has a `crmCode` of Latin letters, digits, hyphen and underscore, and a secret.',
    {
      codes: ['VALIDATION_ERROR'],
    },
  ),
  'wauth/unique': judged(
    wauth,
    'A `crmCode` is unique in all of Wazzup; here is one entry, and a second call changes it, its code included.',
    { option: 'state.marketplace' },
  ),
  'wauth/describe': documented(
    wauth,
    'A name has letters, digits, hyphens and, as in the sample, spaces, up to 50 characters; a logo has a name and its content.',
    {
      codes: ['VALIDATION_ERROR'],
    },
  ),
  'wauth/logo-unread': judged(
    wauth,
    'The content of a logo is not checked: neither that it is an svg in base64, nor that the picture has no margins.',
  ),
  'wauth/answers': judged(
    wauth,
    'Entry, description and simulation answer 200 and nothing; nothing is ever published here.',
  ),
  'wauth/redirect': documented(
    wauth,
    "An installation leads to the entry's address, or else to the client's `domain`, with `state` in the query.",
    { codes: ['VALIDATION_ERROR'], option: 'state.installations' },
  ),
  'wauth/state': documented(wauth, '`state` is a JWT that holds `crmCode` and `accountId`.'),
  'wauth/signature': judged(
    wauth,
    'It says HS256, and nobody can check its signature: how Wazzup signs, and with which key, no page says.',
  ),
  'wauth/connect': documented(
    wauth,
    '`connect` takes `state`, `secret`, `crmKey` and `name`, and answers the key of the customer.',
    { codes: ['VALIDATION_ERROR'] },
  ),
  'wauth/wrong-secret': judged(wauth, 'A wrong secret, or a `state` that nobody was given, answers 401.'),
  'wauth/crm-key': documented(
    webhooks,
    'From then on webhooks carry `Authorization: Bearer <crmKey>`; before, no such header.',
  ),
  'migration/moves': documented(
    migration,
    'A migration subscribes the customer whose key it names, to what its flags say.',
  ),
  'migration/answer': judged(
    migration,
    'It answers 200 and nothing and pings nobody; a wrong field is refused as invalid, and the key of somebody else is only kept.',
    { codes: ['VALIDATION_ERROR'], option: 'state.migratedKeys' },
  ),
} satisfies Rules
