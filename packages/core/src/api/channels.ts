import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { channelStates, transports, type ChannelState, type Transport } from './values.ts'
import { readId, readOpen, readText, type Open } from '../schema/fields.ts'
import { readList } from '../schema/read-list.ts'
import * as docUrls from './doc-urls.ts'

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
  /** Uuid of the channel; goes into `channelId` of a send. */
  channelId: string
  /** Kind of channel: `wapi` is WABA, `tgapi` a personal Telegram, `telegram` a Telegram bot. */
  transport?: Open<Transport> | null | undefined
  /** Only `active` channels send. */
  state?: Open<ChannelState> | null | undefined
  /** Phone, username or messenger id of the account. */
  plainId?: string | null | undefined
  /** Name in the cabinet. Undocumented; observed in production. */
  name?: string | null | undefined
}

/** Accounts in messengers that are connected to Wazzup. https://wazzup24.ru/help/api-ru/rabota-s-kanalami/ */
export const channels = {
  /** Returns the channels of the account with their states. Only `active` channels send. */
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
