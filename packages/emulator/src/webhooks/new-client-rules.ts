import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../rules/rule-data.ts'

const { webhooks } = docUrls

/** When Wazzup asks for a contact or a deal. */
export const newClientRules = {
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
