import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../rule.ts'

const { templates, webhooks } = docUrls

/** WABA templates. */
export const templateRules = {
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
    docUrls.messages,
    'A template that was restricted or rejected is refused, and a status of moderation counts at once.',
    { codes: ['TEMPLATE_REJECTED'], option: 'simulate.template' },
  ),
  'templates/approved-only': judged(docUrls.messages, 'So is one in any other status than `APPROVED`.', {
    codes: ['TEMPLATE_REJECTED'],
    option: 'state.templates',
  }),
  'templates/length': documented(
    docUrls.messages,
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
} satisfies Rules
