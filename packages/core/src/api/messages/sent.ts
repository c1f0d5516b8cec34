import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { readText } from '../../schema/fields.ts'

/** Schema of the response to an accepted send. */
export const sentSchema = lazy(() =>
  v.pipe(
    v.looseObject({ messageId: readText(), chatId: readText() }),
    // A response without an id does not prove that Wazzup has the message, so the client retries with the same
    // crmMessageId. A gateway may return a repeated send, which has no id.
    v.check(({ messageId, repeated }) => Boolean(messageId) || repeated === true, 'a response with a messageId'),
  ),
)

/**
 * A send that Wazzup accepted. Accepted does not mean delivered. A webhook later reports the delivery or an error, and
 * sometimes no webhook comes (observed in production). Set a deadline after which you treat the message as lost.
 *
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export interface Sent {
  /** Wazzup's id of the message. Null if Wazzup had already seen the `crmMessageId`, because it then does not return the id. */
  messageId: string | null
  /** Id of the chat. You need it after a send by `phone` or `username`. Null if `messageId` is null. */
  chatId: string | null
  /** The id from your input, or the generated one. */
  crmMessageId: string
  /** Whether an earlier attempt, call or process had already used this `crmMessageId`. Its echo or status shows what became of it. */
  repeated: boolean
}

/** Returns the result of an accepted send. `response` is undefined if only a retry showed that it was accepted. */
export function toSent(crmMessageId: string, response?: Partial<Sent>): Sent {
  if (!response) return { messageId: null, chatId: null, crmMessageId, repeated: true }
  // The response of a gateway has `repeated`, from the result of the gateway's own send.
  const { messageId = null, chatId = null, repeated } = response
  return { ...response, messageId, chatId, crmMessageId, repeated: repeated === true }
}
