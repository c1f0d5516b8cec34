import { delivered, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const failed = { ...outgoing, status: 'error' }
const badContact = { error: 'BAD_CONTACT', description: 'no such number' }

/** Messages that were accepted and did not arrive. */
export const failures: readonly OddDelivery[] = [
  oddMessage(
    'the error is in a message',
    'observed in production',
    { ...failed, error: badContact },
    { kind: 'echo', status: 'error', error: { code: 'BAD_CONTACT', description: 'no such number' } },
  ),
  oddMessage(
    'the error is in a template message',
    'observed in production',
    { ...failed, type: 'wapi_template', error: { error: '24_HOURS_EXCEEDED' } },
    { kind: 'echo', type: 'wapi_template', error: { code: '24_HOURS_EXCEEDED' } },
  ),
  ...[
    { title: 'says nothing', error: null, code: undefined },
    { title: 'is a list', error: [badContact], code: 'BAD_CONTACT' },
    { title: 'is a text, in another case', error: 'badContact', code: 'BAD_CONTACT' },
    { title: 'is new', error: { error: 'NEVER_HEARD_OF' }, code: 'NEVER_HEARD_OF' },
    { title: 'is a number', error: 500, code: '500' },
    { title: 'has code and message', error: { code: 'SPAM', message: 'too many' }, code: 'SPAM' },
    { title: 'has a code inside', error: { error: { code: 'SPAM' } }, code: 'SPAM' },
    { title: 'is a list inside', error: { errors: [{ code: 'SPAM' }] }, code: 'SPAM' },
    { title: 'is that of a response', error: { error: 'CHANNEL_NO_MONEY' }, code: 'CHANNEL_NO_MONEY' },
  ].map(({ title, error, code }): OddDelivery => ({
    title: `the error of a message and of a status ${title}`,
    source: 'in somebody’s tests',
    body: { messages: [{ ...failed, error }], statuses: [{ ...delivered, status: 'error', error }] },
    events: [
      { kind: 'echo', error: code ? { code } : {} },
      { kind: 'status', status: 'error', error: code ? { code } : {} },
    ],
  })),
  oddMessage(
    'the error is in a message without a chat',
    'observed in production',
    { messageId: failed.messageId, isEcho: true, status: 'error', error: badContact },
    { kind: 'echo', messageId: failed.messageId, error: { code: 'BAD_CONTACT' } },
  ),
  {
    title: 'an error stands in flat fields, and its status has no status',
    source: 'in somebody’s tests',
    body: { statuses: [{ messageId: 'm', errorCode: 'SPAM', errorDescription: 'too many' }] },
    events: [{ kind: 'status', status: 'error', error: { code: 'SPAM', description: 'too many' } }],
  },
  {
    title: 'the error of a status has details',
    source: 'the page on webhooks',
    body: { statuses: [{ ...delivered, status: 'error', error: { ...badContact, data: { limit: 3 } } }] },
    events: [{ kind: 'status', error: { code: 'BAD_CONTACT', data: { limit: 3 } } }],
  },
]
