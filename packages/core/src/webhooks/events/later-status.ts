/** Where a sent message stands. */
export type SentStatus = 'sent' | 'delivered' | 'read' | 'error'

/** The list of {@link statusOrder}: it finds the place of any status, known or not. */
export interface StatusOrder extends ReadonlyArray<SentStatus> {
  indexOf(status: string | null | undefined, from?: number): number
}

/**
 * The way of a sent message, in order; an error ends it wherever it stands. `statusOrder.indexOf(event.status)` is the
 * number to compare in a database; it is -1 for `edited`, `inbound`, a status that is not known, and none.
 */
export const statusOrder: StatusOrder = ['sent', 'delivered', 'read', 'error']

/**
 * Returns the status to keep when `arrived` meets what you have: the later of the two, whatever order they come in.
 * `edited`, `inbound` and values that are not known leave it as it is.
 *
 * With SQL: `UPDATE ... SET status = $1, rank = $2 WHERE rank < $2`, the rank being `statusOrder.indexOf(status)`.
 */
export function pickLaterStatus(
  known: string | null | undefined,
  arrived: string | null | undefined,
): SentStatus | undefined {
  return statusOrder[Math.max(rankOf(known), rankOf(arrived))]
}

function rankOf(status: string | null | undefined): number {
  return statusOrder.indexOf(status?.toLowerCase())
}
