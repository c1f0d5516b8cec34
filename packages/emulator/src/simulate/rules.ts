import { docUrls } from '@wazzup-kit/core/schemas'
import { instagramPostFields } from '../webhooks/bodies.ts'
import { documented, judged, seenLive, type Rules } from '../rules/rule-data.ts'

const { messages, webhooks } = docUrls

/** What webhooks say about messages of customers and operators. */
export const simulateRules = {
  'client/message': documented(webhooks, 'What a client writes has `isEcho` false and `status` "inbound".'),
  'client/types': judged(webhooks, 'Every type may come on every transport: no page says which has which.'),
  'client/date': documented(
    webhooks,
    'Dates of messages and statuses are ISO 8601. The samples of the page are in UTC, its pattern has no zone.',
    { option: "faults.deliveries.next('broken', { form: 'no time zone' })" },
  ),
  'client/date-zone': judged(webhooks, 'A date without a zone is a time of UTC: no page says so.', {
    option: "faults.deliveries.next('broken', { form: 'no time zone' })",
  }),
  'client/contact': documented(
    webhooks,
    '`contact` has a name, `avatarUri` where it is known, on Telegram a `username` without @, on Telegram and MAX a `phone`.',
    { option: 'simulate.customer.send({ from })' },
  ),
  'client/group': seenLive(
    webhooks,
    'In a group of Telegram `contact.name` is the name of the group, and `contact.username` names the writer.',
    { option: 'simulate.customer.send({ chatType, from })' },
  ),
  'client/group-elsewhere': judged(
    webhooks,
    'In groups of WhatsApp and MAX the contact is the writer: no page or report shows one.',
    { option: 'simulate.customer.send({ chatType, from })' },
  ),
  'client/phone': seenLive(webhooks, '`contact.phone` comes on WhatsApp, too.'),
  'client/chat-id': documented(
    webhooks,
    'A group is named by its own id, whoever writes; on Telegram and MAX a chat id is opaque.',
  ),
  'client/sticker': documented(webhooks, 'A sticker of WhatsApp is an `image` whose file ends in `.was`.', {
    option: "simulate.customer.send({ type: 'image', fileName })",
  }),
  'client/poll': documented(webhooks, 'A poll of WhatsApp is a `text`, its options lines with bullets.', {
    option: 'simulate.customer.send({ poll })',
  }),
  'client/poll-question': documented(webhooks, 'The question stands above the options, and the bullet is •.', {
    option: 'simulate.customer.send({ poll, text })',
  }),
  'client/file-link': documented(webhooks, "A file is a link to Wazzup's store, with `?filename=`."),
  'client/file-host': judged(
    webhooks,
    'Here the host of that link does not exist, so that no test loads from the true one; files of the page are links to the emulator.',
  ),
  'client/further-fields': documented(
    webhooks,
    `With a comment on Instagram comes its \`instPost\` (${instagramPostFields.join(', ')}), with buttons of a Salesbot \`interactive\`, with an ad of Avito \`advert\`.`,
    { option: 'simulate.customer.send' },
  ),
  'client/further-given': judged(
    webhooks,
    'None of these is made up, each goes out as it is given: what is inside of the last two no page says.',
    { option: 'simulate.customer.send' },
  ),
  'client/changes': seenLive(webhooks, 'Edits and deletions by the client reuse the `messageId`.'),
  'client/presses': documented(
    messages,
    'A pressed button that has no payload says its text if it is of a template, its number from 0 if it is an interactive one of WABA.',
    { option: 'simulate.customer.press' },
  ),
  'client/presses-payload': judged(
    messages,
    "Any other says its payload or `callbackData` as a text, or its own text if it has neither: no page shows it. A bot's keyboard can be pressed even after it was removed.",
    { option: 'simulate.customer.press' },
  ),
  'client/nulls': seenLive(webhooks, 'Any optional field may come as null.', { option: 'simulate.customer.send' }),
  'channels/update': documented(
    webhooks,
    '`channelsUpdates` tells a new state: an array, with a `timestamp` in whole milliseconds.',
  ),
  'channels/qr': documented(
    webhooks,
    'With state `qr`, and with no other, comes the code to scan as a PNG in a data URL.',
  ),
  'channels/qridle': judged(
    webhooks,
    '`qridle` comes as a state, never as a field: the table of the page has it among the fields, by mistake.',
  ),
  'channels/tier': documented(webhooks, 'Of WABA channels, and of no other, the `tier` is told: one of five.', {
    option: 'channels[].tier',
  }),
  'channels/tier-always': judged(webhooks, 'It is told with every new state of a channel that has one.', {
    option: 'channels[].tier',
  }),
  'templates/status': documented(
    webhooks,
    '`templateStatus` is a single object of id, name and one of five statuses, in upper case in the table and in lower case in the sample.',
    { option: 'simulate.template' },
  ),
  'echo/edited-outside': documented(
    webhooks,
    'An edit in the messenger itself comes as the status `edited`, and as no message.',
  ),
  'create/by-user': documented(webhooks, 'Somebody presses "+": the contact first, if missing, then the deal.', {
    option: 'simulate.deal.askFor',
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
  'operator/author': seenLive(
    webhooks,
    'An operator in Wazzup or in the CRM comes with name and id, one on the phone with neither; `sentFromApp` marks Wazzup itself.',
  ),
} satisfies Rules
