import { intro } from './state/choices.ts'
import { t } from './text/text.ts'

/** A sentence about the page and its use, until the user dismisses it. */
export function Intro() {
  if (intro.value === 'seen') return null
  return (
    <section class="intro" aria-label={t.value.title}>
      <p>{t.value.intro}</p>
      <button type="button" class="button" onClick={() => (intro.value = 'seen')}>
        {t.value.introDismiss}
      </button>
    </section>
  )
}
