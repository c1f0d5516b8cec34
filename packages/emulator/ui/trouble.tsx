import type { ComponentChildren } from 'preact'
import { line, subscriptionGone } from './state/account.ts'
import { problem } from './state/ask.ts'
import { openTab } from './state/drawer.ts'
import { Icon } from './pieces/icon.tsx'
import { t } from './text/text.ts'

/** What is wrong with the emulator: a lost connection, the last failed action, or a subscription that is gone. */
export function Trouble() {
  if (line.value === 'lost') return <Alert>{t.value.lost}</Alert>
  const failed = problem.value
  if (failed)
    return (
      <Alert onClose={() => (problem.value = undefined)}>
        {failed.says === 'emulator' && `${t.value.emulatorSays} `}
        <span lang={failed.says === 'emulator' ? 'en' : undefined}>{failed.text}</span>
      </Alert>
    )
  if (!subscriptionGone.value) return null
  return (
    <Alert onClose={() => (subscriptionGone.value = false)}>
      {`${t.value.subscriptionGone} `}
      <button type="button" class="link" onClick={() => openTab('connect')}>
        {t.value.howToConnect}
      </button>
    </Alert>
  )
}

interface AlertProps {
  /** Called when the user dismisses it; absent for one that stays. */
  onClose?(): void
  children: ComponentChildren
}

function Alert({ onClose, children }: AlertProps) {
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <p>{children}</p>
      {onClose && (
        <button type="button" class="icon-button" aria-label={t.value.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}
