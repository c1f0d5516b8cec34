import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Composer } from '../composer/composer.tsx'
import { changeUnsent, keepDraft, unsentOf } from '../composer/unsent.ts'
import { isWriting } from '../composer/write.ts'
import type { Pointing, Recipient } from '../composer/writing.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Icon } from '../pieces/icon.tsx'
import { act } from '../state/ask.ts'
import { reading } from '../state/choices.ts'
import { nameOfChat } from '../state/name-of-chat.ts'
import { arrival, holdDraft, isFirst, letDraftGo, showChats } from '../state/open.ts'
import { forget, threadOf } from '../state/threads.ts'
import { t } from '../text/text.ts'
import { Begin } from './begin.tsx'
import { Messages } from './messages.tsx'

export type ChatProps = { channel: ChannelView } & Recipient

/** Delay before messages are read, so that the two grey ticks are visible first. */
const READ_AFTER_MS = 700

/** An open chat: its messages and the composer. */
export function Chat({ channel, chat, draft }: ChatProps) {
  const { channelId } = channel
  const root = useRef<HTMLDivElement>(null)
  const header = useRef<HTMLHeadingElement>(null)
  const name = chat ? nameOfChat(chat, t.value) : draft.name
  const account = chat ? chat.account : (draft.phone ?? draft.username)

  useEffect(() => {
    if (!chat) return
    return () => forget(chat.key)
  }, [chat?.key])

  const unread = chat?.unread ?? 0
  useEffect(() => {
    if (!chat || unread === 0 || reading.value === 'never') return
    const timer = setTimeout(() => void act('simulate.customer.read', { chat: chat.key }), READ_AFTER_MS)
    return () => clearTimeout(timer)
  }, [chat?.key, unread, reading.value])

  // The button that opened the chat is gone, so the chat gets the focus.
  useLayoutEffect(() => {
    if (document.activeElement === document.body && chat && arrival.value !== channelId)
      header.current?.focus({ preventScroll: true })
  }, [])

  useEffect(() => {
    if (draft) keepDraft(channelId, draft)
  }, [draft?.id])

  /** The first draft stays while it is in use, even if another customer begins a chat on this phone. */
  function hold(): void {
    if (draft && isFirst(draft)) holdDraft(channelId, draft)
  }

  function letGo({ relatedTarget }: FocusEvent): void {
    const chat = root.current
    if (!draft || !isFirst(draft) || !chat || chat.contains(relatedTarget as Node | null)) return
    // The window lost the focus, and the element in it did not.
    if (relatedTarget === null && chat.contains(document.activeElement)) return
    if (unsentOf(draft.id).peek().text === '' && !isWriting(draft.id)) letDraftGo(channelId, draft)
  }

  const point = (pointing: Pointing): void =>
    changeUnsent(chat!.key, { pointing, correction: pointing.how === 'edit' ? (pointing.message.text ?? '') : '' })

  return (
    <div class="chat" ref={root} onFocusIn={hold} onFocusOut={letGo}>
      <header class="phone-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={t.value.back}
          onClick={() => showChats(channelId, chat?.key ?? draft!.id)}
        >
          <Icon name="back" />
        </button>
        <Avatar name={name} />
        <h2 ref={header} tabIndex={-1} title={name}>
          <span>{name}</span>
          {account !== undefined && <small>{account}</small>}
        </h2>
      </header>
      {chat ? (
        <Messages chat={chat} thread={threadOf(chat.key).value} onPoint={point} />
      ) : (
        <Begin channel={channel} draft={draft} />
      )}
      <Composer channel={channel} to={chat ? { chat } : { draft }} />
    </div>
  )
}
