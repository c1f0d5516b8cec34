import { WEBHOOK_CONTENT_TYPE } from './post-webhook.ts'
import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../rules/rule-data.ts'

const { webhooks } = docUrls

/** How webhooks are posted. */
export const deliveryRules = {
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
} satisfies Rules
