import { getTransportFacts } from '@wazzup-kit/core/capabilities'
import type { DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { Code } from '../../responses.ts'
import type { World } from '../../call.ts'
import { dialogOf, dialogsOfChannel, wroteWithin, type ChannelChat } from '../../../account/dialogs.ts'
import type { Dialog, EmulatedChannel } from '../../../account/entities.ts'
import type { Settings } from '../../../account/settings.ts'

// Who may write when: the rules `first/…` and `window/…`.

/** A message as the windows see it: a template may go where free-form text may not. */
export interface Outgoing {
  chat: ChannelChat
  channel: EmulatedChannel
  content: 'free-form' | 'template'
}

/** Dialogs that a tariff allows: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const dialogsOfTariff: Readonly<Record<Settings['tariff'], number>> = {
  start: 50,
  inbox: 500,
  pro: 500,
  max: Number.POSITIVE_INFINITY,
}

/** Conversations a day that a tier lets WABA begin; a limits page says 2000 for `TIER_1K` meanwhile. */
export const conversationsOfTier: Readonly<Record<string, number>> = {
  TIER_0: 250,
  TIER_1K: 1_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

/** Where only clients may begin, and how many dialogs there may be. */
export function refusalOfFirst({ state, clock }: World, { chat, channel }: Outgoing): Code | undefined {
  const { tariff, firstContact } = state.settings
  const dialog = dialogOf(state.dialogs, chat)
  const wrote = dialog?.clientWroteAt !== undefined
  if (tariff === 'inbox' && !wrote) return 'MESSAGES_NOT_TEXT_FIRST'
  const clientsBegin = getTransportFacts(channel.transport)?.firstContact.value === 'no'
  if (clientsBegin && !wrote && firstContact === 'refuse') return 'MESSAGES_NOT_TEXT_FIRST'
  const month = monthOf(clock.now())
  const counts = ({ writtenToAt }: Dialog): boolean => writtenToAt !== undefined && monthOf(writtenToAt) === month
  if (dialog && counts(dialog)) return undefined
  const counted = dialogsOfChannel(state.dialogs, channel.channelId).filter(counts)
  return counted.length < dialogsOfTariff[tariff] ? undefined : 'CHANNEL_LIMIT_EXCEEDED'
}

/** A calendar month, such as `2026-11`. That it is one of UTC is our assumption: no page names a time zone. */
function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7)
}

/** The code of a window that has closed; who never wrote never opened one. */
export function closedWindow(world: World, { chat, channel, content }: Outgoing): DeliveryErrorCode | undefined {
  const hours = getTransportFacts(channel.transport)?.windowHours.value
  if (typeof hours !== 'number' || content === 'template') return undefined
  if (wroteWithin(dialogOf(world.state.dialogs, chat), hours, world.clock.now())) return undefined
  return hours === 24 ? '24_HOURS_EXCEEDED' : '7_DAYS_EXCEEDED'
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** Whether a template begins a conversation: the client has not written for a day, and none was begun meanwhile. */
export function beginsConversation(world: World, { chat, channel, content }: Outgoing): boolean {
  if (channel.transport !== 'wapi' || content !== 'template') return false
  const dialog = dialogOf(world.state.dialogs, chat)
  const now = world.clock.now()
  if (wroteWithin(dialog, 24, now)) return false
  return dialog?.begunAt === undefined || now - dialog.begunAt > DAY_MS
}

/** Whether the channel has begun as many conversations as its tier allows within a day. */
export function isBeyondTier(world: World, { channel }: Outgoing): boolean {
  const most = conversationsOfTier[channel.tier ?? ''] ?? Number.POSITIVE_INFINITY
  if (most === Number.POSITIVE_INFINITY) return false
  const now = world.clock.now()
  const begun = dialogsOfChannel(world.state.dialogs, channel.channelId).filter(
    ({ begunAt }) => begunAt !== undefined && now - begunAt <= DAY_MS,
  )
  return begun.length >= most
}
