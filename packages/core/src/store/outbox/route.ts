import { messageIdOf } from './message-id.ts'
import { contentOfSend, digitsOf, nameOf, type ComparedContent } from '../../api/messages/same-message.ts'
import { escapePart, toChatKey } from '../port/chat-key.ts'
import type { Hash } from '../port/hash.ts'
import type { Outgoing } from './outgoing.ts'
import type { Route } from './record.ts'

/** The fields of an input that address a customer, and the content. */
interface AnyInput {
  channelId: string
  chatType: string
  chatId?: string
  phone?: string
  username?: string
  crmUserId?: string
  text?: string
  contentUri?: string
  templateId?: string
}

/** Returns what is stored of a route beside its input. */
export async function routeOf(input: Outgoing, entryId: string, index: number, hash: Hash): Promise<Route> {
  const { channelId, chatType, chatId, phone, username, crmUserId, ...content } = input as unknown as AnyInput
  return {
    channelId,
    chatType,
    chatId: chatId ?? null,
    phone: chatId === undefined && phone !== undefined ? digitsOf(phone) : null,
    username: chatId === undefined && phone === undefined && username !== undefined ? nameOf(username) : null,
    crmUserId: crmUserId ?? null,
    content: await toStoredContent(contentOfSend(content), hash),
    crmMessageId: await messageIdOf(hash, entryId, index),
    lane: `out/${laneOf(input as unknown as AnyInput)}`,
  }
}

function laneOf({ channelId, chatType, chatId, phone, username }: AnyInput): string {
  if (chatId !== undefined) return toChatKey({ channelId, chatType, chatId })
  const customer = phone === undefined ? `@${nameOf(String(username))}` : `phone:${digitsOf(phone)}`
  return `${escapePart(channelId)}/${escapePart(customer)}`
}

/** Returns the stored form of a content. A text is hashed, because it is kept for as long as the entry. */
export async function toStoredContent(content: ComparedContent, hash: Hash): Promise<string> {
  return content.is === 'text' ? `text:${await hash(content.text)}` : content.is
}
