import { intro } from './state/choices.ts'
import { t } from './text/text.ts'

/** What this is and what to do, in one sentence, until it was read. */
export function Intro() {
  if (intro.value === 'seen') return null
  return (
    <p class="intro">
      <span>{t.value.intro}</span>
      <button type="button" class="button" onClick={() => (intro.value = 'seen')}>
        {t.value.introDismiss}
      </button>
    </p>
  )
}
