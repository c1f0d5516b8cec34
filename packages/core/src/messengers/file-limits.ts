import type { ApiErrorCode } from '../errors/codes/api-codes.ts'
import type { DeliveryErrorCode } from '../errors/codes/delivery-codes.ts'
import type { Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

/** Number of bytes of an "MB" in Wazzup's documentation. 1024 * 1024 is our assumption, because the documentation does not say it. */
export const MEGABYTE = 1024 * 1024

/** Maximum size of a file. The documented limits contradict each other, so this package does not enforce them. */
export interface FileLimit {
  /**
   * Where the limit applies.
   *
   * - `api`: Wazzup rejects the request.
   * - `delivery`: Wazzup accepts the request, and a webhook later reports the error.
   * - `chat window`: employees cannot attach a larger file. It does not apply to the API.
   */
  where: 'api' | 'delivery' | 'chat window'
  /**
   * Transports to which the limit applies. `cian` has no channels in API v3.
   *
   * @default all transports
   */
  transports?: readonly (Transport | 'cian')[] | undefined
  /**
   * Kinds of files as Wazzup's documentation names them, or extensions.
   *
   * @default all files
   */
  content?: readonly string[] | undefined
  /** Maximum size in bytes. */
  bytes: number
  /** Documented error code for a larger file. */
  code?: ApiErrorCode | DeliveryErrorCode | undefined
  /** Where the limit is documented. */
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

/** All documented limits of files. */
export const fileLimits: readonly FileLimit[] = [
  { where: 'api', bytes: 10 * MEGABYTE, code: 'MESSAGES_CONTENT_SIZE_EXCEEDED', source: messages },
  // The documented text of this code names Telegram, but the code and the figures are those of WABA.
  { ...waba, content: ['photo'], bytes: 5 * MEGABYTE },
  { ...waba, content: ['other'], bytes: 16 * MEGABYTE },
  { ...telegram, content: ['photo'], bytes: 5 * MEGABYTE },
  // Contradicts the limit of 10 MB for all transports, in the same documentation.
  { ...telegram, content: ['other'], bytes: 20 * MEGABYTE },
  { where: 'delivery', bytes: 50 * MEGABYTE, code: 'TOO_BIG_CONTENT', source: webhooks },
  { ...chatWindow, transports: ['whatsapp'], bytes: 45 * MEGABYTE },
  { ...chatWindow, transports: ['instagram'], content: ['jpg', 'png', 'bmp'], bytes: 8 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['document'], bytes: 50 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['image'], bytes: 5 * MEGABYTE },
  { ...chatWindow, transports: ['wapi'], content: ['video', 'audio'], bytes: 16 * MEGABYTE },
  { ...chatWindow, transports: ['viber', 'vk', 'avito', 'max', 'maxbot', 'cian'], bytes: 50 * MEGABYTE },
]

/** Audio files that Telegram shows as a voice message. A larger one is sent as a file. */
export const telegramVoice = {
  /** Extensions of the files. */
  content: ['mp3', 'ogg'],
  /** Maximum size in bytes. */
  bytes: MEGABYTE,
  /** Where the fact is documented. */
  source: messages,
} as const satisfies {
  content: readonly string[]
  bytes: number
  source: Source
}

/** Extensions of files that can be sent to Instagram. Wazzup rejects others with `MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI`. */
export const instagramFileTypes = {
  /** The extensions. */
  value: ['jpg', 'gif', 'png', 'ico', 'bmp'],
  /** Where the fact is documented. */
  source: messages,
} as const satisfies { value: readonly string[]; source: Source }
