import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

/** One line of a menu. */
export interface MenuItem {
  label: string
  icon?: IconName
  run(): void
}

export interface MenuProps {
  /** Label of the button for screen readers. */
  label: string
  icon: IconName
  items: readonly MenuItem[]
}

const GAP = 4

/** Places a list below its button or, without enough room, above it. */
function place(list: HTMLElement, button: HTMLElement): void {
  list.showPopover()
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = list
  const fitsBelow = bottom + GAP + height <= innerHeight
  list.style.top = `${fitsBelow ? bottom + GAP : Math.max(GAP, top - GAP - height)}px`
  list.style.left = `${left + width <= innerWidth ? left : Math.max(GAP, right - width)}px`
}

/** A button that opens a list: arrow keys move, Escape closes, and the focus returns to the button. */
export function Menu({ label, icon, items }: MenuProps) {
  const [open, setOpen] = useState<'open' | 'shut'>('shut')
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  // A layout effect, so that the next key reaches the list.
  useLayoutEffect(() => {
    if (open === 'shut') return
    place(list.current!, button.current!)
    list.current!.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
  }, [open])

  useEffect(() => {
    if (open === 'shut') return
    const shutOutside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen('shut')
    }
    document.addEventListener('pointerdown', shutOutside)
    return () => document.removeEventListener('pointerdown', shutOutside)
  }, [open])

  /** Closes the list when something else takes the focus, such as the search for a chat. */
  function left({ relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null && !root.current?.contains(relatedTarget as Node)) setOpen('shut')
  }

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
    <div class="menu" ref={root} data-open={open} onFocusOut={left}>
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
        <div class="menu-list" popover="manual" role="menu" aria-label={label} ref={list} onKeyDown={move}>
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
