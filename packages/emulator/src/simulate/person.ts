import { chatKey, crmContactOf, type Chat } from '../account/chats.ts'
import type { EmulatedChannel } from '../account/entities.ts'
import type { WebhookContact } from '../webhooks/bodies.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** A customer: `phone` in digits with the country code, `username` without `@`. */
export interface Person {
  name?: string | undefined
  phone?: string | undefined
  username?: string | undefined
  avatarUri?: string | undefined
}

/** Customer who writes by default. */
const dora = { name: 'Dora', phone: '79000000301', username: 'dora' }

const isGroup = (chatType: string): boolean => chatType.endsWith('group')
const isByPhone = (chatType: string): boolean => chatType === 'whatsapp' || chatType === 'viber'

/** Digits of a phone on WhatsApp and Viber, an account name on Instagram, an opaque id elsewhere: of a group, the group's. */
function chatIdOfDora({ world }: SimulatedWorld, chatType: string): string {
  if (isByPhone(chatType)) return dora.phone
  return chatType === 'instagram' ? dora.username : world.chatIdFor(`${chatType} ${dora.username}`)
}

/** Returns the chat of a customer on a channel: the one that a send to this phone or username reaches, or a group. */
export function chatIdOf(
  simulated: SimulatedWorld,
  channel: EmulatedChannel,
  chatType: string,
  person?: Person,
): string {
  if (!person || isGroup(chatType)) return chatIdOfDora(simulated, chatType)
  const { name, phone, username } = person
  const needed = isByPhone(chatType) ? phone : chatType === 'instagram' ? username : (phone ?? username ?? name)
  if (needed === undefined)
    throw new Error(`Who writes in a ${chatType} chat has a ${isByPhone(chatType) ? 'phone' : 'username'}`)
  if (isByPhone(chatType) || chatType === 'instagram') return needed
  const account = phone ? `phone ${phone}` : `username ${needed}`
  return simulated.world.chatIdFor(`${channel.transport} ${account}`)
}

/**
 * A message of a Telegram group names the group as the contact, and its writer by `username` only: observed in
 * production. Of other groups nothing is known.
 */
function contactOfTelegramGroup(simulated: SimulatedWorld, chat: Chat, { username }: Person): WebhookContact {
  const known = simulated.world.state.customers.get(chatKey(chat))
  return { name: known?.name ?? `Group ${chat.chatId}`, ...(username === undefined ? {} : { username }) }
}

/** Username on Telegram; phone on Telegram, MAX and, as observed in production, WhatsApp. */
function accountsOf(chatType: string, { phone, username }: Person): WebhookContact {
  const hasPhone = ['telegram', 'max', 'whatsapp'].includes(chatType) && phone !== undefined
  return {
    ...(chatType === 'telegram' && username !== undefined ? { username } : {}),
    ...(hasPhone ? { phone } : {}),
  }
}

/** Returns the contact of a chat: as given, as known, or made up. */
export function contactOf(simulated: SimulatedWorld, chat: Chat, person?: Person): WebhookContact {
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
}
