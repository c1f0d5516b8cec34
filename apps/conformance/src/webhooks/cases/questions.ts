import { delivery, rejected, seenBy, type Case } from '../case.ts'
import { inbound } from '../odd-deliveries/odd-delivery.ts'

// Source: Wazzup's page on webhooks, sections "createContact" and "createDeal": https://wazzup24.ru/help/api-ru/webhooks-2/

const contactData = [{ chatType: 'whatsapp', chatId: '79011112233' }]
const askContact = (fields: object = {}) => ({
  responsibleUserId: 'olga',
  name: 'Anna',
  contactData,
  source: 'auto',
  ...fields,
})
const askDeal = (fields: object = {}) => ({
  responsibleUserId: 'olga',
  contacts: ['contact-1'],
  source: 'byUser',
  ...fields,
})

const contact = (fields: object = {}) => ({
  id: 'contact-1',
  responsibleUserId: 'olga',
  name: 'Anna',
  contactData,
  ...fields,
})
const deal = (fields: object = {}) => ({
  id: 'deal-1',
  responsibleUserId: 'olga',
  name: 'A deal',
  uri: 'https://crm.example/deals/1',
  contacts: ['contact-1'],
  closed: false,
  ...fields,
})

const answered: Case[] = [
  { title: 'createContact', body: { createContact: askContact() }, reply: contact() },
  {
    title: 'createContact after an asynchronous handler',
    body: { createContact: askContact({ name: 'late' }) },
    reply: contact({ name: 'late' }),
  },
  { title: 'createContact as a list', body: { createContact: [askContact()] }, reply: contact() },
  {
    title: 'createContact with nulls and numbers',
    body: {
      createContact: { responsibleUserId: 5, name: null, contactData: [{ chatType: 'vk', chatId: 7 }], source: null },
    },
    reply: { id: 'contact-1', responsibleUserId: '5', name: 'No name', contactData: [{ chatType: 'vk', chatId: '7' }] },
  },
  { title: 'createDeal', body: { createDeal: askDeal() }, reply: deal() },
  {
    title: 'createDeal after an asynchronous handler',
    body: { createDeal: askDeal({ responsibleUserId: 'late' }) },
    reply: deal({ responsibleUserId: 'late' }),
  },
  {
    title: 'createDeal with contacts as objects',
    body: { createDeal: askDeal({ contacts: ['1', { id: '2' }] }) },
    reply: deal({ contacts: ['1', '2'] }),
  },
  {
    title: 'createDeal with contacts as numbers',
    body: { createDeal: askDeal({ contacts: [7] }) },
    reply: deal({ contacts: ['7'] }),
  },
].map(({ title, body, reply }) => ({
  title: `returns the entity for ${title}`,
  request: delivery(body),
  status: 200,
  reply,
  saw: seenBy([{ kind: 'createContact' in body ? 'createContact' : 'createDeal' }]),
}))

const failed: Case[] = ['throw', 'reject', 'wrong'].flatMap((manner) =>
  [
    { kind: 'createContact' as const, asked: askContact({ name: manner }) },
    { kind: 'createDeal' as const, asked: askDeal({ responsibleUserId: manner }) },
  ].map(({ kind, asked }): Case => ({
    title: `returns 500 when the handler of ${kind} fails (${manner})`,
    request: delivery({ [kind]: asked }),
    status: 500,
    saw: [...seenBy([{ kind }]), { by: 'onError', event: { kind } }],
  })),
)

/** `createContact` and `createDeal`, whose response contains the entity. */
export const questionCases: readonly Case[] = [
  ...answered,
  ...failed,
  ...['createContact', 'createDeal'].map((kind): Case => ({
    title: `returns 501 for ${kind} without a handler`,
    to: 'mute',
    request: delivery({ [kind]: kind === 'createDeal' ? askDeal() : askContact() }),
    status: 501,
    saw: [{ by: 'onError', event: { kind: kind as 'createContact' | 'createDeal' } }],
  })),
  ...[{}, { contactData: null }, { contactData: [null, {}] }].map((question): Case => ({
    title: `returns 400 for createContact without a chat and calls no handler: ${JSON.stringify(question)}`,
    request: delivery({ createContact: question }),
    status: 400,
    saw: [{ by: 'onError', event: { kind: 'createContact' } }],
  })),
  ...[null, []].map((question): Case => ({
    title: `returns 400 for an empty createContact: ${JSON.stringify(question)}`,
    request: delivery({ createContact: question }),
    status: 400,
    saw: rejected(400),
  })),
  {
    title: 'converts a database row with numbers and null to the entity of createContact',
    request: delivery({ createContact: askContact({ name: 'row' }) }),
    status: 200,
    reply: { ...contact({ name: 'row' }), id: '17' },
    saw: seenBy([{ kind: 'createContact' }]),
  },
  {
    title: 'returns 504 when the handler of createContact never ends',
    to: 'hasty',
    request: delivery({ createContact: askContact({ name: 'never end' }) }),
    status: 504,
  },
  {
    title: 'handles createContact with one valid and one invalid chat, and calls onError for the invalid one',
    request: delivery({ createContact: askContact({ contactData: [...contactData, null] }) }),
    status: 200,
    reply: contact(),
    saw: [{ by: 'onError', event: { kind: 'createContact' } }, ...seenBy([{ kind: 'createContact' }])],
  },
  {
    title: 'handles createContact and a message in one body',
    request: delivery({ createContact: askContact(), messages: [inbound] }),
    status: 200,
    reply: contact(),
    saw: seenBy([{ kind: 'message' }, { kind: 'createContact' }]),
  },
]
