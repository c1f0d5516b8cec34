import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../../rules/rule-data.ts'

const { migration, wauth, webhooks } = docUrls

/** The marketplace and the migration. */
export const marketplaceRules = {
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
