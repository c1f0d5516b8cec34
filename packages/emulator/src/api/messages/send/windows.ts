import { getTransportFacts, transportFacts } from '@wazzup-kit/core/messengers'
import { docUrls, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import { dialogOf, dialogsOfChannel, wroteWithin } from '../../../account/dialogs.ts'
import type { World } from '../../call.ts'
import { rule } from '../../../rules/rule.ts'
import type { Outgoing } from './outgoing.ts'

const { messages, wabaLimits, webhooks } = docUrls
const { instagram, maxbot, wapi } = transportFacts

const windowOf = rule(
  [
    {
      id: 'window/waba',
      sentence: `A free-form message to WABA more than ${wapi.windowHours.value} hours after the customer's last message gets 201 and fails by webhook.`,
      docUrl: webhooks,
      basis: 'documented',
      codes: ['24_HOURS_EXCEEDED'],
      option: 'closedWindows',
    },
    {
      id: 'window/waba-buttons',
      sentence: 'Interactive buttons of WABA also require an open window.',
      docUrl: messages,
      basis: 'documented',
      codes: ['24_HOURS_EXCEEDED'],
      option: 'closedWindows',
    },
    {
      id: 'window/instagram',
      sentence: `A message to Instagram more than ${instagram.windowHours.value / 24} days after the customer's last message gets 201 and fails by webhook.`,
      docUrl: webhooks,
      basis: 'documented',
      codes: ['7_DAYS_EXCEEDED'],
      option: 'closedWindows',
    },
    {
      id: 'window/max-bot',
      sentence: `A bot of MAX can reply within ${maxbot.windowHours.value} hours.`,
      docUrl: messages,
      basis: 'found in public code',
      option: 'closedWindows',
    },
    {
      id: 'window/max-bot-code',
      sentence: 'A later message of a bot of MAX fails with the code of WABA.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['24_HOURS_EXCEEDED'],
      option: 'closedWindows',
    },
  ],
  (transport: string): { hours: number; code: DeliveryErrorCode } | undefined => {
    const hours = getTransportFacts(transport)?.windowHours.value
    if (typeof hours !== 'number') return undefined
    return { hours, code: hours === 24 ? '24_HOURS_EXCEEDED' : '7_DAYS_EXCEEDED' }
  },
)

/** Returns the code for a closed window. The window of a customer who never wrote is closed. */
export const checkWindow = rule(
  [
    {
      id: 'window/waba-template',
      sentence: 'A template can be sent whether or not the window is open.',
      docUrl: wabaLimits,
      basis: 'documented',
    },
    {
      id: 'window/channel',
      sentence: 'A window belongs to one channel. A message to another channel does not open it.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (world: World, { chat, channel, content }: Outgoing): DeliveryErrorCode | undefined => {
    const window = windowOf(channel.transport)
    if (!window || content === 'template') return undefined
    const isOpen = wroteWithin(dialogOf(world.state.dialogs, chat), window.hours, world.clock.now())
    return isOpen ? undefined : window.code
  },
)

/** Returns the code for a closed window if the account reports it in the response. */
export const checkWindowAtOnce = rule(
  {
    id: 'window/rejected',
    sentence: 'The response can report a closed window directly instead: 400 with the same code.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['24_HOURS_EXCEEDED', '7_DAYS_EXCEEDED'],
    option: "closedWindows: 'reject'",
  },
  (world: World, outgoing: Outgoing): DeliveryErrorCode | undefined =>
    world.state.settings.closedWindows === 'reject' ? checkWindow(world, outgoing) : undefined,
)

const DAY_MS = 24 * 60 * 60 * 1_000

const conversationsOfTier: Readonly<Record<string, number>> = {
  TIER_0: 250,
  TIER_1K: 1_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

const tiers = Object.entries(conversationsOfTier).map(([tier, most]) => `${tier} ${most}`)
const option = 'channels[].tier'

/** Returns whether a template begins a conversation. */
export const beginsConversation = rule(
  {
    id: 'window/tier-counted',
    sentence:
      'A template begins a conversation when the customer has not written for 24 hours and no conversation was begun in that time. One beyond the tier fails by webhook; the code is our assumption.',
    docUrl: wabaLimits,
    basis: 'our assumption',
    codes: ['TOO_MANY_EXT_REQS'],
    option,
  },
  (world: World, { chat, channel, content }: Outgoing): boolean => {
    if (channel.transport !== 'wapi' || content !== 'template') return false
    const dialog = dialogOf(world.state.dialogs, chat)
    const now = world.clock.now()
    if (wroteWithin(dialog, 24, now)) return false
    return dialog?.begunAt === undefined || now - dialog.begunAt > DAY_MS
  },
)

/** Returns whether the channel has already begun the maximum number of conversations of its tier within a day. */
export const isBeyondTier = rule(
  [
    {
      id: 'window/tier',
      sentence: `A WABA channel can begin this many conversations in 24 hours: ${tiers.join(', ')}. With TIER_UNLIMITED there is no limit.`,
      docUrl: wabaLimits,
      basis: 'documented',
      option,
    },
    {
      id: 'window/tier-figures',
      sentence: 'TIER_1K means 1000, although a newer page says 2000. A channel without a tier has no limit.',
      docUrl: wabaLimits,
      basis: 'our assumption',
      option,
    },
  ],
  (world: World, { channel }: Outgoing): boolean => {
    const most = conversationsOfTier[channel.tier ?? ''] ?? Number.POSITIVE_INFINITY
    if (most === Number.POSITIVE_INFINITY) return false
    const now = world.clock.now()
    const begun = dialogsOfChannel(world.state.dialogs, channel.channelId).filter(
      ({ begunAt }) => begunAt !== undefined && now - begunAt <= DAY_MS,
    )
    return begun.length >= most
  },
)

/** Functions of this file that implement rules of windows and tiers. */
export const windowRules = [windowOf, checkWindow, checkWindowAtOnce, isBeyondTier, beginsConversation]
