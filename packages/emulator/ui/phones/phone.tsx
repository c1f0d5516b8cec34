import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { nameOf, Messenger } from '../pieces/messenger.tsx'
import { chats, chatsByChannel } from '../state/account.ts'
import { firstDraft, openTab, viewOf, type View } from '../state/open.ts'
import { clockTime, now } from '../state/time.ts'
import { t } from '../text/text.ts'
import { ChatList } from './chat-list.tsx'
import { Chat } from './chat.tsx'

export interface PhoneProps {
  channel: ChannelView
  place: 'front' | 'behind'
}

/** Returns the first view of a phone: its chats or, without chats, the draft of a first message. */
function viewNow({ channelId }: ChannelView): View {
  const chosen = viewOf(channelId)
  if (chosen?.shows === 'chat' && !chats.value.has(chosen.key)) return { shows: 'chats' }
  if (chosen) return chosen
  return chatsByChannel.value.has(channelId) ? { shows: 'chats' } : { shows: 'draft', draft: firstDraft }
}

/** The phone of one messenger: its chats, or the open one. */
export function Phone({ channel, place }: PhoneProps) {
  const { channelId, transport, state } = channel
  const name = nameOf(channel, t.value)
  const view = viewNow(channel)
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
        <Chat key={view.key} channel={channel} chat={chats.value.get(view.key)!} because={view.because} />
      )}
      {view.shows === 'draft' && <Chat key="draft" channel={channel} draft={view.draft} />}
    </section>
  )
}
