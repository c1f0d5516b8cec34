import { line } from './state/account.ts'
import { problem, type Problem } from './state/ask.ts'
import { Icon } from './pieces/icon.tsx'
import { t } from './text/text.ts'

/** The last failed action, until the user dismisses it. */
export function Trouble() {
  const trouble: Problem | undefined = line.value === 'lost' ? { says: 'page', text: t.value.lost } : problem.value
  if (trouble === undefined) return null
  const { says, text } = trouble
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <p>
        {says === 'emulator' && `${t.value.emulatorSays} `}
        <span lang={says === 'emulator' ? 'en' : undefined}>{text}</span>
      </p>
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
