import { inbound, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const { authorName: _name, authorId: _id, ...unsigned } = outgoing
const { isEcho: _isEcho, ...withoutEcho } = inbound
const { status: _status, ...withoutStatus } = inbound
const { isEcho: _neither, ...withoutBoth } = withoutStatus

/** Authors and directions. A bot that misreads the direction replies to its own echoes. */
export const authors: readonly OddDelivery[] = [
  oddMessage(
    'reads an echo by Admin without an id as sent by the API, also with status read',
    'observed in production',
    { ...unsigned, authorName: 'Admin', status: 'read' },
    { kind: 'echo', status: 'read', author: { is: 'api' } },
  ),
  oddMessage('reads an echo with a name and an id as sent by an operator', 'observed in production', outgoing, {
    kind: 'echo',
    author: { is: 'operator' },
  }),
  oddMessage('reads an echo without a name and an id as sent from the phone', 'observed in production', unsigned, {
    kind: 'echo',
    author: { is: 'phone' },
  }),
  oddMessage(
    'reads an echo with sentFromApp as sent by an operator',
    'observed in production',
    { ...unsigned, sentFromApp: true },
    { kind: 'echo', author: { is: 'operator' } },
  ),
  ...['sent', 'delivered', 'read', 'error', 'SENT'].map((status) =>
    oddMessage(
      `reads a message with isEcho false and status ${status} as an echo`,
      'in public tests',
      { ...inbound, status },
      { kind: 'echo', status: status.toLowerCase() },
    ),
  ),
  oddMessage(
    'reads a message without isEcho and with status inbound as a message of the customer',
    'in public tests',
    withoutEcho,
    { kind: 'message' },
  ),
  oddMessage(
    'reads a message with isEcho false and without a status as a message of the customer',
    'in public tests',
    withoutStatus,
    { kind: 'message' },
  ),
  oddMessage('reports a message without isEcho and without a status as unrecognized', 'in public tests', withoutBoth, {
    kind: 'unrecognized',
    key: 'messages',
  }),
]
