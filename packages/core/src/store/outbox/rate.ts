import { createBucket, type Share } from '../rate/bucket.ts'
import { keyRateOf } from '../rate/key-rate.ts'
import { createChannelLimit } from './channel-limit.ts'
import type { OutboxContext } from './context.ts'
import type { Route } from './record.ts'

/**
 * Takes the right to make a request. Resolves with the milliseconds after which the channel may send again; 0 when the request
 * may leave. Waits for the key, because all sends wait for it alike, but not for a channel, which would hold up the others.
 */
export type TakeTurn = (route: Route, share: Share, signal: AbortSignal) => Promise<number>

/** Creates the rate limit that all processes of an account share through the store. */
export function createTakeTurn(context: OutboxContext): TakeTurn {
  const keyRate = keyRateOf(context.driver, context.account)
  const takeOfChannel = createTakeOfChannel(context)
  return async (route, share, signal) => {
    const pause = await takeOfChannel(route)
    if (pause === 0) await keyRate.waitForSend(share, signal)
    return pause
  }
}

function createTakeOfChannel(context: OutboxContext): (route: Route) => Promise<number> {
  const perChannel = createChannelLimit(context)
  if (!perChannel) return async () => 0
  const { limit, isFor } = perChannel
  const { requests, perMilliseconds: milliseconds } = limit
  const take = createBucket(context.driver, context.account, { requests, milliseconds, batch: 1 })
  return async (route) => ((await isFor(route)) ? take(`rate/channel/${route.channelId}`, 'all') : 0)
}
