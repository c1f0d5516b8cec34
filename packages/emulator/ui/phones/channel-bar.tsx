import { useLayoutEffect, useRef } from 'preact/hooks'
import { Messenger, nameOf } from '../pieces/messenger.tsx'
import { Unread } from '../pieces/unread.tsx'
import { chatsByChannel, phones } from '../state/account.ts'
import { bringToFront, front } from '../state/open.ts'
import { t } from '../text/text.ts'

/** All messengers in one line: selects a phone, and marks phones with unread messages. */
export function ChannelBar() {
  const shown = phones.value
  const bar = useRef<HTMLElement>(null)
  const isLoaded = shown.length > 0
  useLayoutEffect(() => {
    bar.current!.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [front.value, isLoaded])
  return (
    <nav class="channel-bar" aria-label={t.value.channels} ref={bar}>
      {shown.map((channel) => {
        const { channelId, transport, state } = channel
        const unread = (chatsByChannel.value.get(channelId) ?? []).reduce((sum, chat) => sum + chat.unread, 0)
        const current = channelId === (front.value ?? shown[0]?.channelId)
        return (
          <button
            type="button"
            key={channelId}
            aria-current={current ? 'true' : undefined}
            data-state={state === 'active' ? 'active' : 'other'}
            title={state === 'active' ? undefined : state}
            onClick={() => bringToFront(channelId)}
          >
            <Messenger transport={transport} />
            {nameOf(channel, t.value)}
            <Unread count={unread} />
          </button>
        )
      })}
    </nav>
  )
}
