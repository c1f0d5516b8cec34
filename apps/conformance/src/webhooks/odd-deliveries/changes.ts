import { inbound, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const { messageId } = inbound

/** Edits and deletions reuse the id of the message, and leave out what they like. */
export const changes: readonly OddDelivery[] = [
  oddMessage(
    'an edit with all of it',
    'the page on webhooks',
    { ...inbound, isEdited: true, text: 'new', oldInfo: { oldText: 'hello' } },
    { kind: 'messageEdited', messageId, text: 'new', oldInfo: { oldText: 'hello' } },
  ),
  oddMessage(
    'an employee edits',
    'the page on webhooks',
    { ...outgoing, isEdited: true, oldInfo: { oldText: 'hello', oldAuthorId: 'olga', oldAuthorName: 'Olga' } },
    { kind: 'messageEdited', oldInfo: { oldAuthorId: 'olga' } },
  ),
  oddMessage(
    'an edit without isEcho, status and channel',
    'observed in production',
    { messageId, isEdited: true, text: 'new' },
    { kind: 'messageEdited', messageId, text: 'new' },
  ),
  oddMessage(
    'an edit to nothing, of nothing',
    'observed in production',
    { messageId, isEdited: true, text: null, oldInfo: null, channelId: null },
    { kind: 'messageEdited', messageId },
  ),
  ...[1, '1', 'true', 'yes'].map((flag) =>
    oddMessage(
      `an edit whose mark is ${JSON.stringify(flag)}`,
      'in somebody’s tests',
      { ...inbound, isEdited: flag },
      { kind: 'messageEdited', messageId, isEdited: true },
    ),
  ),
  oddMessage(
    'a deletion with all of it',
    'the page on webhooks',
    { ...inbound, isDeleted: true },
    {
      kind: 'messageDeleted',
      messageId,
    },
  ),
  oddMessage(
    'a deletion that is nothing but the id',
    'observed in production',
    { messageId, isDeleted: true },
    {
      kind: 'messageDeleted',
      messageId,
    },
  ),
  oddMessage(
    'edited and then deleted',
    'in somebody’s tests',
    { ...inbound, isEdited: true, isDeleted: true },
    {
      kind: 'messageDeleted',
    },
  ),
  oddMessage(
    'flags are texts',
    'in somebody’s tests',
    { ...inbound, isEdited: 'false', isDeleted: 'true' },
    {
      kind: 'messageDeleted',
    },
  ),
  {
    title: 'a message is edited in the messenger itself',
    source: 'the page on webhooks',
    body: { statuses: [{ messageId, timestamp: '2026-11-06T14:16:01.000Z', status: 'edited' }] },
    events: [{ kind: 'status', messageId, status: 'edited' }],
  },
  {
    title: 'a message, its edit and its deletion in one body',
    source: 'in somebody’s tests',
    body: { messages: [inbound, { ...inbound, isEdited: true, text: 'new' }, { ...inbound, isDeleted: true }] },
    events: [
      { kind: 'message', messageId, text: 'hello' },
      { kind: 'messageEdited', messageId, text: 'new' },
      { kind: 'messageDeleted', messageId },
    ],
  },
]
