import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Avatar } from '../pieces/avatar.tsx'
import type { Draft } from '../state/open.ts'
import { t } from '../text/text.ts'
import { write } from '../composer/write.ts'

/** An empty chat: the customer, and a suggested first message. */
export function Begin({ channel, draft }: { channel: ChannelView; draft: Draft }) {
  return (
    <div class="messages begin">
      <Avatar name={draft.name} />
      <p>{t.value.firstMessageHint(draft.name)}</p>
      {t.value.suggestions.map((text) => (
        <button
          type="button"
          class="suggestion"
          key={text}
          onClick={() =>
            void write({ channel, to: { draft }, author: 'customer', said: { text }, pointing: undefined })
          }
        >
          {text}
        </button>
      ))}
    </div>
  )
}
