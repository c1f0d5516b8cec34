import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { t } from '../text/text.ts'

/** Status of an outgoing message: one tick, two ticks, two coloured ticks, or a red mark. */
export function Ticks({ message }: { message: MessageView }) {
  const { status } = message
  const said: Readonly<Record<string, string>> = {
    sent: t.value.statusSent,
    delivered: t.value.statusDelivered,
    read: t.value.statusRead,
    error: t.value.statusError,
  }
  const label = said[status]
  if (label === undefined) return null
  const icon = status === 'error' ? 'alert' : status === 'sent' ? 'sent' : 'delivered'
  return (
    <span class="ticks" data-status={status} title={label}>
      <Icon name={icon} />
      <span class="unseen">{label}</span>
    </span>
  )
}
