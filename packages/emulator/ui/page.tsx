import { useLayoutEffect, useState } from 'preact/hooks'
import { Header } from './header.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { Intro } from './intro.tsx'
import { ChannelBar } from './phones/channel-bar.tsx'
import { Phones } from './phones/phones.tsx'
import { Switcher } from './phones/switcher.tsx'
import { announcement } from './state/announce.ts'
import { drawer } from './state/open.ts'
import { renderNow } from './state/render-now.ts'
import { t } from './text/text.ts'
import { Trouble } from './trouble.tsx'

/** The whole page. */
export function Page() {
  const [switcher, setSwitcher] = useState<'open' | 'shut'>('shut')
  // A layout effect, so that shortcuts work as soon as the page is drawn.
  useLayoutEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        renderNow(() => setSwitcher('open'))
      }
      const isOfDialog = event.target instanceof Element && event.target.closest('dialog') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !isOfDialog) drawer.value = 'shut'
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
  return (
    <div class="page" data-drawer={drawer.value}>
      <a class="skip" href="#phones">
        {t.value.skipToPhones}
      </a>
      <a class="skip" href="#inspector" onClick={() => (drawer.value = 'open')}>
        {t.value.skipToInspector}
      </a>
      <Header onSearch={() => setSwitcher('open')} />
      <Intro />
      <ChannelBar />
      <Phones />
      <Inspector />
      <Trouble />
      {switcher === 'open' && <Switcher onClose={() => setSwitcher('shut')} />}
      <p class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </div>
  )
}
