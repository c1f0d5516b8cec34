import type { Transport } from '../api/values.ts'
import type { Open } from '../schema/fields.ts'
import { getTransportFacts, type transportFacts } from './transports.ts'

type ChatTypesOf<Kind extends Transport> = (typeof transportFacts)[Kind]['chatTypes']['value']

/** The `chatType` of a private chat on a kind of channel. */
export type ChatTypeOf<Kind extends string> = Kind extends Transport ? ChatTypesOf<Kind>[0] : string

/**
 * Returns the `chatType` of a private chat on a channel: `whatsapp` for WABA, `telegram` for both kinds of Telegram. A kind
 * of channel that Wazzup does not document is returned as it is; our assumption.
 *
 * @param channel the `transport` of the channel, as `channels.list` returns it
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * getChatType({ transport: 'wapi' }) // 'whatsapp'
 */
export function getChatType<const Kind extends Open<Transport>>(channel: { transport: Kind }): ChatTypeOf<Kind> {
  const { transport } = channel
  return (getTransportFacts(transport)?.chatTypes.value[0] ?? transport) as ChatTypeOf<Kind>
}
