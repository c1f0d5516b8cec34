import type { ChatHead, LogLine } from '../../src/server/page-api/page-types.ts'
import { faults, subscription } from '../state/account.ts'
import { deliveries, rejectedSends } from '../state/notes.ts'
import { openTab } from '../state/drawer.ts'
import { now } from '../state/time.ts'
import { t } from '../text/text.ts'

/** Time for the app to reply before the page shows a hint. */
const PATIENCE_MS = 2_500

function whyNoAnswer(delivery: LogLine | undefined, waited: number): string | undefined {
  const text = t.value
  if (!delivery) {
    const struck = faults.value?.deliveries.struck ?? 0
    return waited < PATIENCE_MS ? undefined : struck > 0 ? text.deliveryHeld : text.waitingForApp
  }
  if (delivery.status === undefined) return waited < PATIENCE_MS ? undefined : text.waitingForApp
  if (delivery.status === null) return text.appSilent(delivery.path)
  if (delivery.status !== 200) return text.appRejected(delivery.status)
  return waited < PATIENCE_MS ? undefined : text.appQuiet
}

/** A hint below a customer's message that has no reply. */
export function LastWord({ chat }: { chat: ChatHead }) {
  const { last } = chat
  if (last.from !== 'customer' || last.deleted) return null
  const came = last.came ?? last.at
  // The app sent a reply, which was rejected.
  if ((rejectedSends.value.get(chat.key)?.at(-1)?.at ?? 0) >= came) return null
  const { webhooksUri, subscriptions } = subscription.value ?? {}
  const deaf = !webhooksUri || !subscriptions?.messagesAndStatuses
  const said = deaf ? t.value.noSubscription : whyNoAnswer(deliveries.value.get(last.messageId), now() - came)
  if (said === undefined) return null
  return (
    <p class="note" data-about={deaf ? 'deaf' : 'answer'}>
      {said}{' '}
      {deaf && (
        <button type="button" class="link" onClick={() => openTab('connect')}>
          {t.value.howToConnect}
        </button>
      )}
    </p>
  )
}
