import { docUrls } from '@wazzup-kit/core/schemas'
import type { Clock } from '../account/clock.ts'
import { rule } from '../rules/rule.ts'

/** Writes `dateTime` of messages. */
export interface MessageDates {
  /** Returns the current time, as precise as the messenger reports it. */
  next(transport: string): string
  /** Returns the last minute with a message of personal WhatsApp, and its number of messages. */
  position(): MinuteCount
  moveTo(position: MinuteCount): void
}

/** A minute since 1970, and its number of messages. */
export interface MinuteCount {
  /** Minutes since 1970; -1 before the first message. */
  minute: number
  /** Number of messages in this minute. */
  count: number
}

const MINUTE_MS = 60_000

/** Writes the date of the message with this number in its minute: `:00.001Z`, `:00.002Z` ... */
const writeWhatsAppDate = rule(
  {
    id: 'echo/whatsapp-date',
    sentence:
      'Dates of personal WhatsApp are precise to the minute. Their milliseconds count the messages of that minute, here over all chats.',
    docUrl: docUrls.webhooks,
    basis: 'observed in production',
  },
  ({ minute, count }: MinuteCount): string => writeDate(minute * MINUTE_MS + (count % 1_000)),
)

/** Writes the date of a message or status. */
export const writeDate = rule(
  [
    {
      id: 'customer/date',
      sentence:
        'Dates of messages and statuses are in ISO 8601. The documented samples are in UTC; the documented pattern has no time zone.',
      docUrl: docUrls.webhooks,
      basis: 'documented',
      option: "faults.deliveries.next('broken', { form: 'no time zone' })",
    },
    {
      id: 'customer/date-zone',
      sentence: 'A date without a time zone is in UTC.',
      docUrl: docUrls.webhooks,
      basis: 'our assumption',
      option: "faults.deliveries.next('broken', { form: 'no time zone' })",
    },
  ],
  (time: number): string => new Date(time).toISOString(),
)

/** Creates the dates of messages: precise to the minute on personal WhatsApp, to the millisecond elsewhere. */
export function createMessageDates(clock: Clock): MessageDates {
  let minute = -1
  let count = 0
  return {
    next(transport) {
      const now = clock.now()
      if (transport !== 'whatsapp') return writeDate(now)
      const current = Math.floor(now / MINUTE_MS)
      count = current === minute ? count + 1 : 1
      minute = current
      return writeWhatsAppDate({ minute, count })
    },
    position: () => ({ minute, count }),
    moveTo(position) {
      ;({ minute, count } = position)
    },
  }
}

/** Functions of this file that implement rules. */
export const dateRules = [writeDate, writeWhatsAppDate]
