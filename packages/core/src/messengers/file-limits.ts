import type { ApiErrorCode } from '../errors/codes/api-codes.ts'
import type { DeliveryErrorCode } from '../errors/codes/delivery-codes.ts'
import type { Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

/** Bytes of the pages' "MB". They do not say whether 1000 or 1024 is meant; we read 1024 * 1024. */
export const MEGABYTE = 1024 * 1024

/** How big a file may be somewhere. The limits contradict each other, so none of them is enforced here. */
export interface FileLimit {
  /** `api`: rejected at once. `delivery`: rejected later, by webhook. `chat window`: what an employee may attach, not the API. */
  where: 'api' | 'delivery' | 'chat window'
  /** Absent: whatever the transport. `cian` has no channels in API v3. */
  transports?: readonly (Transport | 'cian')[] | undefined
  /** Kinds of file as the pages name them, or extensions. Absent: any. */
  content?: readonly string[] | undefined
  bytes: number
  /** What Wazzup says to a bigger file, where a page tells. */
  code?: ApiErrorCode | DeliveryErrorCode | undefined
  source: Source
}

const messages: Source = { docUrl: docUrls.messages, basis: 'documented' }
const webhooks: Source = { docUrl: docUrls.webhooks, basis: 'documented' }
const attachments: Source = { docUrl: docUrls.attachments, basis: 'documented' }
const waba = {
  where: 'api',
  transports: ['wapi'],
  code: 'MESSAGES_CONTENT_SIZE_EXCEEDED_WABA',
  source: messages,
} as const
const telegram = {
  where: 'api',
  transports: ['tgapi', 'telegram'],
  code: 'MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM',
  source: messages,
} as const
const chatWindow = { where: 'chat window', source: attachments } as const

/** Every documented size of a file. */
export const fileLimits: readonly FileLimit[] = [
  { where: 'api', bytes: 10 * MEGABYTE, code: 'MESSAGES_CONTENT_SIZE_EXCEEDED', source: messages },
  // The page's text for this code names Telegram; the code and the figures are WABA's.
  { ...waba, content: ['photo'], bytes: 5 * MEGABYTE },
  { ...waba, content: ['other'], bytes: 16 * MEGABYTE },
  { ...telegram, content: ['photo'], bytes: 5 * MEGABYTE },
  // More than the 10 MB that the same page gives for every transport.
  { ...telegram, content: ['other'], bytes: 20 * MEGABYTE },
  { where: 'delivery', bytes: 50 * MEGABYTE, code: 'TOO_BIG_CONTENT', source: webhooks },
  { ...chatWindow, transports: ['whatsapp'], bytes: 45 * MEGABYTE },
  { ...chatWindow, transports: ['instagram'], content: ['jpg', 'png', 'bmp'], bytes: 8 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['document'], bytes: 50 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['image'], bytes: 5 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['video', 'audio'], bytes: 16 * MEGABYTE },
  { ...chatWindow, transports: ['viber', 'vk', 'avito', 'max', 'maxbot', 'cian'], bytes: 50 * MEGABYTE },
]

/** A Telegram audio file up to this size goes out as a voice message, a bigger one as a file. */
export const telegramVoice = {
  content: ['mp3', 'ogg'],
  bytes: MEGABYTE,
  source: messages,
} as const satisfies {
  content: readonly string[]
  bytes: number
  source: Source
}

/** Extensions that Instagram takes by API; else `MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI`. */
export const instagramFileTypes = {
  value: ['jpg', 'gif', 'png', 'ico', 'bmp'],
  source: messages,
} as const satisfies { value: readonly string[]; source: Source }
