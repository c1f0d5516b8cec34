import type { EventKind } from '@wazzup-kit/core'

/** The source that shows an odd delivery. */
export type Source =
  /** Wazzup's page on webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/ */
  | 'the page on webhooks'
  /** Public integrations report it from live accounts. */
  | 'observed in production'
  /** Public code or tests expect it. Wazzup may never send it. */
  | 'in public tests'

/** A delivery that differs from the documented form, with the events that it must become. */
export interface OddDelivery {
  title: string
  source: Source
  body: Readonly<Record<string, unknown>>
  /** All expected events, in order. Fields that are left out are not compared. */
  events: readonly ({ kind: EventKind } & Readonly<Record<string, unknown>>)[]
}

export const channelId = 'c0000000-0000-4000-8000-000000000001'

/** A customer's message in the documented form. Tests override fields: `{ ...inbound, chatId: 79011112233 }`. */
export const inbound = {
  messageId: 'b8a3c2de-0000-4000-8000-00000000000a',
  channelId,
  chatType: 'whatsapp',
  chatId: '79011112233',
  dateTime: '2026-11-06T14:16:00.002Z',
  type: 'text',
  isEcho: false,
  contact: { name: 'Anna', avatarUri: 'https://store.wazzup24.com/a.jpg' },
  text: 'hello',
  status: 'inbound',
} as const

/** The echo of an outgoing message, in the documented form. */
export const outgoing = { ...inbound, isEcho: true, status: 'sent', authorName: 'Olga', authorId: 'olga' } as const

/** A status in the documented form. */
export const delivered = {
  messageId: 'b8a3c2de-0000-4000-8000-00000000000b',
  timestamp: '2026-11-06T14:16:01.000Z',
  status: 'delivered',
} as const

/** Returns an odd delivery of one message that must become one event. */
export function oddMessage(
  title: string,
  source: Source,
  message: object,
  event: OddDelivery['events'][number],
): OddDelivery {
  return { title, source, body: { messages: [message] }, events: [event] }
}
