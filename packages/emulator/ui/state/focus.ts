// When the focused element is removed, the browser moves the focus to the top of the page, and a keyboard user loses
// the position. This module moves the focus to the nearest element instead.

/** Parts of the page; the focus stays inside of a part if possible. */
const PARTS = 'section, aside, main, nav, dialog, .header'
const USABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'
/** Temporary parts; after they close, the previously focused element gets the focus again. */
const PASSING = '[role=alert], .intro'

const SWITCHED_OFF = ':disabled, [hidden]'

const canTake = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  !element.matches(SWITCHED_OFF) &&
  element.closest('[inert]') === null &&
  element.checkVisibility({ visibilityProperty: true })

const usableIn = (part: Element): HTMLElement[] =>
  [...part.querySelectorAll(USABLE)].filter(canTake).filter(({ tabIndex }) => tabIndex >= 0)

/** Returns whether no element has the focus. It runs at every change of the page, so it does not read styles. */
const isLost = (): boolean => {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.matches(SWITCHED_OFF)
}

/** The last focused elements, the newest last. */
let history: HTMLElement[] = []
const LONGEST_HISTORY = 20

/** Position of a removed element. */
interface Gap {
  parent: Element
  /** The next sibling. */
  next: Node | null
}

/** Returns the focusable element after a gap, or else the one before it. */
function nearest(part: Element, { parent, next }: Gap): HTMLElement | undefined {
  const isBehind = (element: Element): boolean => {
    const from = next ?? parent
    if (next?.contains(element)) return true
    const follows = from.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    return follows !== 0 && (next !== null || !parent.contains(element))
  }
  const usable = usableIn(part)
  return usable.find(isBehind) ?? usable.at(-1)
}

/**
 * Returns a focusable element near a gap: the one that contains it, or else a neighbour in the same part of the page.
 */
function around(gap: Gap): HTMLElement | undefined {
  for (let holder: Element | null = gap.parent; holder; holder = holder.parentElement) {
    if (holder.hasAttribute('tabindex') && canTake(holder)) return holder
    const found = holder.matches(PARTS) ? nearest(holder, gap) : undefined
    if (found) return found
  }
  return undefined
}

const lastUsable = (): HTMLElement | undefined => history.findLast((element) => element.isConnected && canTake(element))

/** Focuses an element or, if it was removed, the last focused element that still exists. */
export function giveFocus(element: Element | null): void {
  const wanted = element && element !== document.body && element.isConnected && canTake(element) ? element : undefined
  const target = wanted ?? lastUsable() ?? document.querySelector<HTMLElement>('[data-focus=home]')
  ;(target as HTMLElement | null)?.focus({ preventScroll: true })
}

/** Returns the gap that the removed or moved element with the focus left. */
function gapLeftBy(lost: HTMLElement, records: readonly MutationRecord[]): { gap: Gap; passing: boolean } | undefined {
  // Use the outermost removed element, because its parent may have been removed too.
  const record = records.findLast(
    ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(lost)),
  )
  if (!record) return undefined
  const { target, nextSibling, removedNodes } = record
  const next = nextSibling?.isConnected ? nextSibling : null
  const passing = [...removedNodes].some((node) => node instanceof Element && node.matches(PASSING))
  return { gap: { parent: target as Element, next }, passing }
}

function keep(records: readonly MutationRecord[]): void {
  const lost = history.at(-1)
  if (!lost || !isLost()) return
  if (lost.isConnected && canTake(lost)) {
    // A moved element loses the focus and gets it back. A click on empty space removes the focus on purpose.
    if (gapLeftBy(lost, records)) lost.focus({ preventScroll: true })
    return
  }
  const left = lost.isConnected
    ? { gap: { parent: lost.parentElement!, next: lost }, passing: false }
    : gapLeftBy(lost, records)
  const before = left?.passing ? lastUsable() : undefined
  giveFocus(before ?? (left && (around(left.gap) ?? nearest(document.body, left.gap))) ?? null)
}

/** Starts to keep the focus. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    history = [...history, target as HTMLElement].slice(-LONGEST_HISTORY)
  })
  // A click on empty space removes the focus on purpose.
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target as Element).closest(`${USABLE}, label`)) history = []
  })
  new MutationObserver(keep).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'hidden'],
  })
}
