import { explainDelivery } from './events/explain-delivery.ts'
import type { EventKind, Events } from './events/events.ts'
import type { MessageFields } from './events/message-events.ts'
import { splitDelivery } from './receive/split-delivery.ts'

/** The fields of an event's item as Wazzup sends them. */
type Wire<Event> = WireObject<Omit<Event, 'kind' | 'id' | 'at' | 'latest' | 'author' | 'error' | 'quotedMessageId'>> &
  (Event extends { error?: unknown } ? { error?: unknown } : unknown)

type WireObject<Fields> = { [Name in keyof Fields]?: WireField<Name, Fields[Name]> | undefined }

/** Times and lists of unknown items may have any form. */
type WireField<Name, Value> = Name extends 'dateTime' | 'timestamp' | 'updatedAt' | 'interactive'
  ? unknown
  : WireValue<Value>

/** Values that the client converts to the type of the event's field. */
type WireValue<Value> = WirePart<Value> | NumberForText<Extract<Value, string>>

type WirePart<Value> = Value extends string | null | undefined
  ? Value
  : Value extends number
    ? number | string
    : Value extends boolean
      ? boolean | string | number
      : Value extends readonly (infer Item)[]
        ? WireValue<Item>[]
        : WireObject<Value>

/** The client reads a number as text, but not where a field has known values. */
type NumberForText<Text> = [Text] extends [never] ? never : [Known<Text>] extends [never] ? number : never
type Known<Text> = Text extends string ? (string extends Text ? never : Text) : never

/** The fields that you can set for each kind of event: those of its item, as Wazzup sends them. */
export interface WireFields {
  /** Fields of a message that a customer wrote. */
  message: Wire<MessageFields>
  /** Fields of a message in a group. */
  groupMessage: Wire<MessageFields>
  /** Fields of a missed call. */
  missedCall: Wire<MessageFields>
  /** Fields of a message of the messenger itself. */
  system: Wire<MessageFields>
  /** Fields of an outgoing message. */
  echo: Wire<MessageFields>
  /** Fields of an edited message. */
  messageEdited: Wire<MessageFields>
  /** Fields of a deleted message. */
  messageDeleted: Wire<MessageFields>
  /** Fields of a status. */
  status: Wire<Events['status']>
  /** Fields of a channel update. */
  channel: Wire<Events['channel']>
  /** Fields of the result of a moderation. */
  template: Wire<Events['template']>
  /** Fields of a question for a contact. */
  createContact: Wire<Events['createContact']>
  /** Fields of a question for a deal. */
  createDeal: Wire<Events['createDeal']>
  /** Fields of an item that this version does not know. */
  unrecognized: Record<string, unknown>
}

const channelId = '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b'
const dateTime = '2026-01-15T10:30:00.000Z'
const person = { chatType: 'whatsapp', chatId: '79011112233' }
const contact = { name: 'Anna', avatarUri: null, phone: person.chatId }
const place = { channelId, ...person, dateTime, type: 'text', contact }
const inbound = { isEcho: false, status: 'inbound' }
const group = { chatType: 'whatsgroup', chatId: '79011112233-1600000000', contact: { name: 'Our house' } }

let made = 0
/** Each item has its own id, because a receiver remembers its replies to each message. */
function nextId(): string {
  made++
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`
}

// The samples of https://wazzup24.ru/help/api-ru/webhooks-2/, with the fields that were observed in production.
const deliveries: { [Kind in EventKind]: (fields: WireFields[Kind]) => object } = {
  message: (fields) => messages({ ...inbound, text: 'Hello', ...fields }),
  groupMessage: (fields) => messages({ ...inbound, ...group, text: 'Hello, all', ...fields }),
  missedCall: (fields) => messages({ ...inbound, type: 'missing_call', ...fields }),
  system: (fields) => messages({ ...inbound, type: 'system', text: 'Messages are encrypted', ...fields }),
  echo: (fields) => messages({ isEcho: true, status: 'sent', authorName: 'Admin', text: 'Good day', ...fields }),
  messageEdited: (fields) =>
    messages({ ...inbound, text: 'Hello again', isEdited: true, oldInfo: { oldText: 'Hello' }, ...fields }),
  messageDeleted: (fields) => messages({ ...inbound, isDeleted: true, oldInfo: { oldText: 'Hello' }, ...fields }),
  status: (fields) => ({
    statuses: [{ messageId: nextId(), timestamp: dateTime, status: 'delivered', ...fields }],
  }),
  channel: (fields) => ({
    channelsUpdates: [{ channelId, state: 'active', timestamp: Date.parse(dateTime), ...fields }],
  }),
  template: (fields) => ({
    templateStatus: { templateGuid: nextId(), name: 'order_ready', status: 'approved', ...fields },
  }),
  createContact: (fields) => ({
    createContact: { responsibleUserId: 'user-1', name: 'Anna', contactData: [person], source: 'auto', ...fields },
  }),
  createDeal: (fields) => ({
    createDeal: { responsibleUserId: 'user-1', contacts: ['contact-1'], source: 'auto', ...fields },
  }),
  unrecognized: (fields) => ({ somethingNew: fields }),
}

function messages(fields: object): object {
  return { messages: [{ messageId: nextId(), ...place, ...fields }] }
}

/**
 * Builds the body of a delivery with one event, as Wazzup would send it. Your fields replace those of the sample. To put
 * several events into one body, spread the results into one object. A field that this version does not know compiles when it
 * is spread: `{ text: 'Hi', ...{ future: 1 } }`.
 *
 * @example
 * await webhooks.receive({ url: '/?key=secret', body: buildDelivery('message', { text: 'Hi' }) })
 */
export function buildDelivery<Kind extends EventKind>(kind: Kind, fields?: WireFields[Kind]): object {
  return deliveries[kind](fields ?? ({} as WireFields[Kind]))
}

/**
 * Builds an event as a handler gets it: the result of reading {@link buildDelivery}.
 *
 * @throws TypeError when the fields belong to an event of another kind, for example `isEcho: true` for `message`.
 */
export function buildEvent<Kind extends EventKind>(kind: Kind, fields?: WireFields[Kind]): Events[Kind] {
  const received = splitDelivery(buildDelivery(kind, fields), Infinity, {
    explain: explainDelivery,
    arrivedAt: Date.now(),
  })
  const event = received?.[0]?.event
  if (event?.kind !== kind) throw new TypeError(`with these fields the event is "${event?.kind}", not "${kind}"`)
  return event as Events[Kind]
}
