import type { MessageHappening } from '../../account/changes.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { WebhookContact, WebhookMessage } from '../../webhooks/message-items.ts'
import { chatKey, crmContactOf, isGroup, type Chat } from '../../account/chats.ts'
import { dialogKey } from '../../account/dialogs.ts'
import { viewOf } from './message-view.ts'
import type { ChatHead, ChatKey, MessagePage, MessageView, StreamEvents } from './page-types.ts'

/** Messages by chat, so that the messages of one chat are found without a search through all messages. */
export interface ChatIndex {
  heads(): ChatHead[]
  /** Returns up to 50 messages before a position, by default the newest ones. */
  page(key: ChatKey, before?: number): MessagePage
  /** Returns the ids of the messages that the customer can read and has not read. */
  unread(key: ChatKey): string[]
  /** Updates the index after a change of a message; adds a new message. */
  note(messageId: string, happened: MessageHappening): void
  /** Returns the current message and its chat; undefined when there is no such message. */
  look(messageId: string): StreamEvents['message'] | undefined
  reset(): void
}

interface Entry {
  ids: string[]
  order: number
  unread: Set<string>
}

const PAGE = 50

/** Returns whether a message is unread: sent or delivered by the account, and not deleted. */
const isUnread = ({ isEcho, status, isDeleted }: WebhookMessage): boolean =>
  isEcho && !isDeleted && (status === 'sent' || status === 'delivered')

/** Creates an index of the current messages. */
export function createChatIndex(emulator: Pick<Emulator, 'state' | 'ledger' | 'clock'>): ChatIndex {
  const { state, ledger, clock } = emulator
  let chats = new Map<ChatKey, Entry>()
  let sent = new Map<string, LedgerEntry>()
  let edited = new Set<string>()
  /** Place of each message in its chat, and its time by the emulator's clock: its own `dateTime` may be rounded or set by the test. */
  let seen = new Map<string, Pick<MessageView, 'came' | 'place'>>()

  function sentOf(messageId: string): LedgerEntry | undefined {
    for (let at = sent.size; at < ledger.length; at += 1) sent.set(ledger[at]!.messageId, ledger[at]!)
    return sent.get(messageId)
  }

  function show(message: WebhookMessage): MessageView {
    const { messageId } = message
    const view = viewOf(emulator, message, sentOf(messageId))
    return { ...view, ...seen.get(messageId), ...(edited.has(messageId) ? { edited: true } : {}) }
  }

  function sort(message: WebhookMessage, came: number): Entry {
    const key = dialogKey(message)
    const entry = chats.get(key) ?? { ids: [], order: 0, unread: new Set() }
    chats.set(key, entry)
    const { messageId } = message
    if (!seen.has(messageId)) {
      entry.order = seen.size
      seen.set(messageId, { came, place: entry.ids.length })
      entry.ids.push(messageId)
    }
    if (isUnread(message)) entry.unread.add(messageId)
    else entry.unread.delete(messageId)
    return entry
  }

  /** Returns the names of a chat. Of a group, only on Telegram the contact of a message is the group itself. */
  function namesOf(chat: Chat): Pick<ChatHead, 'name' | 'account' | 'group'> {
    const { chatType, chatId } = chat
    const contact: WebhookContact = state.customers.get(chatKey(chat)) ?? {}
    if (!isGroup(chatType)) {
      const account = contact.phone ?? contact.username
      return { name: contact.name ?? chatId, ...(account ? { account } : {}) }
    }
    const own = chatType === 'telegroup' ? contact.name : undefined
    return { name: own ?? crmContactOf(state, chat)?.name ?? chatId, group: true }
  }

  function headOf(key: ChatKey, { ids, order, unread }: Entry): ChatHead {
    const last = state.messages.get(ids.at(-1)!)!
    const { channelId, chatType, chatId } = last
    return {
      key,
      channelId,
      chatType,
      chatId,
      ...namesOf(last),
      unread: unread.size,
      count: ids.length,
      order,
      last: show(last),
    }
  }

  function reset(): void {
    chats = new Map()
    sent = new Map()
    edited = new Set()
    seen = new Map()
    for (const message of state.messages.values()) sort(message, Date.parse(message.dateTime))
  }
  reset()

  return {
    heads: () => [...chats].map(([key, entry]) => headOf(key, entry)),
    page(key, before = Number.POSITIVE_INFINITY) {
      const ids = chats.get(key)?.ids ?? []
      const end = Math.min(before, ids.length)
      const first = Math.max(0, end - PAGE)
      return { messages: ids.slice(first, end).map((id) => show(state.messages.get(id)!)), first }
    },
    unread: (key) => [...(chats.get(key)?.unread ?? [])],
    note(messageId, happened) {
      const message = state.messages.get(messageId)
      if (message) sort(message, clock.now())
      if (happened === 'edited') edited.add(messageId)
    },
    look(messageId) {
      const message = state.messages.get(messageId)
      const entry = message && chats.get(dialogKey(message))
      return entry && { message: show(message), chat: headOf(dialogKey(message), entry) }
    },
    reset,
  }
}
