import type { EmulatedChannel } from '../entities.ts'
import type { ChannelUpdate } from '../webhook-bodies.ts'
import { channelOf, type Stage } from './stage.ts'

/** What comes with a new state. */
export interface ChannelUpdateOptions {
  /** The code to scan, a PNG as a data URL; a single pixel unless told otherwise, and with state `qr` only. */
  qr?: string
  /** WABA only: `TIER_0`, `TIER_1K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`. */
  tier?: string
}

/** What happens to channels. */
export interface Channel {
  /** Changes its state. Throws when the account has no such channel. */
  becomes(channelId: string, state: EmulatedChannel['state'], options?: ChannelUpdateOptions): ChannelUpdate
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Builds the channels' part of the outside world. */
export function createChannel(stage: Stage): Channel {
  return {
    becomes(channelId, state, { qr = state === 'qr' ? PIXEL : undefined, tier } = {}) {
      const channel = channelOf(stage, channelId)
      channel.state = state
      if (tier !== undefined) channel.tier = tier
      const item: ChannelUpdate = {
        channelId,
        state,
        ...(tier === undefined ? {} : { tier }),
        ...(qr === undefined ? {} : { qr }),
        timestamp: Math.trunc(stage.world.clock.now()),
      }
      stage.deliveries.announce({ channelsUpdates: [item] })
      return item
    },
  }
}
