import { inbound, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const { authorName: _name, authorId: _id, ...unsigned } = outgoing
const { isEcho: _isEcho, ...withoutEcho } = inbound
const { status: _status, ...withoutStatus } = inbound
const { isEcho: _neither, ...withoutBoth } = withoutStatus

/** Who wrote it, and which way it went: a bot that gets this wrong answers itself. */
export const authors: readonly OddDelivery[] = [
  oddMessage(
    'the echo of an own send is by Admin without an id, and may already be read',
    'observed in production',
    { ...unsigned, authorName: 'Admin', status: 'read' },
    { kind: 'echo', status: 'read', author: { is: 'api' } },
  ),
  oddMessage('an operator has a name and an id', 'observed in production', outgoing, {
    kind: 'echo',
    author: { is: 'operator' },
  }),
  oddMessage('a reply typed on the phone has neither', 'observed in production', unsigned, {
    kind: 'echo',
    author: { is: 'phone' },
  }),
  oddMessage(
    'sentFromApp marks Wazzup’s own chat',
    'observed in production',
    { ...unsigned, sentFromApp: true },
    { kind: 'echo', author: { is: 'operator' } },
  ),
  ...['sent', 'delivered', 'read', 'error', 'SENT'].map((status) =>
    oddMessage(
      `isEcho is false and status ${status}`,
      'in somebody’s tests',
      { ...inbound, status },
      { kind: 'echo', status: status.toLowerCase() },
    ),
  ),
  oddMessage('only the status says that it came in', 'in somebody’s tests', withoutEcho, { kind: 'message' }),
  oddMessage('only isEcho says that it came in', 'in somebody’s tests', withoutStatus, { kind: 'message' }),
  oddMessage('nothing says which way it went', 'in somebody’s tests', withoutBoth, {
    kind: 'unrecognized',
    key: 'messages',
  }),
]
