import type { Channel } from '../api/channels.ts'
import type { ChannelUpdate } from '../webhooks/events/events.ts'

/** A client that lists channels. */
export interface ChannelLister {
  /** The calls about channels. */
  readonly channels: { readonly list: () => PromiseLike<readonly Channel[]> }
}

/** Milliseconds for which a list is used. */
const kept = 60_000

/** Milliseconds by which the clocks of Wazzup and of this process may differ. */
const clockDifference = 5_000

/** The channels of an account as they were read, and what its `channel` events said since. */
interface ChannelList {
  readAt: number
  channels: PromiseLike<readonly Channel[]>
  updates: Map<string, Pick<ChannelUpdate, 'state' | 'at'>>
}

/** The list of each client. */
const lists = new WeakMap<object, ChannelList>()

/**
 * Returns the channel of an event, of which an event has the id only: `chatType: 'whatsapp'` does not tell a personal WhatsApp
 * from WABA. The channels of a client are read once and used for a minute, by all handlers together. Returns undefined when the account
 * does not have this channel. To find a channel that is newer than a minute, register {@link updateChannel}.
 *
 * @param event the event, or anything with a `channelId`
 * @param context the context of the handler, or anything with the client
 * @throws WazzupError when the channels cannot be read. The next call reads them again.
 * @example
 * const channel = await findChannel(message, { wazzup })
 * const choice = readChoice(channel, message, options)
 * @see https://wazzup24.ru/help/api-ru/rabota-s-kanalami/
 */
export async function findChannel(
  { channelId }: { channelId: string },
  { wazzup }: { wazzup: ChannelLister },
): Promise<Channel | undefined> {
  const list = openList(wazzup)
  const channels = await list.channels
  const channel = channels.find((each) => each.channelId === channelId)
  const update = list.updates.get(channelId)
  if (channel) return update ? { ...channel, state: update.state } : channel
  if (!update) return undefined
  // The channel is newer than the list.
  forget(wazzup, list)
  return findChannel({ channelId }, { wazzup })
}

/**
 * Keeps the `state` that {@link findChannel} returns up to date between two reads of the list, in this process. Register it as a
 * handler of `channel` events. An event that is older than the list, or than the last event of the channel, changes nothing.
 *
 * @example
 * webhooks.on('channel', updateChannel)
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function updateChannel(
  { channelId, state, at }: Pick<ChannelUpdate, 'channelId' | 'state' | 'at'>,
  { wazzup }: { wazzup: object },
): void {
  const list = lists.get(wazzup)
  if (!list || !state) return
  if (at >= (list.updates.get(channelId)?.at ?? list.readAt - clockDifference))
    list.updates.set(channelId, { state, at })
}

function openList(wazzup: ChannelLister): ChannelList {
  const now = Date.now()
  const present = lists.get(wazzup)
  // A clock that was set back does not make a list last longer.
  if (present && now >= present.readAt && now < present.readAt + kept) return present
  const list: ChannelList = { readAt: now, channels: wazzup.channels.list(), updates: new Map() }
  lists.set(wazzup, list)
  list.channels.then(undefined, () => forget(wazzup, list))
  return list
}

function forget(wazzup: object, list: ChannelList): void {
  if (lists.get(wazzup) === list) lists.delete(wazzup)
}
