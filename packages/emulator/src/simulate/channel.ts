import type { EmulatedChannel } from '../account/entities.ts'
import type { ChannelUpdate } from '../webhooks/bodies.ts'
import { channelOf, type SimulatedWorld } from './simulated-world.ts'

/** What comes with a new state. */
export interface ChannelUpdateOptions {
  /** With state `qr` only: the code to scan, a PNG as a data URL; a single pixel unless told otherwise. */
  qr?: string | undefined
  /** WABA only: `TIER_0`, `TIER_1K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`; the one it has unless told otherwise. */
  tier?: string | undefined
}

/** What happens to channels. */
export interface Channel {
  /** Changes its state. Throws when the account has no such channel, or a code or a tier does not belong to it. */
  setState(channelId: string, state: EmulatedChannel['state'], options?: ChannelUpdateOptions): ChannelUpdate
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Builds the channels' part of the outside world. */
export function createChannel(simulated: SimulatedWorld): Channel {
  return {
    setState(channelId, state, given = {}) {
      const channel = channelOf(simulated, channelId)
      const isWaba = channel.transport === 'wapi'
      const isScanned = state.toLowerCase() === 'qr'
      if (given.tier !== undefined && !isWaba) throw new Error(`Channel ${channelId} has no tier: it is not a WABA one`)
      if (given.qr !== undefined && !isScanned) throw new Error(`No code comes with state ${state}: only with qr`)
      const { qr = PIXEL, tier = channel.tier } = given
      const now = { state, ...(isWaba && tier !== undefined && { tier }) }
      Object.assign(channel, now)
      const timestamp = Math.trunc(simulated.world.clock.now())
      const item: ChannelUpdate = { channelId, ...now, ...(isScanned && { qr }), timestamp }
      simulated.deliveries.announce({ channelsUpdates: [item] })
      return item
    },
  }
}
