import { line } from './state/account.ts'
import { problem } from './state/ask.ts'
import { Icon } from './pieces/icon.tsx'
import { t } from './text/text.ts'

/** What did not work, until somebody has seen it. */
export function Trouble() {
  const text = line.value === 'lost' ? t.value.lost : problem.value
  if (text === undefined) return null
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <p>{text}</p>
      {line.value !== 'lost' && (
        <button
          type="button"
          class="icon-button"
          aria-label={t.value.close}
          onClick={() => (problem.value = undefined)}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}
