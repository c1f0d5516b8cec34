import type { Reply } from './delivery.ts'

/** A reply that is no success, with the reason for whoever set up the address. */
export function refuse(status: number, error: string): Reply {
  return { status, body: { error } }
}
