import type { ChatType, Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Fact, Source } from './source.ts'

/**
 * Formatting of a text.
 *
 * - `marks`: `*bold*`, `_italic_`, `~strike~`, and triple backticks for monospace.
 * - `marks and tags`: also the tags b, i, u and s.
 * - `none`: no formatting.
 */
export type Formatting = 'marks' | 'marks and tags' | 'none'

/** Whether you can write to a customer first: `yes`, only with an approved template, or `no`. */
export type FirstContact = 'yes' | 'template only' | 'no'

/**
 * What addresses a customer whose chat is not known yet.
 *
 * - `phone as chatId`: the phone number is the chat id.
 * - `phone`: the field `phone` takes the place of `chatId`.
 * - `username`: the field `username` takes the place of `chatId`.
 */
export type Reach = 'phone as chatId' | 'phone' | 'username'

/** Facts about one kind of channel. */
export interface TransportFacts {
  /** Values of `chatType` that a channel of this kind accepts. Wazzup rejects others with `WRONG_TRANSPORT`. */
  chatTypes: { value: readonly ChatType[]; source: Source }
  /** Formatting that a text can have. */
  formatting: { value: Formatting; source: Source }
  /** Whether `messages.edit` works. Wazzup's documentation does not list the transports. */
  edit: Fact<'no'>
  /** Whether `messages.delete` works. Wazzup's documentation does not list the transports. */
  delete: Fact<'no'>
  /** Whether the customer sees the message that `refMessageId` quotes. */
  quote: Fact<'not shown'>
  /** Whether you can write to a customer first. On the Inbox tariff you cannot, on any channel; see {@link inboxTariff}. */
  firstContact: Fact<FirstContact>
  /** What addresses a customer whose chat is not known yet. Empty where you learn the chat from the customer's first message. */
  reachedBy: { value: readonly Reach[]; source: Source }
  /**
   * Number of hours after the customer's last message in which you can send any message. `unknown` does not mean that there is
   * no limit.
   */
  windowHours: Fact<number>
  /** Whether statuses say `delivered`. Where they do not, `sent` is the best that you learn before `read`; see `hasArrived`. */
  reportsDelivered: Fact<boolean>
}

const documented: Source = { docUrl: docUrls.messages, basis: 'documented' }
const seenLive: Source = { docUrl: docUrls.messages, basis: 'observed in production' }
const judged: Source = { docUrl: docUrls.messages, basis: 'our assumption' }
const seenInCode: Source = { basis: 'found in public code' }
const unknown = { value: 'unknown' } as const
const unknowns = { edit: unknown, delete: unknown, quote: unknown, windowHours: unknown, reportsDelivered: unknown }
const neverDelivered = { value: false, source: { docUrl: docUrls.webhooks, basis: 'observed in production' } } as const

const telegramChats = { value: ['telegram', 'telegroup'], source: judged } as const
const maxChats = { value: ['max', 'maxgroup'], source: judged } as const
const marks = { value: 'marks', source: documented } as const
const noFormatting = { value: 'none', source: documented } as const
const byPhoneAsChatId = { value: ['phone as chatId'], source: documented } as const
const byNothing = { value: [], source: documented } as const
/** For VK, Avito and MAX, formatting is undocumented; our assumption is that there is none. */
const formattingNotStated = { value: 'none', source: judged } as const

/** Facts about each kind of channel that Wazzup documents. */
export const transportFacts = {
  /** A personal WhatsApp. */
  whatsapp: {
    ...unknowns,
    chatTypes: { value: ['whatsapp', 'whatsgroup'], source: judged },
    formatting: marks,
    reachedBy: byPhoneAsChatId,
    firstContact: { value: 'yes', source: judged },
  },
  /** WABA. */
  wapi: {
    chatTypes: { value: ['whatsapp'], source: documented },
    formatting: marks,
    reachedBy: byPhoneAsChatId,
    edit: { value: 'no', source: seenLive },
    delete: { value: 'no', source: seenLive },
    quote: { value: 'not shown', source: seenLive },
    reportsDelivered: unknown,
    firstContact: { value: 'template only', source: { docUrl: docUrls.wabaLimits, basis: 'documented' } },
    windowHours: { value: 24, source: documented },
  },
  /** Instagram. */
  instagram: {
    ...unknowns,
    chatTypes: { value: ['instagram'], source: judged },
    formatting: noFormatting,
    reachedBy: byNothing,
    firstContact: { value: 'no', source: { docUrl: docUrls.instagramComments, basis: 'documented' } },
    windowHours: { value: 7 * 24, source: { docUrl: docUrls.webhooks, basis: 'documented' } },
  },
  /** A personal Telegram. */
  tgapi: {
    ...unknowns,
    reportsDelivered: neverDelivered,
    chatTypes: telegramChats,
    formatting: noFormatting,
    reachedBy: { value: ['phone', 'username'], source: documented },
    // A send may have `phone` or `username` if the chat is not known yet.
    firstContact: { value: 'yes', source: documented },
  },
  /** A Telegram bot. */
  telegram: {
    ...unknowns,
    reportsDelivered: neverDelivered,
    chatTypes: telegramChats,
    formatting: { value: 'marks and tags', source: documented },
    reachedBy: byNothing,
    firstContact: { value: 'no', source: seenInCode },
  },
  /** VK. */
  vk: {
    ...unknowns,
    chatTypes: { value: ['vk'], source: judged },
    formatting: formattingNotStated,
    reachedBy: byNothing,
    firstContact: { value: 'no', source: seenInCode },
  },
  /** Avito. */
  avito: {
    ...unknowns,
    chatTypes: { value: ['avito'], source: judged },
    formatting: formattingNotStated,
    reachedBy: byNothing,
    // Only webhooks of incoming messages contain the chatId.
    firstContact: { value: 'no', source: judged },
  },
  /** Viber. */
  viber: {
    ...unknowns,
    chatTypes: { value: ['viber'], source: judged },
    formatting: marks,
    reachedBy: byPhoneAsChatId,
    firstContact: { value: 'yes', source: judged },
  },
  /** A personal MAX. */
  max: {
    ...unknowns,
    chatTypes: maxChats,
    formatting: formattingNotStated,
    reachedBy: { value: ['phone'], source: documented },
    // A send may have `phone` if the chat is not known yet.
    firstContact: { value: 'yes', source: documented },
  },
  /** A MAX bot. */
  maxbot: {
    ...unknowns,
    chatTypes: maxChats,
    formatting: formattingNotStated,
    reachedBy: byNothing,
    firstContact: { value: 'no', source: seenInCode },
    windowHours: { value: 24, source: seenInCode },
  },
} as const satisfies Record<Transport, TransportFacts>

/** On the Inbox tariff you cannot write to a customer first, on any channel. Wazzup rejects it with `MESSAGES_NOT_TEXT_FIRST`. */
export const inboxTariff = {
  /** Whether you can write to a customer first. */
  firstContact: { value: 'no', source: documented },
} as const satisfies Pick<TransportFacts, 'firstContact'>

/** Returns the facts about a transport; undefined if Wazzup does not document it. */
export function getTransportFacts(transport: string): TransportFacts | undefined {
  return Object.hasOwn(transportFacts, transport) ? transportFacts[transport as Transport] : undefined
}
