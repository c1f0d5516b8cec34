import { useState } from 'preact/hooks'
import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Explanation } from '../pieces/explanation.tsx'
import { Icon } from '../pieces/icon.tsx'
import { act } from '../state/ask.ts'
import { isSticker } from '../state/preview.ts'
import { clockTime } from '../state/time.ts'
import { t } from '../text/text.ts'
import { Author } from './author.tsx'
import { BubbleActions } from './bubble-actions.tsx'
import { Content } from './content.tsx'
import type { Pointing } from '../composer/writing.ts'
import { FailDialog } from './fail-dialog.tsx'
import { Ticks } from './ticks.tsx'
import { Told } from './told.tsx'

export interface BubbleProps {
  message: MessageView
  /** Whether the chat is a group. */
  group: true | undefined
  onPoint(pointing: Pointing): void
}

/** One message as the customer sees it: their own on the right, all others on the left. */
export function Bubble({ message, group, onPoint }: BubbleProps) {
  const [dialog, setDialog] = useState<'none' | 'fail'>('none')
  const { messageId, from, quoted, deleted, edited, error, buttons } = message
  const look = isSticker(message) && !deleted ? 'sticker' : 'plain'
  let count = -1
  return (
    <article
      class="bubble"
      tabIndex={-1}
      data-from={from === 'customer' ? 'customer' : 'business'}
      data-author={from}
      data-look={look}
    >
      <div class="bubble-body">
        <Author message={message} group={group} />
        {quoted && !deleted && <blockquote>{quoted.text ?? t.value.types[quoted.type as 'text'] ?? '…'}</blockquote>}
        {deleted ? <p class="gone">{t.value.deleted}</p> : <Content message={message} />}
        <footer>
          {edited && !deleted && <span>{t.value.edited}</span>}
          <time dateTime={new Date(message.at).toISOString()}>{clockTime(message.at)}</time>
          {from === 'customer' ? <Told messageId={messageId} /> : <Ticks message={message} />}
        </footer>
        {!deleted && <BubbleActions message={message} onPoint={onPoint} onFail={() => setDialog('fail')} />}
      </div>
      {buttons && !deleted && (
        <div class="bubble-buttons">
          {buttons.map((row, at) => (
            <div key={at}>
              {row.map(({ text, url }) => {
                count += 1
                const button = count
                if (url !== undefined)
                  return (
                    <a key={button} href={/^https?:/.test(url) ? url : undefined} target="_blank" rel="noreferrer">
                      {text} <Icon name="link" />
                      <span class="unseen">{t.value.opensLink}</span>
                    </a>
                  )
                return (
                  <button
                    type="button"
                    key={button}
                    onClick={() => void act('simulate.customer.press', { messageId, button })}
                  >
                    {text}
                  </button>
                )
              })}
            </div>
          ))}
        </div>
      )}
      {error && <Explanation error={error} />}
      {dialog === 'fail' && <FailDialog messageId={messageId} onClose={() => setDialog('none')} />}
    </article>
  )
}
