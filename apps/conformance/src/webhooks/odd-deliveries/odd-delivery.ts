import type { EventKind } from '@wazzup-kit/core'

/** Where an odd delivery comes from. */
export type Source =
  /** Wazzup's page on webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/ */
  | 'the page on webhooks'
  /** Public integrations report it from live accounts. */
  | 'observed in production'
  /** Somebody's code or tests expect it; perhaps it is never sent. */
  | 'in somebody’s tests'

/** A delivery that is not what the page leads you to expect, and what must be made of it. */
export interface OddDelivery {
  title: string
  source: Source
  body: Readonly<Record<string, unknown>>
  /** Every event that comes of it, in order; fields that are not named do not matter. */
  events: readonly ({ kind: EventKind } & Readonly<Record<string, unknown>>)[]
}

export const channelId = 'c0000000-0000-4000-8000-000000000001'

/** A client's message as documented, and what differs: `{ ...inbound, chatId: 79011112233 }`. */
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

/** What went out, as documented. */
export const outgoing = { ...inbound, isEcho: true, status: 'sent', authorName: 'Olga', authorId: 'olga' } as const

/** A status, as documented. */
export const delivered = {
  messageId: 'b8a3c2de-0000-4000-8000-00000000000b',
  timestamp: '2026-11-06T14:16:01.000Z',
  status: 'delivered',
} as const

/** An odd message: what differs from a documented one, and what comes of it. */
export function oddMessage(
  title: string,
  source: Source,
  message: object,
  event: OddDelivery['events'][number],
): OddDelivery {
  return { title, source, body: { messages: [message] }, events: [event] }
}
