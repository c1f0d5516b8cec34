import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { readText } from '../../schema/fields.ts'

/** What Wazzup returns for an accepted send. */
export const sentSchema = lazy(() =>
  v.pipe(
    v.looseObject({ messageId: readText(), chatId: readText() }),
    // Only an id proves that Wazzup has the message; a retry under the same crmMessageId finds out. A gateway passes on
    // a repeated send.
    v.check(({ messageId, repeated }) => Boolean(messageId) || repeated === true, 'an acceptance with a messageId'),
  ),
)

/**
 * A send that Wazzup accepted. Accepted is not delivered: a webhook reports delivery or an error, and sometimes nothing
 * comes at all (observed in production). Set a deadline after which you treat the message as lost.
 *
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export interface Sent {
  /** Wazzup's id of the message. Null when only a retry shows that it was accepted: then Wazzup does not name it. */
  messageId: string | null
  /** Id of the chat it went to, useful after a send by `phone` or `username`. Null when `messageId` is null. */
  chatId: string | null
  /** The id that you gave, or the generated one. */
  crmMessageId: string
  /** True when Wazzup had already accepted this `crmMessageId`: from an earlier attempt, call or process. */
  repeated: boolean
}

/** Returns the result of an accepted send; without a response, of one that a retry found to be accepted. */
export function toSent(crmMessageId: string, response?: Partial<Sent>): Sent {
  if (!response) return { messageId: null, chatId: null, crmMessageId, repeated: true }
  // A gateway returns the result of its own send, which says whether the message had been sent before.
  const { messageId = null, chatId = null, repeated } = response
  return { ...response, messageId, chatId, crmMessageId, repeated: repeated === true }
}
