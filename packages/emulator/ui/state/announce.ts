import { signal } from '@preact/signals'
import type { StreamEvents } from '../../src/server/page-api/page-types.ts'
import { t } from '../text/text.ts'
import { chats } from './account.ts'
import { nameOfChat } from './name-of-chat.ts'
import { preview } from './preview.ts'

/** Next text for screen readers. */
export const announcement = signal('')

/** Announces the newest message that the user did not write. */
export function announce(told: readonly StreamEvents['message'][]): void {
  const fresh = told.filter(({ message, chat }) => {
    return message.from !== 'customer' && chats.value.get(chat.key)?.last.messageId !== message.messageId
  })
  const newest = fresh.findLast(({ message, chat }) => chat.last.messageId === message.messageId)
  if (newest)
    announcement.value = `${t.value.chatWith(nameOfChat(newest.chat, t.value))}: ${preview(newest.message, t.value)}`
}
