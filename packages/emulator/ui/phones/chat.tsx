import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChannelView, ChatHead } from '../../src/server/page-api/page-types.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Icon } from '../pieces/icon.tsx'
import { act } from '../state/ask.ts'
import { reading } from '../state/choices.ts'
import { arrival, showChats, type Draft } from '../state/open.ts'
import { forget, threadOf } from '../state/threads.ts'
import { t } from '../text/text.ts'
import { Begin } from './begin.tsx'
import { Composer } from './composer.tsx'
import { Messages } from './messages.tsx'
import type { Pointing } from './writing.ts'

export type ChatProps = { channel: ChannelView } & (
  | { chat: ChatHead; because?: 'begun' | undefined; draft?: undefined }
  | { draft: Draft; because?: undefined; chat?: undefined }
)

/** Delay before messages are read, so that the two grey ticks are visible first. */
const READ_AFTER_MS = 700

/** An open chat: its messages and the composer. */
export function Chat({ channel, chat, draft, because }: ChatProps) {
  const [pointing, point] = useState<Pointing | undefined>(undefined)
  const header = useRef<HTMLHeadingElement>(null)
  const name = chat?.name ?? draft?.name ?? ''
  const account = chat?.account ?? draft?.phone ?? draft?.username

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
    if (document.activeElement === document.body && chat && !because) header.current?.focus({ preventScroll: true })
  }, [])

  // The user selected this chat, which may have been open already.
  const arrives = chat !== undefined && arrival.value === chat.key
  useLayoutEffect(() => {
    if (!arrives) return
    arrival.value = undefined
    header.current?.focus({ preventScroll: true })
  }, [arrives])

  return (
    <div class="chat">
      <header class="phone-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={t.value.back}
          onClick={() => showChats(channel.channelId, chat?.key ?? 'draft')}
        >
          <Icon name="back" />
        </button>
        <Avatar name={name} />
        <h2 ref={header} tabIndex={-1}>
          {name}
          {account !== undefined && <small>{account}</small>}
        </h2>
      </header>
      {chat ? (
        <Messages chat={chat} thread={threadOf(chat.key).value} onPoint={point} />
      ) : (
        <Begin channel={channel} draft={draft} />
      )}
      <Composer
        channel={channel}
        to={chat ? { chat } : { draft: draft! }}
        because={because}
        pointing={pointing}
        onDone={() => point(undefined)}
      />
    </div>
  )
}
