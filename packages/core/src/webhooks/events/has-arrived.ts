import type { ChatType } from '../../api/values.ts'
import type { Open } from '../../schema/fields.ts'

/** Messengers that never report `delivered`. Observed in production; `transportFacts` says it of each kind of channel. */
const neverDelivered: readonly string[] = ['telegram', 'telegroup'] satisfies readonly ChatType[]

/**
 * Returns whether a status says that the message is with the customer: `delivered` or `read`. In Telegram, which never
 * sends `delivered`, also `sent`.
 *
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function hasArrived(status: string | null | undefined, chatType: Open<ChatType>): boolean {
  const reached = status?.toLowerCase()
  if (reached === 'delivered' || reached === 'read') return true
  return reached === 'sent' && neverDelivered.includes(chatType.toLowerCase())
}
