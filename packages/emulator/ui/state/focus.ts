// A keyboard user is lost when the element that has the focus goes away: the browser begins again at the
// top of the page. Here the focus goes to what is nearest instead.

/** Where a part of the page ends: the focus stays inside, if it can. */
const PARTS = 'section, aside, main, nav, dialog, .header'
const USABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'
/** Parts that come and go: what had the focus before has it again. */
const PASSING = '[role=alert], .intro'

const SWITCHED_OFF = ':disabled, [hidden]'

const canTake = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  !element.matches(SWITCHED_OFF) &&
  element.checkVisibility({ visibilityProperty: true })

const usableIn = (part: Element): HTMLElement[] =>
  [...part.querySelectorAll(USABLE)].filter(canTake).filter(({ tabIndex }) => tabIndex >= 0)

/** Asked at every change of the page, so without a look at styles. */
const isLost = (): boolean => {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.matches(SWITCHED_OFF)
}

/** The last ones that had the focus, the newest last. */
let history: HTMLElement[] = []
const LONGEST_HISTORY = 20

/** A place in the page where something was. */
interface Gap {
  parent: Element
  /** What stands behind it. */
  next: Node | null
}

/** What follows a gap, or else what comes before it. */
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

/** What can take the focus around a gap: what holds it, else a neighbour in the same part of the page. */
function around(gap: Gap): HTMLElement | undefined {
  for (let holder: Element | null = gap.parent; holder; holder = holder.parentElement) {
    if (holder.hasAttribute('tabindex') && canTake(holder)) return holder
    const found = holder.matches(PARTS) ? nearest(holder, gap) : undefined
    if (found) return found
  }
  return undefined
}

const lastUsable = (): HTMLElement | undefined => history.findLast((element) => element.isConnected && canTake(element))

/** Gives the focus to an element or, where that is gone, to the last one that had it and is still there. */
export function giveFocus(element: Element | null): void {
  const wanted = element && element !== document.body && element.isConnected && canTake(element) ? element : undefined
  const target = wanted ?? lastUsable() ?? document.querySelector<HTMLElement>('[data-focus=home]')
  ;(target as HTMLElement | null)?.focus({ preventScroll: true })
}

/** What was removed or moved together with the element that had the focus. */
function gapLeftBy(lost: HTMLElement, records: readonly MutationRecord[]): { gap: Gap; passing: boolean } | undefined {
  // The outermost one that is still in the page counts: its parent may have gone along.
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
    // Moved, which takes the focus from it; or left by a click beside everything, which is meant.
    if (gapLeftBy(lost, records)) lost.focus({ preventScroll: true })
    return
  }
  const left = lost.isConnected
    ? { gap: { parent: lost.parentElement!, next: lost }, passing: false }
    : gapLeftBy(lost, records)
  const before = left?.passing ? lastUsable() : undefined
  giveFocus(before ?? (left && (around(left.gap) ?? nearest(document.body, left.gap))) ?? null)
}

/** Watches the focus from now on. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    history = [...history, target as HTMLElement].slice(-LONGEST_HISTORY)
  })
  // A click beside everything takes the focus away, and is meant.
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target as Element).closest(`${USABLE}, label`)) history = []
  })
  new MutationObserver(keep).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'hidden'],
  })
}
