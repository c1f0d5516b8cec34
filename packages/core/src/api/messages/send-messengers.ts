import type { ToChat } from './send-fields.ts'

export interface Whatsapp extends ToChat {
  /** The messenger: `whatsapp` also for WABA. */
  chatType: 'whatsapp'
}

export interface Whatsgroup extends ToChat {
  /** The messenger: a group of WhatsApp. */
  chatType: 'whatsgroup'
}

export interface Viber extends ToChat {
  /** The messenger: `viber`. */
  chatType: 'viber'
}

export interface Instagram extends ToChat {
  /** The messenger: `instagram`. */
  chatType: 'instagram'
}

export interface Telegroup extends ToChat {
  /** The messenger: a group of Telegram. */
  chatType: 'telegroup'
}

export interface Vk extends ToChat {
  /** The messenger: `vk`. */
  chatType: 'vk'
}

export interface Avito extends ToChat {
  /** The messenger: `avito`. */
  chatType: 'avito'
}

export interface Maxgroup extends ToChat {
  /** The messenger: a group of MAX. */
  chatType: 'maxgroup'
}

export interface Telegram {
  /** The messenger: `telegram` also for a Telegram bot. */
  chatType: 'telegram'
}

export interface Max {
  /** The messenger: `max` also for a MAX bot. */
  chatType: 'max'
}

export interface Open<C> {
  /** The messenger: `whatsapp` also for WABA, `telegram` also for a Telegram bot. */
  chatType: C
}
