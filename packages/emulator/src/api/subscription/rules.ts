import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../../rules/rule-data.ts'

const { webhooks } = docUrls

/** The subscription to webhooks. */
export const subscriptionRules = {
  'subscription/ping': documented(
    webhooks,
    'While it is set, the address is asked with `{ "test": true }` and must say 200.',
    {
      codes: ['testPostNotPassed'],
    },
  ),
  'subscription/ping-status': documented(webhooks, 'Any other status is refused and stands in `data`.', {
    codes: ['testPostNotPassed'],
  }),
  'subscription/ping-data': judged(
    webhooks,
    'It stands there as text, as the page prints no JSON; an address that answers nothing in time leaves no `data`.',
    { codes: ['testPostNotPassed'] },
  ),
  'subscription/address': documented(webhooks, 'An address has up to 200 characters, a query allowed.', {
    codes: ['uriNotValid'],
  }),
  'subscription/replaces': documented(webhooks, 'A flag that is missing is false: the call replaces what was there.'),
  'subscription/template-flag': judged(
    webhooks,
    'The flag of templates is taken under both of its names: which one counts is unproven.',
  ),
  'subscription/answer': documented(webhooks, 'The answer is the text `{ ok }`, which is no JSON.'),
  'subscription/read': seenLive(webhooks, 'It reads back as booleans, the flag of templates as `wabaTemplatesStatus`.'),
  'subscription/printed': documented(
    webhooks,
    'The page prints it otherwise: with texts such as "true", and with `templateStatus`.',
    { option: "subscriptionForm: 'printed'" },
  ),
  'subscription/printed-off': judged(webhooks, 'A flag that is off is "false" then: the sample has none.', {
    option: "subscriptionForm: 'printed'",
  }),
  'subscription/off': judged(
    webhooks,
    'All flags false: nothing is posted any more, and the address stays. There is no route that deletes a subscription.',
  ),
  'subscription/foreign-fields': judged(
    webhooks,
    'A `crmKey` or a `webhooksAuthToken`, which some code sends along, is passed over.',
  ),
  'subscription/one-each': documented(
    webhooks,
    'Each integration has one address: the customer one, a sidecar another.',
  ),
  'subscription/overwritten': seenLive(
    webhooks,
    'Another integration of the account may replace the address unasked.',
    {
      option: 'state.subscriptions',
    },
  ),
} satisfies Rules
