import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { t } from '../text/text.ts'

export interface AuthorProps {
  message: MessageView
  /** Whether the chat is a group, in which customers are named too. */
  group: true | undefined
}

/** Author of a message: the app through the API, an operator, or the member of a group. */
export function Author({ message: { from, author }, group }: AuthorProps) {
  if (from === 'customer') return group ? <p class="author">{author ?? t.value.member}</p> : null
  if (from === 'app')
    return (
      <p class="author" title={t.value.fromAppHint}>
        <Icon name="bolt" />
        {t.value.fromApp}
      </p>
    )
  const where = { wazzup: t.value.fromWazzup, crm: t.value.fromCrm, phone: t.value.fromPhone }[from]
  return (
    <p class="author">
      <Icon name={from === 'phone' ? 'phone' : 'person'} />
      <span>{author ? `${author}, ${where}` : where}</span>
    </p>
  )
}
