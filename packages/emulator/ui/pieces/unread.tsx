import { t } from '../text/text.ts'

/** The number of unread messages, if there are any. */
export function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span class="badge">
      <span aria-hidden="true">{count}</span>
      <span class="unseen">{t.value.unread(count)}</span>
    </span>
  )
}
