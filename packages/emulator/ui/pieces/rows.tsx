import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface RowsProps<Item> {
  items: readonly Item[]
  /** Height of each row in pixels, as set in CSS. */
  height: number
  /** Key of the open row, which has its own height. */
  openKey?: string | undefined
  keyOf(item: Item): string
  draw(item: Item): ComponentChildren
  label: string
}

/** Number of additional rows drawn above and below the visible ones. */
const BEYOND = 8

/** A list of any length; only the visible rows are drawn. */
export function Rows<Item>({ items, height, openKey, keyOf, draw, label }: RowsProps<Item>) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [seen, setSeen] = useState(0)
  const [openHeight, setOpenHeight] = useState(height)

  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setSeen(entry!.contentRect.height))
    watcher.observe(box.current!)
    return () => watcher.disconnect()
  }, [])

  const openAt = openKey === undefined ? -1 : items.findIndex((item) => keyOf(item) === openKey)
  useLayoutEffect(() => {
    const open = box.current?.querySelector<HTMLElement>('[data-open-row]')
    if (!open) return
    const watcher = new ResizeObserver(() => setOpenHeight(open.offsetHeight))
    watcher.observe(open)
    return () => watcher.disconnect()
  }, [openKey, openAt === -1])

  const extra = openAt === -1 ? 0 : openHeight - height
  const topOf = (at: number): number => at * height + (openAt !== -1 && at > openAt ? extra : 0)
  const first = Math.max(0, Math.floor((top - Math.max(extra, 0)) / height) - BEYOND)
  const last = Math.min(items.length, Math.ceil((top + seen) / height) + BEYOND)

  return (
    <div
      class="rows"
      ref={box}
      role="list"
      aria-label={label}
      tabIndex={items.length === 0 ? -1 : 0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div class="rows-inside" role="presentation" style={{ height: `${items.length * height + extra}px` }}>
        {items.slice(first, last).map((item, offset) => {
          const at = first + offset
          const isOpen = at === openAt
          return (
            <div
              class="row"
              role="listitem"
              key={keyOf(item)}
              aria-posinset={at + 1}
              aria-setsize={items.length}
              data-open-row={isOpen ? '' : undefined}
              style={{ transform: `translateY(${topOf(at)}px)`, ...(isOpen ? {} : { height: `${height}px` }) }}
            >
              {draw(item)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
