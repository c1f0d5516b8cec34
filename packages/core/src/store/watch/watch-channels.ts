import { escapePart } from '../port/chat-key.ts'
import { isAhead } from '../port/is-ahead.ts'
import { checkChannelsWatch } from './check-watch.ts'
import type { ChannelHandler, KnownChannel, WatchChannelsOptions } from './watched-message.ts'

/** What is stored of a channel: what the handler was called with. */
interface ChannelRecord extends KnownChannel {
  at: number
}

/**
 * Watches all channels. The handler is called once for each change of the state or the tier of a channel, with what it was
 * before. Repeats are dropped, and so are older updates that come after newer ones. It survives a restart.
 *
 * @throws WazzupValidationError when an option is invalid, or when another watch has the name.
 * @example
 * watchChannels({ webhooks, store }, ({ channelId, state, qr }, { previous }) =>
 *   alert(channelId, previous?.state, state, qr),
 * )
 */
export function watchChannels(options: WatchChannelsOptions, handler: ChannelHandler): void {
  checkChannelsWatch(options, handler)
  const { webhooks, store, name = 'channels' } = options
  const { driver, account } = store
  webhooks.on(
    'channel',
    async (channel, { attempt, signal }) => {
      const { channelId, at } = channel
      const key = `watch/${escapePart(name)}/${escapePart(channelId)}`
      const [stored] = await driver.read(account, [key])
      const known = stored?.value as ChannelRecord | undefined
      const state = channel.state ?? known?.state
      const tier = channel.tier ?? known?.tier
      const isChange = !known || state !== known.state || tier !== known.tier
      if (known && at < known.at && !isAhead(known.at, await driver.now())) return
      const previous = known && { state: known.state, tier: known.tier }
      if (isChange) await handler(channel, { previous, attempt, signal })
      await driver.commit(account, { write: [{ key, value: { at, state, tier }, version: stored?.version }] })
    },
    { name: `watch ${name}` },
  )
}
