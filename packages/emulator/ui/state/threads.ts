import { signal, type Signal } from '@preact/signals'
import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { getMessages } from './ask.ts'

/** The loaded messages of a chat. */
export interface Thread {
  messages: MessageView[]
  /** Number of older messages. */
  first: number
}

const threads = new Map<string, Signal<Thread | undefined>>()

/** Returns the messages of a chat; undefined until they are loaded. */
export function threadOf(chat: string): Signal<Thread | undefined> {
  const known = threads.get(chat)
  if (known) return known
  const thread = signal<Thread | undefined>(undefined)
  threads.set(chat, thread)
  void load(chat, thread)
  return thread
}

async function load(chat: string, thread: Signal<Thread | undefined>, before?: number): Promise<void> {
  const page = await getMessages(chat, before)
  const have = thread.value?.messages ?? []
  // Messages that the stream delivered in the meantime are newer than the loaded page.
  const known = new Set(have.map(({ messageId }) => messageId))
  const older = page.messages.filter(({ messageId }) => !known.has(messageId))
  thread.value = { messages: [...older, ...have], first: page.first }
}

/** Loads fifty older messages. */
export async function loadOlder(chat: string): Promise<void> {
  const thread = threads.get(chat)
  if (thread?.value && thread.value.first > 0) await load(chat, thread, thread.value.first)
}

/** Drops the messages of a chat that is no longer shown. */
export function forget(chat: string): void {
  threads.delete(chat)
}

export function forgetAll(): void {
  for (const [chat, thread] of threads) void load(chat, Object.assign(thread, { value: undefined }))
}

/** Returns whether a message belongs before the loaded ones. */
const isOlder = ({ place = Number.POSITIVE_INFINITY }: MessageView, { first }: Thread): boolean => place < first

/** Adds new and changed messages to the loaded chats. */
export function putMessages(messages: readonly MessageView[]): void {
  const byChat = new Map<string, MessageView[]>()
  for (const message of messages) byChat.set(message.chat, [...(byChat.get(message.chat) ?? []), message])
  for (const [chat, changed] of byChat) {
    const thread = threads.get(chat)
    if (!thread?.value) continue
    const next = [...thread.value.messages]
    for (const message of changed) {
      const at = next.findLastIndex(({ messageId }) => messageId === message.messageId)
      if (at !== -1) next[at] = message
      else if (!isOlder(message, thread.value)) next.push(message)
    }
    thread.value = { ...thread.value, messages: next }
  }
}
