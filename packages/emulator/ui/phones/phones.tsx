import { useLayoutEffect } from 'preact/hooks'
import { phones } from '../state/account.ts'
import { front, scrollTo } from '../state/open.ts'
import { t } from '../text/text.ts'
import { Phone } from './phone.tsx'

/** All phones side by side; in a narrow window the one in front. */
export function Phones() {
  const shown = phones.value
  const isLoaded = shown.length > 0
  // After a reload, the phone that was in front is in view again.
  useLayoutEffect(() => {
    if (isLoaded && front.value !== undefined) scrollTo(front.value)
  }, [isLoaded])
  return (
    <main class="phones" id="phones" aria-label={t.value.phones}>
      {shown.map((channel) => (
        <Phone
          key={channel.channelId}
          channel={channel}
          place={channel.channelId === (front.value ?? shown[0]?.channelId) ? 'front' : 'behind'}
        />
      ))}
    </main>
  )
}
