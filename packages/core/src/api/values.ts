/** Documented values of `chatType`: the messenger, and whether the chat is a group. */
export const chatTypes = [
  'whatsapp',
  'whatsgroup',
  'viber',
  'instagram',
  'telegram',
  'telegroup',
  'vk',
  'avito',
  'max',
  'maxgroup',
] as const
/** The messenger, and whether the chat is a group. WABA is `whatsapp`. */
export type ChatType = (typeof chatTypes)[number]

/** Documented values of `transport`, the kind of a channel. `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. */
export const transports = [
  'whatsapp',
  'wapi',
  'instagram',
  'tgapi',
  'telegram',
  'vk',
  'avito',
  'viber',
  'max',
  'maxbot',
] as const
/** Kind of a channel: `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. */
export type Transport = (typeof transports)[number]

/**
 * Documented states of a channel, in the spelling of the newest documentation. A newer page lists `qridle` in place of
 * `qr`; the page of the webhooks describes it as a code that has expired.
 */
export const channelStates = [
  'active',
  'init',
  'disabled',
  'phoneUnavailable',
  'qr',
  'qridle',
  'openElsewhere',
  'notEnoughMoney',
  'foreignphone',
  'unauthorized',
  'waitForPassword',
  'blocked',
  'onModeration',
  'rejected',
] as const
/** State of a channel. Only an `active` channel can send. */
export type ChannelState = (typeof channelStates)[number]

/**
 * Results of the moderation of a template. `ARCHIVED` is undocumented; observed in production. Lower case was observed too, and
 * is read as upper case.
 */
export const templateStatuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED'] as const

/** Maximum number of entities in one `save` or `deleteMany`. https://wazzup24.com/help/api-en/common-errors/ */
export const BATCH_LIMIT = 100

/** Maximum number of characters of a webhook address. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const ADDRESS_LIMIT = 200
