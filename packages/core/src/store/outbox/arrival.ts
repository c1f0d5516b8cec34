import type { EntryRecord } from './record.ts'

/** Returns whether a message has the best status that its messenger reports. Telegram never reports `delivered`. */
export function isArrived({ status, routes, route }: EntryRecord): boolean {
  if (status === 'delivered' || status === 'read') return true
  return status === 'sent' && (routes[route]?.chatType.startsWith('tele') ?? false)
}
