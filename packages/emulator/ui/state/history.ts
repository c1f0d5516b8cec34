import { batch, effect } from '@preact/signals'
import { closeDialogs } from './dialogs.ts'
import { drawer, isNarrow, tab, tabs, type Tab } from './drawer.ts'
import { kindOfChange } from './navigate.ts'
import { front, isFirst, scrollTo, views, type View } from './open.ts'

// The history of the browser keeps what is open on the page, so that a reload and the Back button find it again.

/** What is open on the page. */
interface Place {
  views: [channelId: string, view: View][]
  front: string | null
  tab: Tab
  drawer: 'open' | 'shut'
}

/** An entry of the browser's history. */
interface Entry {
  version: 1
  index: number
  place: Place
  /** What the previous entry shows. */
  before?: string | undefined
}

let index = 0
let before: string | undefined
let current: Place | undefined

const isEntry = (state: unknown): state is Entry =>
  typeof state === 'object' &&
  state !== null &&
  (state as Partial<Entry>).version === 1 &&
  Array.isArray((state as Entry).place.views) &&
  tabs.includes((state as Entry).place.tab)

/** Returns the current place. A phone that shows its chats is left out, because it does so without a view. */
const placeNow = (): Place => ({
  views: [...views.value].filter(([, { shows }]) => shows !== 'chats'),
  front: front.value ?? null,
  tab: tab.value,
  drawer: drawer.value,
})

/** Returns what the user sees of a place, as JSON. */
function seenOf(place: Place): string {
  const isHidden = isNarrow.peek() && place.drawer === 'shut'
  return JSON.stringify({ ...place, tab: isHidden ? null : place.tab })
}

function write(how: 'pushState' | 'replaceState'): void {
  try {
    history[how]({ version: 1, index, place: current!, before } satisfies Entry, '')
  } catch {
    // Some browsers limit the number of entries for a time.
  }
}

/** Writes a changed place into the history: navigations as a new entry. */
function note(): void {
  const place = placeNow()
  if (JSON.stringify(place) === JSON.stringify(current)) return
  const seen = seenOf(place)
  const seenBefore = current && seenOf(current)
  current = place
  // What is closed again leaves no entry, because Back skips entries that show the same.
  const isNew = kindOfChange() === 'navigation' && seenBefore !== undefined && seen !== seenBefore && seen !== before
  if (!isNew) return write('replaceState')
  index += 1
  before = seenBefore
  write('pushState')
}

/** Returns whether a phone shows the first draft, to which it returns without a view. */
const isFirstView = (view: View): boolean => view.shows === 'draft' && isFirst(view.draft)

/** Returns the list that replaces a chat. If the chat has the focus, its line in the list gets it. */
function listAfter(channelId: string, left: View): View {
  const phone = document.getElementById(`phone-${channelId}`)
  if (left.shows === 'chats' || !phone?.contains(document.activeElement)) return { shows: 'chats' }
  return { shows: 'chats', from: left.shows === 'chat' ? left.key : left.draft.id }
}

function restore(place: Place): void {
  const moves = place.front !== null && place.front !== front.peek()
  const next = new Map(place.views)
  for (const [channelId, left] of views.peek())
    if (!next.has(channelId) && !isFirstView(left)) next.set(channelId, listAfter(channelId, left))
  batch(() => {
    views.value = next
    front.value = place.front ?? undefined
    tab.value = place.tab
    drawer.value = place.drawer
  })
  if (moves) scrollTo(place.front!)
}

function went({ state }: PopStateEvent): void {
  // A link within the page has made a new entry.
  if (!isEntry(state)) return write('replaceState')
  const step = Math.sign(state.index - index)
  if (step === 0) return
  if (closeDialogs()) return history.go(-step)
  ;({ index, before } = state)
  if (current && seenOf(state.place) === seenOf(current)) return history.go(step)
  restore(state.place)
}

/** Restores the place from before a reload, and keeps each place in the history. */
export function keepPlace(): void {
  const state: unknown = history.state
  if (isEntry(state)) {
    ;({ index, before } = state)
    restore(state.place)
  }
  effect(note)
  addEventListener('popstate', went)
}
