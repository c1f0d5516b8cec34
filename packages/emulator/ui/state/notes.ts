import { computed } from '@preact/signals'
import type { LogLine } from '../../src/server/page-api/page-types.ts'
import { log } from './account.ts'

/** Rejected sends by chat, the oldest first. */
export const rejectedSends = computed(() => {
  const byChat = new Map<string, LogLine[]>()
  for (const line of log.value) {
    if (line.chat === undefined || !line.error) continue
    byChat.set(line.chat, [line, ...(byChat.get(line.chat) ?? [])])
  }
  return byChat
})

/** The newest delivery about each message. */
export const deliveries = computed(() => {
  const byMessage = new Map<string, LogLine>()
  for (const line of log.value) {
    for (const messageId of line.messageIds ?? []) {
      if (line.about.includes('messages') && !byMessage.has(messageId)) byMessage.set(messageId, line)
    }
  }
  return byMessage
})

/** Returns whether a send was rejected as a repeat, which is no failure. */
export const isRepeat = ({ error }: LogLine): boolean =>
  error?.code.replaceAll('_', '').toLowerCase() === 'repeatedcrmmessageid'
