import { channelStates, docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../account/entities/entities.ts'
import { rule } from '../rules/rule.ts'
import type { ChannelUpdate } from '../webhooks/bodies.ts'
import { checkOutcome, spelledAs } from './outcome-fields.ts'
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
   * Sets the state of a channel, in any case, and posts it as a channel update. Returns the update as the webhook has it.
   *
   * @example
   *   emulator.simulate.channel.setState(channelIds.whatsapp, 'notEnoughMoney')
   *
   * @throws When the account has no such channel, when Wazzup documents no such state, when `tier` is given for a channel that is not WABA, or `qr` with a
   *   state other than `qr`.
   */
  setState(channelId: string, state: EmulatedChannel['state'], options?: ChannelUpdateOptions): ChannelUpdate
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const { webhooks: docUrl } = docUrls

/** Returns the code to scan of a channel update. */
const qrOf = rule(
  [
    {
      id: 'channels/qr',
      sentence: 'A channel update has `qr`, a PNG as a data URL, with the state `qr` and with no other state.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'channels/qridle',
      sentence: '`qridle` is a state and not a field. The documented table lists it as a field by mistake.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (state: EmulatedChannel['state'], qr: string | undefined): Pick<ChannelUpdate, 'qr'> => {
    if (state.toLowerCase() === 'qr') return { qr: qr ?? PIXEL }
    if (qr !== undefined) throw new Error(`"qr" is possible with the state qr only; got the state ${state}`)
    return {}
  },
)

/** Returns the tier of a channel update. */
const tierOf = rule(
  [
    {
      id: 'channels/tier',
      sentence: 'Updates of WABA channels have a `tier`, one of five. Updates of other channels have none.',
      docUrl,
      basis: 'documented',
      option: 'channels[].tier',
    },
    {
      id: 'channels/tier-always',
      sentence: 'Each update of a channel with a tier has `tier`, in every state.',
      docUrl,
      basis: 'our assumption',
      option: 'channels[].tier',
    },
  ],
  (channel: EmulatedChannel, tier = channel.tier): Pick<ChannelUpdate, 'tier'> =>
    channel.transport === 'wapi' && tier !== undefined ? { tier } : {},
)

const writeUpdates = rule(
  {
    id: 'channels/update',
    sentence: 'Wazzup reports a new state in `channelsUpdates`: an array, with a `timestamp` in whole milliseconds.',
    docUrl,
    basis: 'documented',
  },
  (update: Omit<ChannelUpdate, 'timestamp'>, now: number): { channelsUpdates: [ChannelUpdate] } => ({
    channelsUpdates: [{ ...update, timestamp: Math.trunc(now) }],
  }),
)

/** Creates {@link Simulate.channel}. */
export function createChannel(simulated: SimulatedWorld): Channel {
  return {
    setState(channelId, state, given = {}) {
      checkOutcome('channel.setState', { ...given, channelId, state: spelledAs(channelStates, state) })
      const channel = channelOf(simulated, channelId)
      const { tier, qr } = given
      if (tier !== undefined && channel.transport !== 'wapi')
        throw new Error(`Channel ${channelId} is not a WABA channel, so it cannot have a tier`)
      const code = qrOf(state, qr)
      const now = { state, ...tierOf(channel, tier) }
      Object.assign(channel, now)
      const body = writeUpdates({ channelId, ...now, ...code }, simulated.world.clock.now())
      simulated.deliveries.announce(body)
      return body.channelsUpdates[0]
    },
  }
}

/** Functions of this file that implement rules. */
export const channelUpdateRules = [writeUpdates, qrOf, tierOf]
