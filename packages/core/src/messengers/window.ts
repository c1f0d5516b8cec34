import type { KindOfChannel } from './chat-types.ts'
import { getTransportFacts } from './transports.ts'

const hour = 3_600_000

/**
 * Returns whether you can still write freely in a chat: on WABA for 24 hours after the customer's last message, on Instagram for 7
 * days, on a MAX bot for 24 hours (found in public code). Returns undefined where no limit is known, which does not mean that
 * there is none.
 *
 * @param channel the `transport` of the channel, as `channels.list` returns it
 * @param lastMessageAt time of the customer's last message, in milliseconds since 1970, for example `event.at`; undefined when the
 *   customer has not written yet
 * @param now in milliseconds since 1970; by default the current time
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * isWindowOpen({ transport: 'wapi' }, lastMessageAt) ? sendText() : sendTemplate()
 */
export function isWindowOpen(
  channel: { transport?: KindOfChannel },
  lastMessageAt: number | undefined,
  now: number = Date.now(),
): boolean | undefined {
  const hours = getTransportFacts(channel.transport ?? '')?.windowHours.value
  if (hours === undefined || hours === 'unknown') return undefined
  return lastMessageAt !== undefined && now < lastMessageAt + hours * hour
}
