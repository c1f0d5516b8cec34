import { getTransportFacts } from '@wazzup-kit/core/messengers'
import { chatTypes, docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'
import type { Call, World } from '../../call.ts'
import { isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'

const { messages } = docUrls

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const DIGITS = /^\d+$/

export const isDigits = (value: unknown): boolean => isText(value) && DIGITS.test(value)

export const isChannelId = rule(
  {
    id: 'send/channel-id',
    sentence:
      "A `channelId` may be a UUID of any version. Version 4 is documented, but some of Wazzup's own samples have other versions.",
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (value: unknown): boolean => isText(value) && UUID.test(value),
)

export const isChatType = rule(
  {
    id: 'send/known-chat-types',
    sentence:
      'A `chatType` that is not documented is a wrong parameter. So is `instacomment`, which one public client uses.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (value: unknown): boolean => (chatTypes as readonly unknown[]).includes(value),
)

/** Returns whether `chatId`, `phone` or `username` names the chat. */
export const hasAddress = rule(
  {
    id: 'send/address',
    sentence:
      'A `chatId` is digits on WhatsApp and Viber, an account name without @ on Instagram, and opaque elsewhere. `phone` can replace it on Telegram and MAX, `username` on Telegram.',
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  ({ chatType, chatId, phone, username }: Fields): boolean => {
    if (chatId === undefined || chatId === null) {
      if (isText(phone)) return chatType === 'telegram' || chatType === 'max'
      return isText(username) && chatType === 'telegram'
    }
    if (!isText(chatId)) return false
    if (chatType === 'whatsapp' || chatType === 'viber') return DIGITS.test(chatId)
    return chatType !== 'instagram' || !chatId.startsWith('@')
  },
)

/** Returns whether a channel supports this chat type. An unknown transport supports every type. */
const carriesChatType = rule(
  {
    id: 'send/chat-types',
    sentence:
      'WABA supports the chat type `whatsapp`, as documented. The chat types of other transports follow from their names.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['WRONG_TRANSPORT'],
  },
  (transport: string, chatType: string): boolean => {
    const carried: readonly string[] | undefined = getTransportFacts(transport)?.chatTypes.value
    return carried?.includes(chatType) ?? true
  },
)

export const rejectChatType = rule(
  {
    id: 'send/wrong-transport',
    sentence:
      'Wazzup rejects a chat type that the channel does not support. `data` has the channel, its transport and the chat type.',
    docUrl: messages,
    basis: 'documented',
    codes: ['WRONG_TRANSPORT'],
  },
  (call: Call, { chatType }: Fields, { transport, channelId }: EmulatedChannel): ApiResponse | undefined => {
    const type = String(chatType)
    if (carriesChatType(transport, type)) return undefined
    return call.reject('WRONG_TRANSPORT', {
      description: `You can't send message to ${type} chat from ${transport} transport`,
      data: { channelId, transport, chatType: type },
    })
  },
)

export const rejectAccountName = rule(
  {
    id: 'send/personal-only',
    sentence:
      '`phone` and `username` can replace `chatId` on personal accounts of Telegram and MAX, not on bots. The response has the opaque chat id.',
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (call: Call, { chatId }: Fields, { transport }: EmulatedChannel): ApiResponse | undefined =>
    isText(chatId) || transport === 'tgapi' || transport === 'max'
      ? undefined
      : call.reject('INVALID_MESSAGE_DATA', { data: { fields: ['chatId'] } }),
)

/** Returns the chat id of a send: the given one, or the one that belongs to the phone or the username. */
export const resolveChatId = rule(
  [
    {
      id: 'send/same-chat-id',
      sentence: 'The same `phone` or `username` always gets the same chat id.',
      docUrl: messages,
      basis: 'our assumption',
    },
    {
      id: 'send/address-twice',
      sentence: 'When there is a `chatId`, Wazzup ignores `phone` and `username` on every channel.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (world: World, { chatId, phone, username }: Fields, { transport }: EmulatedChannel): string => {
    if (isText(chatId)) return chatId
    const account = isText(phone) ? `phone ${phone}` : `username ${String(username)}`
    return world.chatIdFor(`${transport} ${account}`)
  },
)

/** Functions of this file that implement rules. */
export const addressRules = [
  isChannelId,
  isChatType,
  hasAddress,
  rejectChatType,
  carriesChatType,
  rejectAccountName,
  resolveChatId,
]
