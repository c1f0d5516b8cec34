import type { ChatAddress } from './chat-address.ts'

/** Returns a text that identifies a chat. Its parts are escaped, so that two chats never have the same key. */
export function toChatKey({ channelId, chatType, chatId }: ChatAddress): string {
  return [channelId, chatType, chatId].map(escapePart).join('/')
}

/** Escapes the separator. A lone surrogate, which `encodeURIComponent` rejects, stays as it is. */
export function escapePart(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('/', '%2F')
}
