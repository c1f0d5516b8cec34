import { channelId, delivered, inbound, outgoing, type OddDelivery } from './odd-delivery.ts'

const channel = { channelId, state: 'active', timestamp: 1794147360002 }
const template = { templateGuid: 'g', name: 'n', status: 'PENDING' }
const unreadable = { kind: 'unrecognized', key: 'messages' } as const

/** Bodies and items of another shape. */
export const shapes: readonly OddDelivery[] = [
  {
    title: 'an object where an array is documented',
    source: 'in somebody’s tests',
    body: { messages: inbound, statuses: delivered, channelsUpdates: channel },
    events: [{ kind: 'message' }, { kind: 'status' }, { kind: 'channel' }],
  },
  {
    title: 'an array where an object is documented',
    source: 'in somebody’s tests',
    body: { templateStatus: [template, { ...template, templateGuid: 'h' }] },
    events: [
      { kind: 'template', templateGuid: 'g' },
      { kind: 'template', templateGuid: 'h' },
    ],
  },
  {
    title: 'arrays and objects inside a message',
    source: 'in somebody’s tests',
    body: {
      messages: [
        { ...inbound, contact: [], text: { body: 'hello' }, interactive: {}, quotedMessage: [], oldInfo: 'none' },
      ],
    },
    events: [{ kind: 'message', interactive: [{}], quotedMessage: undefined }],
  },
  {
    title: 'keys that nobody knows',
    source: 'in somebody’s tests',
    body: { version: 4, messages: [{ ...inbound, mood: 'good', advert: { id: 1 } }], reactions: [{ emoji: '👍' }] },
    events: [
      { kind: 'unrecognized', key: 'version', value: 4, issues: [] },
      { kind: 'message', mood: 'good', advert: { id: 1 } },
      { kind: 'unrecognized', key: 'reactions', value: [{ emoji: '👍' }] },
    ],
  },
  {
    title: 'keys of objects that are special in JavaScript',
    source: 'in somebody’s tests',
    body: { constructor: 1, messages: [{ ...inbound, toString: 'a', hasOwnProperty: null }], hasOwnProperty: [] },
    events: [
      { kind: 'unrecognized', key: 'constructor' },
      { kind: 'message' },
      { kind: 'unrecognized', key: 'hasOwnProperty' },
    ],
  },
  {
    title: 'null and empty lists',
    source: 'observed in production',
    body: { messages: [], statuses: null, templateStatus: null, channelsUpdates: [channel], contacts: null },
    events: [{ kind: 'channel' }],
  },
  {
    title: 'items that are none',
    source: 'in somebody’s tests',
    body: { messages: [null, 5, 'text', [], {}, true] },
    events: Array.from({ length: 6 }, () => unreadable),
  },
  {
    title: 'a list of messages inside of the list',
    source: 'in somebody’s tests',
    body: { messages: [[inbound, null], inbound] },
    events: [{ kind: 'message' }, unreadable, { kind: 'message' }],
  },
  {
    title: 'texts where a list is documented',
    source: 'in somebody’s tests',
    body: { messages: 'none', statuses: 'none', channelsUpdates: false, templateStatus: 'none' },
    events: [
      unreadable,
      ...['statuses', 'channelsUpdates', 'templateStatus'].map((key) => ({ kind: 'unrecognized' as const, key })),
    ],
  },
  {
    title: 'what makes an item useful is missing',
    source: 'in somebody’s tests',
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
    title: 'nothing but the id, of what needs no more',
    source: 'in somebody’s tests',
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
    title: 'the same items twice, and a whole body again',
    source: 'observed in production',
    body: { messages: [inbound, inbound], statuses: [delivered, delivered] },
    events: [{ kind: 'message' }, { kind: 'message' }, { kind: 'status' }, { kind: 'status' }],
  },
  {
    title: 'a status before its message, in one body',
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
    title: 'the test ping beside a message',
    source: 'in somebody’s tests',
    body: { test: true, messages: [inbound] },
    events: [{ kind: 'message' }],
  },
]
