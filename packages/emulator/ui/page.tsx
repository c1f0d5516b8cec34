import { useLayoutEffect, useState } from 'preact/hooks'
import { Header } from './header.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { Intro } from './intro.tsx'
import { ChannelBar } from './phones/channel-bar.tsx'
import { Phones } from './phones/phones.tsx'
import { Switcher } from './phones/switcher.tsx'
import { announcement } from './state/announce.ts'
import { closeDrawer, covers, drawer, openTab } from './state/drawer.ts'
import { renderNow } from './state/render-now.ts'
import { t } from './text/text.ts'
import { Trouble } from './trouble.tsx'

/** Returns whether a key is Ctrl+K, with any layout of the keyboard. */
function isSearchKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (altKey || shiftKey || !(ctrlKey || metaKey)) return false
  // A layout of Latin letters may have its K at another place; other layouts have no K.
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === 'k' : code === 'KeyK'
}

/** The whole page. */
export function Page() {
  const [switcher, setSwitcher] = useState<'open' | 'shut'>('shut')
  // A layout effect, so that shortcuts work as soon as the page is drawn.
  useLayoutEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (isSearchKey(event)) {
        event.preventDefault()
        renderNow(() => setSwitcher('open'))
        const field = document.querySelector<HTMLInputElement>('#switcher')
        field?.focus()
        field?.select()
      }
      const isOfDialog = event.target instanceof Element && event.target.closest('dialog') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !isOfDialog && covers.value) closeDrawer()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
  return (
    <div class="page" data-drawer={drawer.value}>
      <div class="behind" inert={covers.value}>
        <a class="skip" href="#phones">
          {t.value.skipToPhones}
        </a>
        <a
          class="skip"
          href="#inspector"
          onClick={(event) => {
            event.preventDefault()
            openTab()
          }}
        >
          {t.value.skipToInspector}
        </a>
        <Header onSearch={() => renderNow(() => setSwitcher('open'))} />
        <Intro />
        <ChannelBar />
        <Phones />
      </div>
      {covers.value && <div class="scrim" onClick={closeDrawer} />}
      <Inspector />
      <Trouble />
      {switcher === 'open' && <Switcher onClose={() => setSwitcher('shut')} />}
      <p class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </div>
  )
}
