import { inbound, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const { messageId } = inbound

/** Edits and deletions. They reuse the id of the message and may leave out any other field. */
export const changes: readonly OddDelivery[] = [
  oddMessage(
    'reads an edit with all fields',
    'the page on webhooks',
    { ...inbound, isEdited: true, text: 'new', oldInfo: { oldText: 'hello' } },
    { kind: 'messageEdited', messageId, text: 'new', oldInfo: { oldText: 'hello' } },
  ),
  oddMessage(
    'reads an edit by an operator',
    'the page on webhooks',
    { ...outgoing, isEdited: true, oldInfo: { oldText: 'hello', oldAuthorId: 'olga', oldAuthorName: 'Olga' } },
    { kind: 'messageEdited', oldInfo: { oldAuthorId: 'olga' } },
  ),
  oddMessage(
    'reads an edit without isEcho, status and channelId',
    'observed in production',
    { messageId, isEdited: true, text: 'new' },
    { kind: 'messageEdited', messageId, text: 'new' },
  ),
  oddMessage(
    'reads an edit with null as text, oldInfo and channelId',
    'observed in production',
    { messageId, isEdited: true, text: null, oldInfo: null, channelId: null },
    { kind: 'messageEdited', messageId },
  ),
  ...[1, '1', 'true', 'yes'].map((flag) =>
    oddMessage(
      `reads a message with isEdited ${JSON.stringify(flag)} as an edit`,
      'in public tests',
      { ...inbound, isEdited: flag },
      { kind: 'messageEdited', messageId, isEdited: true },
    ),
  ),
  oddMessage(
    'reads a deletion with all fields',
    'the page on webhooks',
    { ...inbound, isDeleted: true },
    {
      kind: 'messageDeleted',
      messageId,
    },
  ),
  oddMessage(
    'reads a deletion with only messageId',
    'observed in production',
    { messageId, isDeleted: true },
    {
      kind: 'messageDeleted',
      messageId,
    },
  ),
  oddMessage(
    'reads a message with isEdited and isDeleted as a deletion',
    'in public tests',
    { ...inbound, isEdited: true, isDeleted: true },
    {
      kind: 'messageDeleted',
    },
  ),
  oddMessage(
    'reads isEdited and isDeleted from text',
    'in public tests',
    { ...inbound, isEdited: 'false', isDeleted: 'true' },
    {
      kind: 'messageDeleted',
    },
  ),
  {
    title: 'reads the status edited as a status',
    source: 'the page on webhooks',
    body: { statuses: [{ messageId, timestamp: '2026-11-06T14:16:01.000Z', status: 'edited' }] },
    events: [{ kind: 'status', messageId, status: 'edited' }],
  },
  {
    title: 'reads a message, its edit and its deletion from one body, in order',
    source: 'in public tests',
    body: { messages: [inbound, { ...inbound, isEdited: true, text: 'new' }, { ...inbound, isDeleted: true }] },
    events: [
      { kind: 'message', messageId, text: 'hello' },
      { kind: 'messageEdited', messageId, text: 'new' },
      { kind: 'messageDeleted', messageId },
    ],
  },
]
