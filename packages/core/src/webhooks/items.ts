import * as v from 'valibot'
import { once } from '../once.ts'
import { channelStates, chatTypes, openPicklist, readFlag, readId, readText, templateStatuses } from '../fields.ts'
import { readTimestamp } from './timestamp.ts'

// What each kind of delivery holds: https://wazzup24.ru/help/api-ru/webhooks-2/

/** Kinds of content, as Wazzup names them in `type`. A sticker is an `image` with a `.was` file, a poll a `text`. */
export const messageTypes = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'vcard',
  'geo',
  'wapi_template',
  'unsupported',
  'missing_call',
  'unknown',
  'system',
] as const

/** Where a message can stand. `inbound` is a client's; `edited` comes as a status only. */
export const messageStatuses = ['sent', 'delivered', 'read', 'error', 'inbound', 'edited'] as const

// @__NO_SIDE_EFFECTS__
function readObject<const Fields extends v.ObjectEntries>(fields: Fields) {
  return v.fallback(v.nullish(v.looseObject(fields)), undefined)
}

// @__NO_SIDE_EFFECTS__
function readOpen<const Known extends readonly string[]>(known: Known) {
  return v.fallback(v.nullish(openPicklist(known)), undefined)
}

/** A list without the items that cannot be read; one item alone is a list of one, and nothing is none. */
// @__NO_SIDE_EFFECTS__
function readItems<const Item extends v.GenericSchema>(item: Item) {
  const read = (value: unknown): v.InferOutput<Item>[] =>
    (Array.isArray(value) ? value : [value]).flatMap((each) => {
      const reading = v.safeParse(item, each)
      return reading.success ? [reading.output] : []
    })
  const list = v.fallback(v.pipe(v.unknown(), v.transform(read), v.metadata({ list: item })), () => [])
  return list as v.GenericSchema<unknown, v.InferOutput<Item>[]> as v.GenericSchema<
    v.InferInput<Item>[],
    v.InferOutput<Item>[]
  >
}

/** One item of `messages`; only a missing `messageId` makes it unreadable. */
export const messageItemSchema = once(() =>
  v.looseObject({
    messageId: readId(),
    channelId: readText(),
    chatType: readOpen(chatTypes),
    chatId: readText(),
    /** When the messenger says it was sent, as ISO text in UTC. On a personal WhatsApp the milliseconds are a counter. */
    dateTime: readTimestamp(),
    type: readOpen(messageTypes),
    status: readOpen(messageStatuses),
    isEcho: readFlag(),
    text: readText(),
    contentUri: readText(),
    /** The other side; in a group chat it is the group. */
    contact: readObject({
      name: readText(),
      avatarUri: readText(),
      username: readText(),
      phone: readText(),
      messengerChatId: readText(),
    }),
    /** The employee who wrote an outgoing message. */
    authorName: readText(),
    authorId: readText(),
    /** Written in Wazzup's own chat. */
    sentFromApp: readFlag(),
    isEdited: readFlag(),
    isDeleted: readFlag(),
    /** The message as it stood before an edit or a deletion. */
    oldInfo: readObject({ oldText: readText(), oldAuthorId: readText(), oldAuthorName: readText() }),
    /** The Avito account. */
    avitoProfileId: readText(),
  }),
)

/** Tiers of WABA. What they allow changes: see the capability table. */
export const channelTiers = ['TIER_0', 'TIER_1K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const

/** One item of `statuses`. */
export const statusItemSchema = once(() =>
  v.looseObject({
    messageId: readId(),
    /** `edited` when it was changed in the messenger itself. Telegram never says `delivered`. */
    status: openPicklist(messageStatuses),
    /** ISO text in UTC. */
    timestamp: readTimestamp(),
  }),
)

/** One item of `channelsUpdates`. */
export const channelItemSchema = once(() =>
  v.looseObject({
    channelId: readId(),
    state: openPicklist(channelStates),
    /** ISO text in UTC; Wazzup sends milliseconds. */
    timestamp: readTimestamp(),
    /** WABA only. */
    tier: readOpen(channelTiers),
    /** Data URL of a PNG, with state `qr` only. */
    qr: readText(),
  }),
)

/** `templateStatus`. */
export const templateItemSchema = once(() =>
  v.looseObject({
    templateGuid: readId(),
    name: readText(),
    status: openPicklist(templateStatuses),
  }),
)

/** `createContact`. */
export const contactRequestSchema = once(() =>
  v.looseObject({
    /** Your id of the employee who gets the contact. */
    responsibleUserId: readText(),
    name: readText(),
    contactData: readItems(v.looseObject({ chatType: openPicklist(chatTypes), chatId: readText() })),
    /** `byUser` when somebody pressed a button. */
    source: readOpen(['auto', 'byUser']),
  }),
)

/** `createDeal`. */
export const dealRequestSchema = once(() =>
  v.looseObject({
    /** Your id of the employee who gets the deal. */
    responsibleUserId: readText(),
    /** Your ids of the contacts it is about. */
    contacts: readItems(readId()),
    source: readOpen(['auto', 'byUser']),
  }),
)
