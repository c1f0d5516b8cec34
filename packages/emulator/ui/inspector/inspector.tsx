import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from '../pieces/icon.tsx'
import { faults } from '../state/account.ts'
import { giveFocus } from '../state/focus.ts'
import {
  arrivalsAtInspector,
  closeDrawer,
  covers,
  openerOfDrawer,
  selectTab,
  tab,
  tabs,
  type Tab,
} from '../state/drawer.ts'
import { t } from '../text/text.ts'
import { Channels } from './channels.tsx'
import { Clock } from './clock.tsx'
import { Connect } from './connect.tsx'
import { Faults } from './faults.tsx'
import { Log } from './log.tsx'
import { Templates } from './templates.tsx'

const icons: Readonly<Record<Tab, IconName>> = {
  log: 'log',
  channels: 'radio',
  templates: 'template',
  faults: 'bolt',
  clock: 'clock',
  connect: 'plug',
}
const panels = { log: Log, channels: Channels, templates: Templates, faults: Faults, clock: Clock, connect: Connect }

/** Moves the focus from the closed inspector to the element that opened it. */
function giveFocusBack(aside: HTMLElement): void {
  const { activeElement } = document
  if (activeElement !== document.body && !aside.contains(activeElement)) return
  const opener = openerOfDrawer()
  giveFocus(opener?.isConnected ? opener : document.querySelector('.header .drawer-tool'))
}

/** The inspector beside the phones: log, connection, account and faults. */
export function Inspector() {
  const aside = useRef<HTMLElement>(null)
  const Panel = panels[tab.value]
  const switchedOn = (faults.value?.calls.active.length ?? 0) + (faults.value?.deliveries.active.length ?? 0)

  // The inspector takes the focus each time that the user goes to it.
  useLayoutEffect(() => {
    if (arrivalsAtInspector.value === 0 && !covers.value) return
    aside.current!.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()
  }, [arrivalsAtInspector.value])

  // Not all tabs fit into the narrowest windows.
  useLayoutEffect(() => {
    document.getElementById(`tab-${tab.value}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab.value, covers.value])

  const covered = useRef(covers.value)
  useLayoutEffect(() => {
    if (covered.current && !covers.value) giveFocusBack(aside.current!)
    covered.current = covers.value
  }, [covers.value])

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    tab.value = tabs.at((tabs.indexOf(tab.value) + step) % tabs.length)!
    document.getElementById(`tab-${tab.value}`)?.focus()
  }

  return (
    <aside class="inspector" id="inspector" aria-label={t.value.inspector} ref={aside}>
      <div class="tabs">
        <div role="tablist" aria-label={t.value.inspector} onKeyDown={move}>
          {tabs.map((name) => (
            <button
              type="button"
              role="tab"
              key={name}
              id={`tab-${name}`}
              aria-selected={tab.value === name}
              aria-controls="panel"
              tabIndex={tab.value === name ? 0 : -1}
              onClick={() => selectTab(name)}
            >
              <Icon name={icons[name]} />
              {t.value[name]}
              {name === 'faults' && switchedOn > 0 && <span class="badge">{switchedOn}</span>}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button drawer-tool" aria-label={t.value.closeInspector} onClick={closeDrawer}>
          <Icon name="close" />
        </button>
      </div>
      <div class="panel" id="panel" role="tabpanel" tabIndex={-1} aria-labelledby={`tab-${tab.value}`}>
        <Panel />
      </div>
    </aside>
  )
}
