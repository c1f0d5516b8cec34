/** The way of a sent message, in order; an error ends it wherever it stands. */
export const statusOrder = ['sent', 'delivered', 'read', 'error'] as const

/** Where a sent message stands. */
export type SentStatus = (typeof statusOrder)[number]

/**
 * Gets the status to keep when `arrived` meets what you have: the later of the two, whatever order they come in.
 * `edited`, `inbound` and values that are not known leave it as it is.
 *
 * With SQL: `UPDATE ... SET status = $1, rank = $2 WHERE rank < $2`, the rank being `statusOrder.indexOf(status)`.
 */
export function laterStatus(
  known: string | null | undefined,
  arrived: string | null | undefined,
): SentStatus | undefined {
  return statusOrder[Math.max(rankOf(known), rankOf(arrived))]
}

function rankOf(status: string | null | undefined): number {
  return statusOrder.indexOf(status?.toLowerCase() as SentStatus)
}
