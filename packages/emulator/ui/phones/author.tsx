import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { t } from '../text/text.ts'

/** Author of a message to the customer: the app through the API, or an operator. */
export function Author({ message: { from, author } }: { message: MessageView }) {
  if (from === 'app')
    return (
      <p class="author" title={t.value.fromAppHint}>
        <Icon name="bolt" />
        {t.value.fromApp}
      </p>
    )
  const where = { wazzup: t.value.fromWazzup, crm: t.value.fromCrm, phone: t.value.fromPhone, customer: '' }[from]
  return (
    <p class="author">
      <Icon name={from === 'phone' ? 'phone' : 'person'} />
      {author ? `${author}, ${where}` : where}
    </p>
  )
}
