import type { ChatType } from '../api/values.ts'
import type { Open } from '../schema/fields.ts'
import { transportFacts, type TransportFacts } from './transports.ts'

/**
 * Returns whether a status says that the message is with the customer: `delivered` or `read`. In Telegram, which never
 * sends `delivered`, also `sent`.
 *
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function hasArrived(status: string | null | undefined, chatType: Open<ChatType>): boolean {
  const reached = status?.toLowerCase()
  return reached === 'delivered' || reached === 'read' || (reached === 'sent' && neverSaysDelivered(chatType))
}

function neverSaysDelivered(chatType: string): boolean {
  const facts: TransportFacts[] = Object.values(transportFacts)
  return facts.some(
    ({ chatTypes, reportsDelivered }) =>
      reportsDelivered.value === false && (chatTypes.value as readonly string[]).includes(chatType.toLowerCase()),
  )
}
