import { delivered, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const failed = { ...outgoing, status: 'error' }
const badContact = { error: 'BAD_CONTACT', description: 'no such number' }

/** Messages that Wazzup accepted but did not deliver. */
export const failures: readonly OddDelivery[] = [
  oddMessage(
    'reads the error in a message',
    'observed in production',
    { ...failed, error: badContact },
    { kind: 'echo', status: 'error', error: { code: 'BAD_CONTACT', description: 'no such number' } },
  ),
  oddMessage(
    'reads the error in a template message',
    'observed in production',
    { ...failed, type: 'wapi_template', error: { error: '24_HOURS_EXCEEDED' } },
    { kind: 'echo', type: 'wapi_template', error: { code: '24_HOURS_EXCEEDED' } },
  ),
  ...[
    { title: 'that is null', error: null, code: undefined },
    { title: 'in a list', error: [badContact], code: 'BAD_CONTACT' },
    { title: 'that is a camelCase text', error: 'badContact', code: 'BAD_CONTACT' },
    { title: 'with an unknown code', error: { error: 'NEVER_HEARD_OF' }, code: 'NEVER_HEARD_OF' },
    { title: 'that is a number', error: 500, code: '500' },
    { title: 'with code and message', error: { code: 'SPAM', message: 'too many' }, code: 'SPAM' },
    { title: 'with a code in a nested error', error: { error: { code: 'SPAM' } }, code: 'SPAM' },
    { title: 'with a nested list of errors', error: { errors: [{ code: 'SPAM' }] }, code: 'SPAM' },
    { title: 'with a code of the API', error: { error: 'CHANNEL_NO_MONEY' }, code: 'CHANNEL_NO_MONEY' },
  ].map(({ title, error, code }): OddDelivery => ({
    title: `reads an error ${title}, in a message and in a status`,
    source: 'in public tests',
    body: { messages: [{ ...failed, error }], statuses: [{ ...delivered, status: 'error', error }] },
    events: [
      { kind: 'echo', error: code ? { code } : {} },
      { kind: 'status', status: 'error', error: code ? { code } : {} },
    ],
  })),
  oddMessage(
    'reads the error in a message without a chat',
    'observed in production',
    { messageId: failed.messageId, isEcho: true, status: 'error', error: badContact },
    { kind: 'echo', messageId: failed.messageId, error: { code: 'BAD_CONTACT' } },
  ),
  {
    title: 'reads an error in errorCode and errorDescription, without the field status',
    source: 'in public tests',
    body: { statuses: [{ messageId: 'm', errorCode: 'SPAM', errorDescription: 'too many' }] },
    events: [{ kind: 'status', status: 'error', error: { code: 'SPAM', description: 'too many' } }],
  },
  {
    title: 'reads the data of an error in a status',
    source: 'the page on webhooks',
    body: { statuses: [{ ...delivered, status: 'error', error: { ...badContact, data: { limit: 3 } } }] },
    events: [{ kind: 'status', error: { code: 'BAD_CONTACT', data: { limit: 3 } } }],
  },
]
