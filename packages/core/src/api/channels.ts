import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { channelStates, transports, type ChannelState, type Transport } from './values.ts'
import { readId, readOpen, readText, type Open } from '../schema/fields.ts'
import { readList } from '../schema/read-list.ts'
import * as docUrls from './doc-urls.ts'

/** Schema of {@link Channel}. */
export const channelSchema = lazy(() =>
  v.looseObject({
    channelId: readId(),
    transport: readOpen(transports),
    state: readOpen(channelStates),
    plainId: readText(),
    name: readText(),
  }),
)
/** An account in a messenger that is connected to Wazzup. */
export interface Channel {
  /** UUID of the channel. Use it as `channelId` in `messages.send`. */
  channelId: string
  /** Kind of channel: `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. */
  transport?: Open<Transport> | null | undefined
  /** State of the channel. Only an `active` channel can send. */
  state?: Open<ChannelState> | null | undefined
  /** Phone number, user name or messenger id of the account. */
  plainId?: string | null | undefined
  /** Name that the Wazzup account shows. Undocumented; observed in production. */
  name?: string | null | undefined
}

/** Accounts in messengers that are connected to Wazzup. https://wazzup24.ru/help/api-ru/rabota-s-kanalami/ */
export const channels = {
  /** Returns the channels of the account with their states. Only an `active` channel can send. */
  list: defineEndpoint({
    method: 'GET',
    path: '/v3/channels',
    docUrl: docUrls.channels,
    input: () => v.strictObject({}),
    output: () => readList<Channel>(channelSchema()),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    paging: { items: (list: Channel[]) => list },
  }),
}
