import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { ChatHead } from '../../src/server/page-api/page-types.ts'
import { nameOfChat } from '../state/name-of-chat.ts'
import { rejectedSends } from '../state/notes.ts'
import { loadOlder, type Thread } from '../state/threads.ts'
import { day } from '../state/time.ts'
import { t } from '../text/text.ts'
import { Bubble } from './bubble.tsx'
import type { Pointing } from '../composer/writing.ts'
import { LastWord } from './last-word.tsx'
import { Rejection } from './rejection.tsx'
import { timelineOf } from './timeline.ts'

export interface MessagesProps {
  chat: ChatHead
  thread: Thread | undefined
  onPoint(pointing: Pointing): void
}

/** Maximum distance from the end at which a new message scrolls the list to the end. */
const NEAR_PX = 60

/** Messages of a chat, the newest at the bottom; the scroll position is kept. */
export function Messages({ chat, thread, onPoint }: MessagesProps) {
  const box = useRef<HTMLDivElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  /** Distance from the end, which is kept while the content grows. */
  const fromEnd = useRef(0)

  function keepPlace(): void {
    const { current } = box
    if (current) current.scrollTop = current.scrollHeight - current.clientHeight - fromEnd.current
  }
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(keepPlace)
    watcher.observe(inside.current!)
    watcher.observe(box.current!)
    return () => watcher.disconnect()
  }, [])
  const loaded = thread !== undefined
  // The observer runs only in the next frame, and would undo a scroll that comes before it.
  useLayoutEffect(keepPlace, [loaded])

  function scrolled(event: Event & { currentTarget: HTMLDivElement }): void {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    const distance = scrollHeight - clientHeight - scrollTop
    fromEnd.current = distance < NEAR_PX ? 0 : distance
    if (scrollTop < NEAR_PX) void loadOlder(chat.key)
  }

  const rejected = rejectedSends.value.get(chat.key)
  const timeline = useMemo(() => timelineOf(thread?.messages ?? [], rejected ?? []), [thread, rejected])
  return (
    <div
      class="messages"
      ref={box}
      onScroll={scrolled}
      tabIndex={0}
      role="log"
      aria-label={t.value.chatWith(nameOfChat(chat, t.value))}
    >
      <div ref={inside}>
        {thread === undefined && <p class="hint">{t.value.loading}</p>}
        {thread !== undefined && thread.first > 0 && (
          <button type="button" class="older" onClick={() => void loadOlder(chat.key)}>
            {t.value.older}
          </button>
        )}
        {timeline.map((item) => {
          if (item.is === 'day')
            return (
              <p class="day" key={item.key}>
                {day(item.at)}
              </p>
            )
          if (item.is === 'rejection') return <Rejection key={item.key} line={item.line} />
          return <Bubble key={item.key} message={item.message} group={chat.group} onPoint={onPoint} />
        })}
        <LastWord chat={chat} />
      </div>
    </div>
  )
}
