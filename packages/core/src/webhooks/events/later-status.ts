/** Status of a message that was sent. */
export type SentStatus = 'sent' | 'delivered' | 'read' | 'error'

/** The type of {@link statusOrder}. Its `indexOf` accepts any status, known or not. */
export interface StatusOrder extends ReadonlyArray<SentStatus> {
  indexOf(status: string | null | undefined, from?: number): number
}

/**
 * The statuses of a sent message, in order. `error` is the last one and can follow each of them. Store
 * `statusOrder.indexOf(event.status)` as a rank to compare statuses in a database. It is -1 for `edited`, `inbound`, an
 * unknown status and a missing one.
 */
export const statusOrder: StatusOrder = ['sent', 'delivered', 'read', 'error']

/**
 * Returns the status to store when `arrived` comes for a message: the later of the two, in whichever order they arrive.
 * `edited`, `inbound` and unknown values do not change the stored status.
 *
 * With SQL: `UPDATE ... SET status = $1, rank = $2 WHERE rank < $2`, where rank is `statusOrder.indexOf(status)`.
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
