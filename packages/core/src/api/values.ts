/** Messengers as Wazzup names them in `chatType`. Sections: `POST /v3/message`. */
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
export type ChatType = (typeof chatTypes)[number]

/** Kinds of channel, as Wazzup names them in `transport`. `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. */
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
export type Transport = (typeof transports)[number]

/** States of a channel, in the spelling of the newest page; `qr` and `qridle` are two generations of one state. */
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
export type ChannelState = (typeof channelStates)[number]

/** Results of a template's moderation; they were seen in lower case too, which is folded. */
export const templateStatuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED'] as const

/** The most entities one `save` or `deleteMany` takes. https://wazzup24.com/help/api-en/common-errors/ */
export const BATCH_LIMIT = 100

/** The most characters of a webhook address. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const ADDRESS_LIMIT = 200
