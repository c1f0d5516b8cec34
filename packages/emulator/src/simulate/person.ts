import { docUrls } from '@wazzup-kit/core/schemas'
import { chatKey, crmContactOf, isGroup, type Chat } from '../account/chats.ts'
import type { EmulatedChannel } from '../account/entities/entities.ts'
import { rule } from '../rules/rule.ts'
import type { WebhookContact } from '../webhooks/message-items.ts'
import type { SimulatedWorld } from './simulated-world.ts'

const { webhooks: docUrl } = docUrls

/**
 * A customer. On WhatsApp and Viber a `phone` is required, on Instagram a `username`, elsewhere any of `phone`, `username`
 * and `name`; not in groups.
 */
export interface Person {
  /**
   * Name of the customer.
   *
   * @default the name that the chat or the CRM's contact already has, or else a made-up one
   */
  name?: string | undefined
  /** Phone number: digits with the country code. Webhooks have it on WhatsApp, Telegram and MAX. */
  phone?: string | undefined
  /** User name without `@`. Webhooks have it on Telegram. */
  username?: string | undefined
  /**
   * Link to the picture of the customer.
   *
   * @default the one that the chat already has, if any
   */
  avatarUri?: string | undefined
}

/** Customer who writes by default. */
const dora = { name: 'Dora', phone: '79000000301', username: 'dora' }

const isByPhone = (chatType: string): boolean => chatType === 'whatsapp' || chatType === 'viber'

/**
 * Returns the default chat id: digits of a phone on WhatsApp and Viber, an account name on Instagram, an opaque id
 * elsewhere, or the id of a group.
 */
function chatIdOfDora({ world }: SimulatedWorld, chatType: string): string {
  if (isByPhone(chatType)) return dora.phone
  return chatType === 'instagram' ? dora.username : world.chatIdFor(`${chatType} ${dora.username}`)
}

/** Returns the chat of a customer on a channel: the one that a send to this phone or username reaches, or a group. */
export const chatIdOf = rule(
  {
    id: 'customer/chat-id',
    sentence: 'A group has its own chat id, the same for all its members. On Telegram and MAX a chat id is opaque.',
    docUrl,
    basis: 'documented',
  },
  (simulated: SimulatedWorld, channel: EmulatedChannel, chatType: string, person?: Person): string => {
    if (!person || isGroup(chatType)) return chatIdOfDora(simulated, chatType)
    const { name, phone, username } = person
    const needed = isByPhone(chatType) ? phone : chatType === 'instagram' ? username : (phone ?? username ?? name)
    if (needed === undefined)
      throw new Error(`A customer of a ${chatType} chat needs a ${isByPhone(chatType) ? 'phone' : 'username'}`)
    if (isByPhone(chatType) || chatType === 'instagram') return needed
    const account = phone ? `phone ${phone}` : `username ${needed}`
    return simulated.world.chatIdFor(`${channel.transport} ${account}`)
  },
)

const contactOfTelegramGroup = rule(
  {
    id: 'customer/group',
    sentence:
      'In a Telegram group `contact.name` is the name of the group, and `contact.username` is the account of the customer who writes.',
    docUrl,
    basis: 'observed in production',
    option: 'simulate.customer.send({ chatType, from })',
  },
  (simulated: SimulatedWorld, chat: Chat, { username }: Person): WebhookContact => {
    const known = simulated.world.state.customers.get(chatKey(chat))
    return { name: known?.name ?? `Group ${chat.chatId}`, ...(username === undefined ? {} : { username }) }
  },
)

const accountsOf = rule(
  [
    {
      id: 'customer/contact',
      sentence:
        '`contact` has a name, `avatarUri` when it is known, on Telegram a `username` without @, and on Telegram and MAX a `phone`.',
      docUrl,
      basis: 'documented',
      option: 'simulate.customer.send({ from })',
    },
    {
      id: 'customer/phone',
      sentence: '`contact` also has a `phone` on WhatsApp.',
      docUrl,
      basis: 'observed in production',
    },
  ],
  (chatType: string, { phone, username }: Person): WebhookContact => {
    const hasPhone = ['telegram', 'max', 'whatsapp'].includes(chatType) && phone !== undefined
    return {
      ...(chatType === 'telegram' && username !== undefined ? { username } : {}),
      ...(hasPhone ? { phone } : {}),
    }
  },
)

/** Returns the contact of a chat: the given one, the known one, or a default one. */
export const contactOf = rule(
  {
    id: 'customer/group-elsewhere',
    sentence: 'In groups of WhatsApp and MAX `contact` is the customer who writes.',
    docUrl,
    basis: 'our assumption',
    option: 'simulate.customer.send({ chatType, from })',
  },
  (simulated: SimulatedWorld, chat: Chat, person?: Person): WebhookContact => {
    const { chatType, chatId } = chat
    const { state } = simulated.world
    if (chatType === 'telegroup') return contactOfTelegramGroup(simulated, chat, person ?? dora)
    const known = state.customers.get(chatKey(chat))
    if (known && !person) return known
    const isDora = chatId === chatIdOfDora(simulated, chatType)
    const madeUp: Person = chatType === 'whatsapp' ? { phone: chatId } : isDora ? dora : {}
    const name = crmContactOf(state, chat)?.name ?? (isDora ? dora.name : `Customer ${chatId}`)
    const avatarUri = person?.avatarUri ?? known?.avatarUri
    return {
      name: person?.name ?? known?.name ?? name,
      ...(avatarUri === undefined ? {} : { avatarUri }),
      ...accountsOf(chatType, { ...madeUp, ...person }),
    }
  },
)

/** Functions of this file that implement rules. */
export const personRules = [chatIdOf, accountsOf, contactOfTelegramGroup, contactOf]
