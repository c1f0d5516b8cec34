import { messageIdOf } from './message-id.ts'
import type { SendInput } from '../../api/messages/send-input.ts'
import { escapePart, toChatKey } from '../port/chat-key.ts'
import type { Hash } from '../port/hash.ts'
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
export async function routeOf(input: SendInput, entryId: string, index: number, hash: Hash): Promise<Route> {
  const { channelId, chatType, chatId, phone, username, crmUserId, ...content } = input as unknown as AnyInput
  return {
    channelId,
    chatType,
    chatId: chatId ?? null,
    phone: chatId === undefined && phone !== undefined ? digitsOf(phone) : null,
    username: chatId === undefined && phone === undefined && username !== undefined ? nameOf(username) : null,
    crmUserId: crmUserId ?? null,
    content: await contentOfInput(content, hash),
    crmMessageId: messageIdOf(await hash(['crmMessageId', entryId, index])),
    lane: `out/${laneOf(input as unknown as AnyInput)}`,
  }
}

function laneOf({ channelId, chatType, chatId, phone, username }: AnyInput): string {
  if (chatId !== undefined) return toChatKey({ channelId, chatType, chatId })
  const customer = phone === undefined ? `@${nameOf(String(username))}` : `phone:${digitsOf(phone)}`
  return `${escapePart(channelId)}/${escapePart(customer)}`
}

/** An outgoing item of Wazzup. */
interface EchoContent {
  type?: string | null | undefined
  text?: string | null | undefined
  contentUri?: string | null | undefined
}

/** Returns what the echo of a content is recognized by. Of files and templates only the kind: their texts and links differ. */
async function contentOfInput({ text, templateId }: Partial<AnyInput>, hash: Hash): Promise<string> {
  if (templateId !== undefined || text?.startsWith('@template:')) return 'template'
  return text === undefined ? 'file' : `text:${await hash(plainText(text))}`
}

export async function contentOfEcho({ type, text, contentUri }: EchoContent, hash: Hash): Promise<string> {
  if (type === 'wapi_template') return 'template'
  if (contentUri || (type && type !== 'text')) return 'file'
  return `text:${await hash(plainText(text ?? ''))}`
}

/** Returns whether an echo came in the chat of a route. */
export function isSameChat(
  route: Route,
  echo: {
    channelId?: string | null | undefined
    chatType?: string | null | undefined
    chatId?: string | null | undefined
    contact?: { phone?: string | null | undefined; username?: string | null | undefined } | null | undefined
  },
): boolean {
  if (echo.channelId !== route.channelId || echo.chatType?.toLowerCase() !== route.chatType.toLowerCase()) return false
  if (route.chatId !== null) return echo.chatId === route.chatId
  const { phone, username } = echo.contact ?? {}
  if (route.phone !== null) return digitsOf(phone ?? '') === route.phone
  return nameOf(username ?? '') === route.username
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '')
}

function nameOf(username: string): string {
  return username.replace(/^@/, '').toLowerCase()
}

function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC').trim()
}
