import type { StoreDriver, StoredEvent } from './driver.ts'

/**
 * Returns up to `limit` waiting events of one lane. A driver lists by the beginning of the lane, and the name of a lane may begin
 * with that of another: chats `12` and `123`.
 */
export async function listLane(
  driver: StoreDriver,
  account: string,
  lane: string,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = []
  for (let after: number | undefined; ;) {
    const page = await driver.listEvents(account, { state: 'waiting', lanePrefix: lane, after, limit })
    found.push(...page.filter((event) => event.lane === lane))
    if (page.length < limit || found.length >= limit) return found.slice(0, limit)
    after = page.at(-1)!.position
  }
}
