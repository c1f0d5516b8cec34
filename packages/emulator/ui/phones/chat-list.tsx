import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChannelView, ChatHead } from '../../src/server/page-api/page-types.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Icon } from '../pieces/icon.tsx'
import { nameOf } from '../pieces/messenger.tsx'
import { Rows } from '../pieces/rows.tsx'
import { chatsByChannel } from '../state/account.ts'
import { show } from '../state/open.ts'
import { preview } from '../state/preview.ts'
import { shortTime } from '../state/time.ts'
import { t } from '../text/text.ts'
import { NewChat } from './new-chat.tsx'
import { Ticks } from './ticks.tsx'

const ROW = 66

/** The chats of one phone, the newest first. */
export function ChatList({ channel, from }: { channel: ChannelView; from?: string | undefined }) {
  const root = useRef<HTMLDivElement>(null)
  // After the user returns from a chat, its line gets the focus.
  useLayoutEffect(() => {
    if (from === undefined) return
    const line = [...root.current!.querySelectorAll<HTMLElement>('.chat-row')].find(({ id }) => id === `chat-${from}`)
    const target = line ?? root.current!.querySelector<HTMLElement>('.rows, .empty .button')
    target?.focus({ preventScroll: true })
  }, [])
  const [dialog, setDialog] = useState<'none' | 'new'>('none')
  const list = chatsByChannel.value.get(channel.channelId) ?? []
  const label = t.value.chatsOf(nameOf(channel, t.value))
  return (
    <div class="chat-list" ref={root}>
      <header class="phone-bar">
        <h2>{label}</h2>
        <button type="button" class="icon-button" aria-label={t.value.newChat} onClick={() => setDialog('new')}>
          <Icon name="plus" />
        </button>
      </header>
      {list.length === 0 ? (
        <div class="empty">
          <p>{t.value.noChats}</p>
          <p>{t.value.noChatsHint}</p>
          <button type="button" class="button" onClick={() => setDialog('new')}>
            {t.value.newChat}
          </button>
        </div>
      ) : (
        <Rows
          label={label}
          items={list}
          height={ROW}
          keyOf={({ key }) => key}
          draw={(chat) => <ChatRow chat={chat} />}
        />
      )}
      {dialog === 'new' && <NewChat channel={channel} onClose={() => setDialog('none')} />}
    </div>
  )
}

function ChatRow({ chat }: { chat: ChatHead }) {
  const { channelId, key, name, last, unread } = chat
  return (
    <button type="button" class="chat-row" id={`chat-${key}`} onClick={() => show(channelId, { shows: 'chat', key })}>
      <Avatar name={name} />
      <span class="chat-row-name">{name} </span>
      <span class="chat-row-time">{shortTime(last.at)} </span>
      <span class="chat-row-last">
        {last.from !== 'customer' && <Ticks message={last} />}
        <span>{preview(last, t.value)}</span>
      </span>
      {unread > 0 && (
        <span class="badge">
          <span aria-hidden="true">{unread}</span>
          <span class="unseen">{t.value.unread(unread)}</span>
        </span>
      )}
    </button>
  )
}
