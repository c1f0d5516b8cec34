import { channelId, delivered, inbound, outgoing, type OddDelivery } from './odd-delivery.ts'

const channel = { channelId, state: 'active', timestamp: 1794147360002 }
const template = { templateGuid: 'g', name: 'n', status: 'PENDING' }
const unreadable = { kind: 'unrecognized', key: 'messages' } as const

/** Bodies and items whose structure differs from the documented one. */
export const shapes: readonly OddDelivery[] = [
  {
    title: 'reads an object where an array is documented',
    source: 'in public tests',
    body: { messages: inbound, statuses: delivered, channelsUpdates: channel },
    events: [{ kind: 'message' }, { kind: 'status' }, { kind: 'channel' }],
  },
  {
    title: 'reads an array where an object is documented',
    source: 'in public tests',
    body: { templateStatus: [template, { ...template, templateGuid: 'h' }] },
    events: [
      { kind: 'template', templateGuid: 'g' },
      { kind: 'template', templateGuid: 'h' },
    ],
  },
  {
    title: 'reads a message whose fields hold arrays and objects of unexpected kinds',
    source: 'in public tests',
    body: {
      messages: [
        { ...inbound, contact: [], text: { body: 'hello' }, interactive: {}, quotedMessage: [], oldInfo: 'none' },
      ],
    },
    events: [{ kind: 'message', interactive: [{}], quotedMessage: undefined }],
  },
  {
    title: 'reports unknown keys of a body as unrecognized and keeps unknown fields of a message',
    source: 'in public tests',
    body: { version: 4, messages: [{ ...inbound, mood: 'good', advert: { id: 1 } }], reactions: [{ emoji: '👍' }] },
    events: [
      { kind: 'unrecognized', key: 'version', value: 4, issues: [] },
      { kind: 'message', mood: 'good', advert: { id: 1 } },
      { kind: 'unrecognized', key: 'reactions', value: [{ emoji: '👍' }] },
    ],
  },
  {
    title: 'reads keys that are also names of Object.prototype',
    source: 'in public tests',
    body: { constructor: 1, messages: [{ ...inbound, toString: 'a', hasOwnProperty: null }], hasOwnProperty: [] },
    events: [
      { kind: 'unrecognized', key: 'constructor' },
      { kind: 'message' },
      { kind: 'unrecognized', key: 'hasOwnProperty' },
    ],
  },
  {
    title: 'skips null and empty lists',
    source: 'observed in production',
    body: { messages: [], statuses: null, templateStatus: null, channelsUpdates: [channel], contacts: null },
    events: [{ kind: 'channel' }],
  },
  {
    title: 'reports each item that is not a message as unrecognized',
    source: 'in public tests',
    body: { messages: [null, 5, 'text', [], {}, true] },
    events: Array.from({ length: 6 }, () => unreadable),
  },
  {
    title: 'reads a nested list of messages',
    source: 'in public tests',
    body: { messages: [[inbound, null], inbound] },
    events: [{ kind: 'message' }, unreadable, { kind: 'message' }],
  },
  {
    title: 'reports text and booleans as unrecognized where a list is documented',
    source: 'in public tests',
    body: { messages: 'none', statuses: 'none', channelsUpdates: false, templateStatus: 'none' },
    events: [
      unreadable,
      ...['statuses', 'channelsUpdates', 'templateStatus'].map((key) => ({ kind: 'unrecognized' as const, key })),
    ],
  },
  {
    title: 'reports items without a required id as unrecognized',
    source: 'in public tests',
    body: {
      messages: [
        { ...inbound, messageId: undefined },
        { ...inbound, chatId: null },
      ],
      statuses: [{ status: 'read' }, { messageId: '' }],
      channelsUpdates: [{ state: 'active' }],
      templateStatus: { status: 'APPROVED' },
    },
    events: [
      unreadable,
      unreadable,
      ...['statuses', 'statuses', 'channelsUpdates', 'templateStatus'].map((key) => ({
        kind: 'unrecognized' as const,
        key,
      })),
    ],
  },
  {
    title: 'reads echoes, statuses, channels and templates that have only an id',
    source: 'in public tests',
    body: {
      messages: [
        { ...outgoing, channelId: undefined },
        { messageId: 'a', isEcho: true },
      ],
      statuses: [{ messageId: 'a' }],
      channelsUpdates: [{ channelId }],
      templateStatus: { templateGuid: 'g' },
    },
    events: [
      { kind: 'echo', messageId: outgoing.messageId },
      { kind: 'echo', messageId: 'a' },
      { kind: 'status', messageId: 'a' },
      { kind: 'channel', channelId },
      { kind: 'template', templateGuid: 'g' },
    ],
  },
  {
    title: 'reads repeated items as separate events',
    source: 'observed in production',
    body: { messages: [inbound, inbound], statuses: [delivered, delivered] },
    events: [{ kind: 'message' }, { kind: 'message' }, { kind: 'status' }, { kind: 'status' }],
  },
  {
    title: 'reads a status that comes before its message in one body',
    source: 'observed in production',
    body: {
      statuses: [{ ...delivered, messageId: outgoing.messageId, status: 'read' }],
      messages: [outgoing],
    },
    events: [
      { kind: 'status', status: 'read' },
      { kind: 'echo', status: 'sent' },
    ],
  },
  {
    title: 'reads a message that comes with the test ping',
    source: 'in public tests',
    body: { test: true, messages: [inbound] },
    events: [{ kind: 'message' }],
  },
]
