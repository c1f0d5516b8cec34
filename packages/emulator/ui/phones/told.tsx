import { Icon } from '../pieces/icon.tsx'
import { deliveries } from '../state/notes.ts'
import { t } from '../text/text.ts'

/** Whether the app received a customer's message, and how it responded. */
export function Told({ messageId }: { messageId: string }) {
  const delivery = deliveries.value.get(messageId)
  if (!delivery) return null
  const { status, milliseconds = 0 } = delivery
  const well = status === 200
  const label =
    status === undefined
      ? t.value.telling
      : status === null
        ? t.value.toldNoResponse
        : t.value.toldYourApp(status, milliseconds)
  return (
    <span class="told" data-told={status === undefined ? 'not yet' : well ? 'well' : 'badly'} title={label}>
      <Icon name={status === undefined ? 'clock' : 'arrow'} />
      {status !== undefined && <span aria-hidden="true">{status ?? '✕'}</span>}
      <span class="unseen">{label}</span>
    </span>
  )
}
