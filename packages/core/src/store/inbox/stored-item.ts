import type { Events } from '../../webhooks/events/events.ts'
import type { AnyEvent, InboxItem, InboxSetup } from './inbox-parts.ts'

/** The content of a stored event. It is read anew at each run, so that a corrected version sees old events too. */
export interface StoredItem {
  v: 1
  key: string
  item: unknown
  /** When it came, in milliseconds since 1970 by the clock of the store. */
  at: number
  /** `status` for the progress inside an echo, which is an event of its own. */
  part?: 'status' | undefined
}

/** Returns the content of a stored event; undefined when another version has stored it. */
export function readStoredItem(data: unknown): StoredItem | undefined {
  return (data as Partial<StoredItem> | null)?.v === 1 ? (data as StoredItem) : undefined
}

/** Reads the event of a stored item. */
export function readEvent(parts: InboxSetup, id: string, { key, item, at, part }: StoredItem): AnyEvent {
  const received = parts.read(key, item, at)
  const event = (part && statusIn(received)) ?? received.event
  event.id = id
  return event
}

/** Statuses of an echo that say more than that it was sent. */
const progress: ReadonlySet<string | null | undefined> = new Set(['delivered', 'read', 'error'])

/** Returns the progress inside an echo as a `status` event. Delivery errors come in messages and in statuses. */
export function statusIn({ event }: InboxItem): Events['status'] | undefined {
  if (event.kind !== 'echo' || !progress.has(event.status)) return undefined
  const { messageId, status, error, at } = event
  const id = `status:${messageId}:${status}:${error?.code ?? ''}`
  return { kind: 'status', id, at, messageId, status, ...(error && { error }) }
}
