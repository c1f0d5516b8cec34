import type { Clock } from '../account/clock.ts'

/** Writes `dateTime` of messages. */
export interface MessageDates {
  /** Now, as a messenger tells it. */
  next(transport: string): string
  /** The last minute in which personal WhatsApp said something, and how often. */
  position(): MinuteCount
  moveTo(position: MinuteCount): void
}

/** A minute since 1970, and how many messages it had. */
export interface MinuteCount {
  minute: number
  count: number
}

const MINUTE_MS = 60_000

/**
 * Personal WhatsApp is precise to the minute and counts in the milliseconds, seen live (`:00.001Z`, `:00.002Z`); whether
 * chat by chat, nobody says: over all chats here. Everything else is precise to the millisecond.
 */
export function createMessageDates(clock: Clock): MessageDates {
  let minute = -1
  let count = 0
  return {
    next(transport) {
      const now = clock.now()
      if (transport !== 'whatsapp') return new Date(now).toISOString()
      const current = Math.floor(now / MINUTE_MS)
      count = current === minute ? count + 1 : 1
      minute = current
      return new Date(minute * MINUTE_MS + (count % 1_000)).toISOString()
    },
    position: () => ({ minute, count }),
    moveTo(position) {
      ;({ minute, count } = position)
    },
  }
}
