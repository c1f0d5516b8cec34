import { hasArrived } from '../../webhooks/events/has-arrived.ts'
import type { EntryRecord } from './record.ts'

/** Returns whether a message has the best status that its messenger reports. */
export function isArrived({ status, routes, route }: EntryRecord): boolean {
  return hasArrived(status, routes[route]!.chatType)
}
