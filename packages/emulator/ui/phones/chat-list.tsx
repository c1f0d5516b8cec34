import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChannelView, ChatHead } from '../../src/server/page-api/page-types.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Icon } from '../pieces/icon.tsx'
import { draftsOf, unsentOf } from '../composer/unsent.ts'
import { nameOf } from '../pieces/messenger.tsx'
import { Rows } from '../pieces/rows.tsx'
import { Unread } from '../pieces/unread.tsx'
import { chatsByChannel } from '../state/account.ts'
import { nameOfChat } from '../state/name-of-chat.ts'
import { show, type Draft } from '../state/open.ts'
import { preview } from '../state/preview.ts'
import { shortTime } from '../state/time.ts'
import { t } from '../text/text.ts'
import { NewChat } from './new-chat.tsx'
import { Ticks } from './ticks.tsx'

const ROW = 66

const keyOf = (item: ChatHead | Draft): string => ('key' in item ? item.key : item.id)

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
  const { channelId } = channel
  const list: (ChatHead | Draft)[] = [...draftsOf(channelId), ...(chatsByChannel.value.get(channelId) ?? [])]
  const label = t.value.chatsOf(nameOf(channel, t.value))
  return (
    <div class="chat-list" ref={root}>
      <header class="phone-bar">
        <h2 title={label}>
          <span>{label}</span>
        </h2>
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
          keyOf={keyOf}
          draw={(item) => ('key' in item ? <ChatRow chat={item} /> : <DraftRow channelId={channelId} draft={item} />)}
        />
      )}
      {dialog === 'new' && <NewChat channel={channel} onClose={() => setDialog('none')} />}
    </div>
  )
}

/** A customer who has not written yet, with the text that is not sent. */
function DraftRow({ channelId, draft }: { channelId: string; draft: Draft }) {
  const { id, name } = draft
  return (
    <button type="button" class="chat-row" id={`chat-${id}`} onClick={() => show(channelId, { shows: 'draft', draft })}>
      <Avatar name={name} />
      <span class="chat-row-name">{name} </span>
      <UnsentText owner={id} />
    </button>
  )
}

function UnsentText({ owner }: { owner: string }) {
  return (
    <span class="chat-row-last">
      <span>
        <b>{t.value.draft}:</b> {unsentOf(owner).value.text}
      </span>
    </span>
  )
}

function ChatRow({ chat }: { chat: ChatHead }) {
  const { channelId, key, last, unread, group } = chat
  const name = nameOfChat(chat, t.value)
  const writer = group && last.from === 'customer' ? `${last.author ?? t.value.member}: ` : ''
  return (
    <button type="button" class="chat-row" id={`chat-${key}`} onClick={() => show(channelId, { shows: 'chat', key })}>
      <Avatar name={name} />
      <span class="chat-row-name">{name} </span>
      <span class="chat-row-time">{shortTime(last.at)} </span>
      {unsentOf(key).value.text === '' ? (
        <span class="chat-row-last">
          {last.from !== 'customer' && <Ticks message={last} />}
          <span>{`${writer}${preview(last, t.value)}`}</span>
        </span>
      ) : (
        <UnsentText owner={key} />
      )}
      <Unread count={unread} />
    </button>
  )
}
