import { directionlessKinds, type Events } from '../../webhooks/events/events.ts'
import type { AnyEvent, InboxItem, InboxSetup } from './inbox-parts.ts'

/** The content of a stored event. It is read anew at each run, so that a corrected version sees old events too. */
export interface StoredItem {
  v: 1
  key: string
  item: unknown
  /** When it came, in milliseconds since 1970 by the clock of the store. */
  at: number
  /** `status` for the progress inside an item of an outgoing message, which is an event of its own. */
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

/** Statuses of an outgoing message that say more than that it was sent. */
const progress: ReadonlySet<string | null | undefined> = new Set(['delivered', 'read', 'error'])

/**
 * Returns the progress inside an echo, an edit or a deletion as a `status` event. Delivery errors come in messages and in
 * statuses, and the deletion of a message may be the only webhook that says that it had been delivered.
 */
export function statusIn({ event }: InboxItem): Events['status'] | undefined {
  if (!isOfMessage(event) || !progress.has(event.status)) return undefined
  const { messageId, status, error, at } = event
  const id = `status:${messageId}:${status}:${error?.code ?? ''}`
  return { kind: 'status', id, at, messageId, status, ...(error && { error }) }
}

/** Returns whether an event needs only the id of its message, and may be about an outgoing one. */
export function isOfMessage(event: AnyEvent): event is Events['echo' | 'messageEdited' | 'messageDeleted'] {
  return directionlessKinds.has(event.kind)
}
