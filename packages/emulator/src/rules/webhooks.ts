import { WEBHOOK_CONTENT_TYPE } from '../post-webhook.ts'
import { pages } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from './rule.ts'

const { webhooks } = pages

/** The subscription and what is posted. */
export const webhookRules = {
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
  'delivery/post': documented(
    webhooks,
    `A POST with the malformed type \`${WEBHOOK_CONTENT_TYPE}\`; no header signs it, none has its time.`,
    { option: 'webhookContentType' },
  ),
  'delivery/user-agent': seenLive(webhooks, 'The User-Agent looks like that of node-fetch.'),
  'delivery/timeout': documented(webhooks, 'An address has 30 seconds to answer, by the clock of the emulator.', {
    option: 'clock.advance',
  }),
  'delivery/once': judged(
    webhooks,
    'A delivery that failed is not repeated, whether with a wrong status or without an answer: no page says that it is.',
    { option: 'deliveryFaults' },
  ),
  'delivery/stays-subscribed': judged(
    webhooks,
    'An address that keeps failing stays subscribed: no page says that it is switched off.',
  ),
  'delivery/crm-key': judged(
    webhooks,
    "The crmKey goes to every address of the account, a sidecar's and the test ping included: no page says whose it is.",
    { option: 'state.crmKey' },
  ),
  'delivery/order': judged(webhooks, 'Deliveries go out one after another, those of a request after its answer.', {
    option: 'deliveryFaults',
  }),
  'delivery/burst': judged(webhooks, 'Several may come at the same moment: no page rules it out.', {
    option: "deliveryFaults.next('burst')",
  }),
  'delivery/flags': documented(webhooks, 'Only what the subscription asks for is posted.'),
  'delivery/question': judged(webhooks, 'A question goes to one subscriber only, the customer first.'),
  'delivery/shared': documented(
    webhooks,
    '`messages` and `statuses` may share a body; `createContact` and `createDeal` come alone.',
    { option: "deliveryFaults.next('mixed')" },
  ),
  'delivery/alone': judged(
    webhooks,
    '`channelsUpdates` and `templateStatus` come alone, too: no page shows them mixed.',
    {
      option: "deliveryFaults.next('mixed')",
    },
  ),
  'delivery/early': seenLive(webhooks, 'An echo may come before the answer to its send.', {
    option: "deliveryFaults.next('early')",
  }),
  'delivery/repeated': seenLive(webhooks, 'Whole bodies are sent again.', {
    option: "deliveryFaults.next('repeated')",
  }),
  'delivery/reordered': seenLive(webhooks, 'A status may come before its message.', {
    option: "deliveryFaults.next('reordered')",
  }),
  'create/first-to-answer': documented(
    webhooks,
    "Set to the first to answer, the first outgoing message whose author's id is known asks for a contact, responsible for it the author.",
    { option: "newClients: 'first to answer'" },
  ),
  'create/author': judged(webhooks, 'Known is the id of an uploaded user: nobody else gets a client.', {
    option: "newClients: 'first to answer'",
  }),
  'create/in-turn': documented(
    webhooks,
    'Set to in turn, the first incoming message asks for a contact, for whoever is next.',
    {
      option: "newClients: 'in turn'",
    },
  ),
  'create/by-user': documented(webhooks, 'Somebody presses "+": the contact first, if missing, then the deal.', {
    option: 'simulate.deal.isAskedFor',
  }),
  'create/receivers': documented(webhooks, 'Only employees who receive new clients get any by themselves.', {
    option: 'employees',
  }),
  'create/pipelines': documented(
    webhooks,
    'A contact and a deal are asked for by themselves only where pipelines with stages were uploaded.',
    { option: 'pipelines' },
  ),
  'create/after-contact': documented(webhooks, 'The deal is asked for after the contact was answered, with its id.'),
  'create/answer': documented(
    webhooks,
    'The answer is 200 with the created entity, in the shape in which it is saved.',
  ),
  'create/once': documented(webhooks, 'Where there is a contact, or a deal, and be it closed, nobody is asked again.'),
  'create/no-new-client': judged(webhooks, 'A client is given out once, and one whom the CRM has is no new client.'),
} satisfies Rules
