import { createInputError } from '../errors/validation-error.ts'
import { readChatId, readPhone, readUsername } from './chat-id.ts'
import { getChatType, type ChatTypeOf, type KindOfChannel } from './chat-types.ts'
import { getTransportFacts, type Reach } from './transports.ts'

/** Fields of a send to a chat that is known. */
interface InChat<Kind extends string> {
  channelId: string
  chatType: Kind
  chatId: string
}

/** Fields of a send to a phone, on a personal Telegram and MAX. */
interface ByPhone<Kind extends string> {
  channelId: string
  chatType: Kind
  phone: string
}

/** Fields of a send to a user name, on a personal Telegram. */
interface ByUsername<Kind extends string> {
  channelId: string
  chatType: Kind
  username: string
}

/** The fields of a send that address a customer. */
export type Address = InChat<string> | ByPhone<string> | ByUsername<string>

/** The fields that address a customer on a kind of channel; undefined where the channel cannot write first. */
export type AddressOn<Kind extends KindOfChannel> = string & {} extends Kind
  ? Address | undefined
  : Kind extends 'whatsapp' | 'wapi' | 'viber'
    ? InChat<ChatTypeOf<Kind>>
    : Kind extends 'tgapi'
      ? InChat<'telegram'> | ByPhone<'telegram'> | ByUsername<'telegram'>
      : Kind extends 'max'
        ? InChat<'max'> | ByPhone<'max'>
        : Kind extends string
          ? InChat<ChatTypeOf<Kind>> | undefined
          : undefined

/** What is known of a customer. The first of the fields that the messenger takes is used. */
export interface Person {
  /** Id of the customer's chat in this messenger. */
  chatId?: string | number | null | undefined
  /** Phone number with the country code, in any notation. */
  phone?: string | number | null | undefined
  /** User name in Telegram, with or without `@`. */
  username?: string | null | undefined
}

const by = 'toAddress'

/**
 * Returns the fields of a send that address a customer through a channel. A phone becomes `chatId` on WhatsApp, WABA and Viber,
 * and `phone` on a personal Telegram and MAX. Returns undefined where a chat cannot be begun and `chatId` is not given:
 * bots, VK, Avito, Instagram, and kinds of channels that Wazzup does not document.
 *
 * @param channel `channelId` and `transport` of the channel, as `channels.list` returns them
 * @throws WazzupValidationError when what is needed is missing, or is not a phone.
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * await wazzup.messages.send({ ...toAddress(channel, { phone: '+7 912 345-67-89' }), text: 'Your order is ready' })
 */
export function toAddress<const Kind extends KindOfChannel>(
  channel: { channelId: string; transport?: Kind | undefined },
  person: Person,
): AddressOn<Kind> {
  return addressOn(channel, person) as AddressOn<Kind>
}

function addressOn({ channelId, transport }: { channelId: string; transport?: KindOfChannel }, person: Person) {
  const { chatId, phone, username } = person
  if (!isGiven(transport)) return undefined
  const to = { channelId, chatType: getChatType({ transport }) }
  if (isGiven(chatId)) return { ...to, chatId: readChatId(to.chatType, chatId, { field: 'chatId', by }) }
  const reachedBy: readonly Reach[] = getTransportFacts(transport)?.reachedBy.value ?? []
  for (const reach of reachedBy) {
    if (reach === 'username' && isGiven(username)) {
      return { ...to, username: readUsername(username, { field: 'username', by }) }
    }
    if (reach === 'username' || !isGiven(phone)) continue
    const digits = readPhone(phone, { field: 'phone', by })
    return reach === 'phone' ? { ...to, phone: digits } : { ...to, chatId: digits }
  }
  if (reachedBy.length === 0) return undefined
  const others = reachedBy.includes('username') ? ', and so are "username" and "chatId"' : ', and so is "chatId"'
  throw createInputError([{ path: 'phone', message: `is missing${others}` }], by)
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null
}
