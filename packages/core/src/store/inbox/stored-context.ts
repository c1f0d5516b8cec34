import { createOptionError } from '../../errors/validation-error.ts'
import { createMissingClientError, type ReplyTo } from '../../webhooks/handle/reply.ts'
import { openChat, type Chat } from '../handling/pauses.ts'
import type { ChatAddress } from '../port/chat-address.ts'
import type { StoreDriver } from '../port/driver.ts'
import type { InboxSetup } from './inbox-parts.ts'

/** Returns the context of a handler of a stored event. */
export function createStoredContext(options: {
  driver: StoreDriver
  account: string
  parts: InboxSetup
  id: string
  attempt: number
  replayed: boolean
  raw: unknown
  signal: AbortSignal
  chat: ChatAddress | undefined
  reply: ReplyTo | undefined
}): object {
  const { driver, account, parts, id, attempt, replayed, raw, signal, chat, reply } = options
  return {
    id,
    attempt,
    replayed,
    raw,
    signal,
    ...(reply && { reply }),
    get chat(): Chat {
      return chat ? openChat(driver, account, chat) : withoutChat
    },
    get wazzup() {
      if (!parts.wazzup) throw createMissingClientError()
      return parts.wazzup
    },
    get outbox() {
      if (!parts.outbox) {
        throw createOptionError('outbox', 'is missing: pass it to createWebhooks({ outbox })')
      }
      return parts.outbox
    },
  }
}

const rejectWithoutChat = async (): Promise<never> => {
  throw createOptionError('chat', 'is missing: the event does not say its chat')
}

const withoutChat: Chat = { pause: rejectWithoutChat, resume: rejectWithoutChat, isPaused: rejectWithoutChat }
