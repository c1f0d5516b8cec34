import type { Transport } from '../api/values.ts'
import type { Open } from '../schema/fields.ts'
import { getTransportFacts, type transportFacts } from './transports.ts'

type ChatTypesOf<Kind extends Transport> = (typeof transportFacts)[Kind]['chatTypes']['value']

/** The kind of a channel, as `channels.list` returns it: it may be missing there. */
export type KindOfChannel = Open<Transport> | null | undefined

/** The `chatType` of a private chat on a kind of channel; undefined when the kind is missing. */
export type ChatTypeOf<Kind extends KindOfChannel> = Kind extends Transport
  ? ChatTypesOf<Kind>[0]
  : Kind extends string
    ? string
    : undefined

/**
 * Returns the `chatType` of a private chat on a channel: `whatsapp` for WABA, `telegram` for both kinds of Telegram. A kind
 * of channel that Wazzup does not document is returned as it is; our assumption.
 *
 * @param channel the `transport` of the channel, as `channels.list` returns it
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * getChatType({ transport: 'wapi' }) // 'whatsapp'
 */
export function getChatType<const Kind extends KindOfChannel>(channel: {
  transport?: Kind | undefined
}): ChatTypeOf<Kind> {
  const transport = channel.transport ?? undefined
  const known = transport === undefined ? undefined : getTransportFacts(transport)?.chatTypes.value[0]
  return (known ?? transport) as ChatTypeOf<Kind>
}
