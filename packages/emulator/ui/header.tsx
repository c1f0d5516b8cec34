import { useState } from 'preact/hooks'
import icon from './icon.svg'
import { Dialog } from './pieces/dialog.tsx'
import { Icon, type IconName } from './pieces/icon.tsx'
import { clockAhead, subscription } from './state/account.ts'
import { act } from './state/ask.ts'
import { theme, type Theme } from './state/choices.ts'
import { drawer, openTab } from './state/drawer.ts'
import { clockTime, now, span } from './state/time.ts'
import { language, t } from './text/text.ts'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'contrast', light: 'sun', dark: 'moon' }

/** The header of the page: title, clock of the emulator, and settings of the page. */
export function Header({ onSearch }: { onSearch(): void }) {
  const [dialog, setDialog] = useState<'none' | 'reset'>('none')
  const text = t.value
  const themeNames = { system: text.themeSystem, light: text.themeLight, dark: text.themeDark }
  const nextTheme = themes[(themes.indexOf(theme.value) + 1) % themes.length]!
  const ahead = span(clockAhead.value)
  return (
    <header class="header">
      <h1>
        <img src={icon} alt="" width="28" height="28" />
        {text.title}
      </h1>
      <button type="button" class="clock-chip" onClick={() => openTab('clock')}>
        <Icon name="clock" />
        <span class="unseen">{text.clock}: </span>
        {clockTime(now())}
        {ahead !== '' && <b>+{ahead}</b>}
      </button>
      <div class="header-tools">
        <button
          type="button"
          class="tool wide"
          data-focus="home"
          onClick={onSearch}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <Icon name="search" />
          <span class="tool-name">{text.switchChat}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <button
          type="button"
          class="tool"
          lang={language.value === 'en' ? 'ru' : 'en'}
          onClick={() => (language.value = language.value === 'en' ? 'ru' : 'en')}
        >
          <Icon name="globe" />
          <span class="tool-name">{text.switchLanguage}</span>
          <span class="tool-short" aria-hidden="true">
            {language.value === 'en' ? 'RU' : 'EN'}
          </span>
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`${text.theme}: ${themeNames[theme.value]}`}
          title={`${text.theme}: ${themeNames[theme.value]}`}
          onClick={() => (theme.value = nextTheme)}
        >
          <Icon name={themeIcons[theme.value]} />
        </button>
        <button
          type="button"
          class="tool"
          aria-label={text.reset}
          title={text.reset}
          onClick={() => setDialog('reset')}
        >
          <Icon name="restart" />
        </button>
        <button
          type="button"
          class="tool drawer-tool"
          aria-label={text.openInspector}
          aria-expanded={drawer.value === 'open'}
          onClick={() => openTab()}
        >
          <Icon name="log" />
        </button>
      </div>
      {dialog === 'reset' && (
        <Dialog title={text.reset} onClose={() => setDialog('none')}>
          <p>
            {text.resetQuestion} {subscription.value?.webhooksUri && text.resetKeeps}
          </p>
          <div class="dialog-buttons">
            <button type="button" class="button quiet" onClick={() => setDialog('none')}>
              {text.cancel}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                setDialog('none')
                void act('reset', { keepSubscription: true })
              }}
            >
              {text.yesReset}
            </button>
          </div>
        </Dialog>
      )}
    </header>
  )
}
