import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

/** One line of a menu. */
export interface MenuItem {
  label: string
  icon?: IconName
  run(): void
}

export interface MenuProps {
  /** What a screen reader says of the button. */
  label: string
  icon: IconName
  items: readonly MenuItem[]
}

/** A button that opens a list: arrows move, Escape closes, and the focus comes back. */
export function Menu({ label, icon, items }: MenuProps) {
  const [open, setOpen] = useState<'open' | 'shut'>('shut')
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (open === 'shut') return
    list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const shutOutside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen('shut')
    }
    document.addEventListener('pointerdown', shutOutside)
    return () => document.removeEventListener('pointerdown', shutOutside)
  }, [open])

  function shut(): void {
    setOpen('shut')
    button.current?.focus()
  }

  function move(event: KeyboardEvent): void {
    if (event.key === 'Tab') return setOpen('shut')
    if (event.key === 'Escape') {
      event.stopPropagation()
      return shut()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = lines.indexOf(document.activeElement as HTMLElement)
    lines.at((at + step) % lines.length)?.focus()
  }

  return (
    <div class="menu" ref={root} data-open={open}>
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open === 'open'}
        onClick={() => setOpen(open === 'open' ? 'shut' : 'open')}
      >
        <Icon name={icon} />
      </button>
      {open === 'open' && (
        <div class="menu-list" role="menu" aria-label={label} ref={list} onKeyDown={move}>
          {items.map((item) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={item.label}
              onClick={() => {
                shut()
                item.run()
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
