import type { ChatType, Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Fact, Source } from './source.ts'

/** `marks`: `*bold*`, `_italic_`, triple backtick monospace, `~strike~`. `marks and tags`: also the tags b, i, u, s. */
export type Formatting = 'marks' | 'marks and tags' | 'none'

/** Who may open a conversation: you, you with an approved template, or the client only. */
export type FirstContact = 'yes' | 'template only' | 'no'

/** What is known of one kind of channel. */
export interface TransportFacts {
  /** Values of `chatType` that a channel of this kind takes. Wazzup decides: it answers `WRONG_TRANSPORT` to others. */
  chatTypes: { value: readonly ChatType[]; source: Source }
  formatting: { value: Formatting; source: Source }
  /** Whether `messages.edit` works. No page lists the transports. */
  edit: Fact<'no'>
  /** Whether `messages.delete` works. No page lists the transports. */
  delete: Fact<'no'>
  /** Whether the recipient sees what `refMessageId` quotes. */
  quote: Fact<'not shown'>
  /** Whether you may write first. On the Inbox tariff no channel may, see {@link inboxTariff}. */
  firstContact: Fact<FirstContact>
  /** For how many hours after the customer's last message you may write freely; `unknown` does not mean that there is no limit. */
  windowHours: Fact<number>
}

const documented: Source = { docUrl: docUrls.messages, basis: 'documented' }
const seenLive: Source = { docUrl: docUrls.messages, basis: 'observed in production' }
const judged: Source = { docUrl: docUrls.messages, basis: 'our assumption' }
const seenInCode: Source = { basis: 'found in public code' }
const unknown = { value: 'unknown' } as const
const unknowns = { edit: unknown, delete: unknown, quote: unknown, windowHours: unknown }

const telegramChats = { value: ['telegram', 'telegroup'], source: judged } as const
const maxChats = { value: ['max', 'maxgroup'], source: judged } as const
const marks = { value: 'marks', source: documented } as const
const noFormatting = { value: 'none', source: documented } as const
/** Not stated for VK, Avito and MAX, so none is assumed. */
const formattingNotStated = { value: 'none', source: judged } as const

/** Each kind of channel that the pages name. */
export const transportFacts = {
  whatsapp: {
    ...unknowns,
    chatTypes: { value: ['whatsapp', 'whatsgroup'], source: judged },
    formatting: marks,
    firstContact: { value: 'yes', source: judged },
  },
  wapi: {
    chatTypes: { value: ['whatsapp'], source: documented },
    formatting: marks,
    edit: { value: 'no', source: seenLive },
    delete: { value: 'no', source: seenLive },
    quote: { value: 'not shown', source: seenLive },
    firstContact: { value: 'template only', source: { docUrl: docUrls.wabaLimits, basis: 'documented' } },
    windowHours: { value: 24, source: documented },
  },
  instagram: {
    ...unknowns,
    chatTypes: { value: ['instagram'], source: judged },
    formatting: noFormatting,
    firstContact: { value: 'no', source: { docUrl: docUrls.instagramComments, basis: 'documented' } },
    windowHours: { value: 7 * 24, source: { docUrl: docUrls.webhooks, basis: 'documented' } },
  },
  tgapi: {
    ...unknowns,
    chatTypes: telegramChats,
    formatting: noFormatting,
    // A send may name `phone` or `username` when the chat is not known yet.
    firstContact: { value: 'yes', source: documented },
  },
  telegram: {
    ...unknowns,
    chatTypes: telegramChats,
    formatting: { value: 'marks and tags', source: documented },
    firstContact: { value: 'no', source: seenInCode },
  },
  vk: {
    ...unknowns,
    chatTypes: { value: ['vk'], source: judged },
    formatting: formattingNotStated,
    firstContact: { value: 'no', source: seenInCode },
  },
  avito: {
    ...unknowns,
    chatTypes: { value: ['avito'], source: judged },
    formatting: formattingNotStated,
    // The chatId comes from incoming webhooks only.
    firstContact: { value: 'no', source: judged },
  },
  viber: {
    ...unknowns,
    chatTypes: { value: ['viber'], source: judged },
    formatting: marks,
    firstContact: { value: 'yes', source: judged },
  },
  max: {
    ...unknowns,
    chatTypes: maxChats,
    formatting: formattingNotStated,
    // A send may name `phone` when the chat is not known yet.
    firstContact: { value: 'yes', source: documented },
  },
  maxbot: {
    ...unknowns,
    chatTypes: maxChats,
    formatting: formattingNotStated,
    firstContact: { value: 'no', source: seenInCode },
    windowHours: { value: 24, source: seenInCode },
  },
} as const satisfies Record<Transport, TransportFacts>

/** On the Inbox tariff you cannot write first on any channel; Wazzup returns `MESSAGES_NOT_TEXT_FIRST`. */
export const inboxTariff = { firstContact: { value: 'no', source: documented } } as const satisfies Pick<
  TransportFacts,
  'firstContact'
>

/** Facts about a transport; undefined for one that the pages do not name. */
export function getTransportFacts(transport: string): TransportFacts | undefined {
  return Object.hasOwn(transportFacts, transport) ? transportFacts[transport as Transport] : undefined
}
