import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { channelStates, chatTypes, templateStatuses } from '../../api/values.ts'
import { openPicklist, readFlag, readNumber, readOpen, type Open } from '../../schema/fields.ts'
import { filledId, isItemId, itemId, readAuthor, readItems, readObject, readSeveral, readText } from './item-fields.ts'
import { readTimestamp } from './timestamp.ts'

// The items of each kind of delivery: https://wazzup24.ru/help/api-ru/webhooks-2/

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

/** Statuses of a message. `inbound` is a message of a customer; `edited` comes in `statuses` only. */
export const messageStatuses = ['sent', 'delivered', 'read', 'error', 'inbound', 'edited'] as const

/**
 * A status of a message. What programs write for no value, such as "null", becomes undefined: any other status than `inbound`
 * makes an item outgoing, and no bot would get the message of the customer.
 */
const readStatus = lazy(() =>
  v.fallback(
    v.nullish(
      v.pipe(
        openPicklist(messageStatuses),
        v.check<Open<(typeof messageStatuses)[number]>>(isItemId),
        v.metadata({ known: messageStatuses }),
      ),
    ),
    undefined,
  ),
)

/** One item of `messages`. It is unreadable only without a `messageId`. The fields are described in `message-events.ts`. */
export const messageItemSchema = lazy(() =>
  v.looseObject({
    messageId: itemId(),
    channelId: readText(),
    chatType: readOpen(chatTypes),
    chatId: readText(),
    dateTime: readTimestamp(),
    type: readOpen(messageTypes),
    status: readStatus(),
    isEcho: readFlag(),
    text: readText(),
    contentUri: readText(),
    contact: readObject({
      name: readText(),
      avatarUri: readText(),
      username: readText(),
      phone: readText(),
      messengerChatId: readText(),
    }),
    authorName: readAuthor(),
    authorId: readAuthor(),
    sentFromApp: readFlag(),
    isEdited: readFlag(),
    isDeleted: readFlag(),
    oldInfo: readObject({ oldText: readText(), oldAuthorId: readText(), oldAuthorName: readText() }),
    avitoProfileId: readText(),
    quotedMessage: quotedMessage(),
    instPost: instagramPost(),
    interactive: readSeveral(),
    advert: readObject({}),
  }),
)

/** Undocumented; these fields are read by public code. */
const quotedMessage = lazy(() =>
  readObject({
    messageId: readText(),
    id: readText(),
    type: readOpen(messageTypes),
    text: readText(),
    contentUri: readText(),
    authorName: readText(),
    authorId: readText(),
  }),
)

/** The names of the fields are documented, but of their types only those of the two times. */
const instagramPost = lazy(() =>
  readObject({
    id: readText(),
    src: readText(),
    sha1: readText(),
    likes: readNumber(),
    author: readText(),
    comments: readNumber(),
    timestamp: readTimestamp(),
    updatedAt: readTimestamp(),
    authorName: readText(),
    authorId: readText(),
    description: readText(),
    previewSha1: readText(),
    imageSrc: readText(),
    previewSrc: readText(),
  }),
)

/** Tiers of WABA channels: how many conversations you can start per day. Meta changes the numbers, so they are not listed here. */
export const channelTiers = ['TIER_0', 'TIER_1K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const

/** One item of `statuses`. It is unreadable only without a `messageId`. */
export const statusItemSchema = lazy(() =>
  v.looseObject({
    messageId: itemId(),
    status: readStatus(),
    timestamp: readTimestamp(),
  }),
)

/** One item of `channelsUpdates`. It is unreadable only without a `channelId`. */
export const channelItemSchema = lazy(() =>
  v.looseObject({
    channelId: itemId(),
    state: readOpen(channelStates),
    timestamp: readTimestamp(),
    tier: readOpen(channelTiers),
    qr: readText(),
  }),
)

/** The item of `templateStatus`. It is unreadable only without a `templateGuid`. */
export const templateItemSchema = lazy(() =>
  v.looseObject({
    templateGuid: itemId(),
    name: readText(),
    status: readOpen(templateStatuses),
  }),
)

const sources = ['auto', 'byUser'] as const

/** The item of `createContact`. */
export const contactRequestSchema = lazy(() =>
  v.looseObject({
    responsibleUserId: readText(),
    name: readText(),
    // Without unknown fields, so that a handler can return it as the `contactData` of the contact, which accepts none.
    contactData: readItems(v.object({ chatType: v.pipe(openPicklist(chatTypes), v.nonEmpty()), chatId: filledId() })),
    source: readOpen(sources),
  }),
)

/** The item of `createDeal`. */
export const dealRequestSchema = lazy(() =>
  v.looseObject({
    responsibleUserId: readText(),
    // Documented as ids. Objects with an `id` are accepted too, because entities of the API have them.
    contacts: readItems(
      v.union([
        filledId(),
        v.pipe(
          v.object({ id: filledId() }),
          v.transform(({ id }) => id),
        ),
      ]),
    ),
    source: readOpen(sources),
  }),
)
