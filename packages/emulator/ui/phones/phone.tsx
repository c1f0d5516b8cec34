import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { nameOf, Messenger } from '../pieces/messenger.tsx'
import { chats } from '../state/account.ts'
import { openTab } from '../state/drawer.ts'
import { viewOf } from '../state/open.ts'
import { clockTime, now } from '../state/time.ts'
import { t } from '../text/text.ts'
import { ChatList } from './chat-list.tsx'
import { Chat } from './chat.tsx'

export interface PhoneProps {
  channel: ChannelView
  place: 'front' | 'behind'
}

/** The phone of one messenger: its chats, or the open one. */
export function Phone({ channel, place }: PhoneProps) {
  const { channelId, transport, state } = channel
  const name = nameOf(channel, t.value)
  const view = viewOf(channelId)
  return (
    <section class="phone" id={`phone-${channelId}`} data-transport={transport} data-place={place} aria-label={name}>
      <div class="phone-top">
        <span class="phone-time">{clockTime(now())}</span>
        <span class="phone-name">
          <Messenger transport={transport} />
          {name}
        </span>
        {state === 'active' ? (
          <span class="phone-state" data-state="active" title={state} />
        ) : (
          <button type="button" class="phone-state" data-state="other" onClick={() => openTab('channels')}>
            {state}
          </button>
        )}
      </div>
      {view.shows === 'chats' && <ChatList channel={channel} from={view.from} />}
      {view.shows === 'chat' && (
        <Chat key={view.begun ?? view.key} channel={channel} chat={chats.value.get(view.key)!} />
      )}
      {view.shows === 'draft' && <Chat key={view.draft.id} channel={channel} draft={view.draft} />}
    </section>
  )
}
