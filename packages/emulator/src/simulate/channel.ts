import type { EmulatedChannel } from '../account/entities.ts'
import type { ChannelUpdate } from '../webhooks/bodies.ts'
import { channelOf, type SimulatedWorld } from './simulated-world.ts'

/** Details of a new state. */
export interface ChannelUpdateOptions {
  /**
   * Code to scan, a PNG as a data URL. Only with the state `qr`.
   *
   * @default a single pixel
   */
  qr?: string | undefined
  /**
   * Tier of a WABA channel: `TIER_0`, `TIER_1K`, `TIER_10K`, `TIER_100K` or `TIER_UNLIMITED`.
   *
   * @default the current one
   */
  tier?: string | undefined
}

/** Changes channels. */
export interface Channel {
  /**
   * Sets the state of a channel and posts it as a channel update.
   *
   * @example
   *   emulator.simulate.channel.setState(channelIds.whatsapp, 'notEnoughMoney')
   *
   * @throws When the account has no such channel, when `tier` is given for a channel that is not WABA, or `qr` with a
   *   state other than `qr`.
   */
  setState(channelId: string, state: EmulatedChannel['state'], options?: ChannelUpdateOptions): ChannelUpdate
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Creates {@link Simulate.channel}. */
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
