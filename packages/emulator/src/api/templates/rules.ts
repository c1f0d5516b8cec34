import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../../rules/rule-data.ts'

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
  'templates/lower-case': seenLive(templates, 'This route writes statuses in lower case, and knows `archived`.'),
  'templates/status': documented(
    webhooks,
    '`templateStatus` is a single object of id, name and one of five statuses, in upper case in the table and in lower case in the sample.',
    { option: 'simulate.template' },
  ),
} satisfies Rules
