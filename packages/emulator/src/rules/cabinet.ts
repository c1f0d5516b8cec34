import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, seenLive, type Rules } from './rule.ts'

const { chatWindow, migration, templates, wauth, webhooks } = pages

/** Templates, the chat window, the marketplace and the migration. */
export const cabinetRules = {
  'templates/list': documented(
    templates,
    'WABA templates come as a bare array, by `limit` (100) and `offset` (0), with components and `templateCode`.',
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
  'templates/unknown': judged(templates, 'An unknown template, or one for another transport than WABA, is refused.', {
    codes: ['INVALID_MESSAGE_DATA'],
  }),
  'templates/status': documented(webhooks, '`templateStatus` is a single object: id, name and status.'),
  'chat-window/url': documented(chatWindow, 'A chat window is an address with a host of eight digits and a token.'),
  'chat-window/scope': documented(chatWindow, '`scope` is `global` or `card`; a card needs a `filter`.', {
    codes: ['VALIDATION_ERROR'],
  }),
  'chat-window/contact': documented(
    chatWindow,
    'An unknown contact is created when it is opened, by its name or else its chat id.',
  ),
  'chat-window/user': seenInCode(
    chatWindow,
    'A user who was not uploaded is refused; that a name will do instead is our judgement.',
    {
      codes: ['INVALID_USER'],
    },
  ),
  'chat-window/errors': documented(chatWindow, 'Its errors are `{ error: { code } }`.', {
    codes: ['NO_SUCH_ACCOUNT'],
    option: 'faults.answer',
  }),
  'wauth/entry': documented(
    wauth,
    'An entry has a `crmCode` of Latin letters, digits, hyphen and underscore, and a secret.',
    {
      codes: ['VALIDATION_ERROR'],
    },
  ),
  'wauth/describe': documented(
    wauth,
    'A name has letters, digits and hyphens, up to 50; a logo a name and its content.',
    {
      codes: ['VALIDATION_ERROR'],
    },
  ),
  'wauth/answers': judged(
    wauth,
    'Entry, description and simulation answer 200 and nothing; nothing is ever published here.',
  ),
  'wauth/redirect': documented(
    wauth,
    "An installation leads to the entry's address, or else to the client's `domain`, with `state` in the query.",
    { option: 'state.installations' },
  ),
  'wauth/connect': documented(
    wauth,
    '`connect` takes `state`, `secret`, `crmKey` and `name`, and answers the key of the customer.',
  ),
  'wauth/wrong-secret': judged(wauth, 'A wrong secret, or a `state` that nobody was given, answers 401.'),
  'wauth/crm-key': documented(
    webhooks,
    'From then on webhooks carry `Authorization: Bearer <crmKey>`; before, no such header.',
  ),
  'migration/moves': documented(migration, 'A migration subscribes the customer whose key it names.'),
} satisfies Rules
