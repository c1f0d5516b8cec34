import type { Claimed, ClaimRequest } from '../port/claims.ts'
import type { StoreDriver } from '../port/driver.ts'
import { inTime } from '../port/in-time.ts'

/**
 * Claims lanes, and returns the time of the store too. Rejects when the store has not answered before the claims would end: a worker
 * that waits for ever would never take a lane again. Claims that come later are given back.
 */
export async function claimInTime(driver: StoreDriver, request: ClaimRequest): Promise<Claimed & { now: number }> {
  const claiming = driver.claim(request)
  try {
    return await inTime(async () => ({ ...(await claiming), now: await driver.now() }), request.lease)
  } catch (error) {
    // Otherwise the events in them would count a run.
    claiming.then(({ claims }) => Promise.all(claims.map((claim) => driver.release(claim)))).catch(() => {})
    throw error
  }
}
