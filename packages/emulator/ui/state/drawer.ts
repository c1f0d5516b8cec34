import { computed, signal } from '@preact/signals'
import { navigate } from './navigate.ts'

// In a narrow window the inspector is a drawer over the phones; in a wide one it is always beside them.

export const tabs = ['log', 'channels', 'templates', 'faults', 'clock', 'connect'] as const

/** A tab of the inspector. */
export type Tab = (typeof tabs)[number]

export const tab = signal<Tab>('log')

export const drawer = signal<'open' | 'shut'>('shut')

/** Number of times that the user went to the inspector. */
export const arrivalsAtInspector = signal(0)

/** The element from which the user went to the inspector. */
let opener: Element | null = null

export const openerOfDrawer = (): Element | null => opener

/** The same width as in the style sheets. */
const query = matchMedia('(max-width: 1180px)')

export const isNarrow = signal(query.matches)

/** Whether the inspector covers the phones. */
export const covers = computed(() => isNarrow.value && drawer.value === 'open')

query.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches
  // The inspector is beside the phones now, and does not cover them when the window becomes narrow again.
  if (!matches) drawer.value = 'shut'
})

export const selectTab = (name: Tab): void => navigate(() => (tab.value = name))

/** Opens the inspector, and moves the focus to one of its tabs. */
export function openTab(name: Tab = tab.peek()): void {
  if (!covers.peek()) opener = document.activeElement
  navigate(() => {
    tab.value = name
    if (isNarrow.peek()) drawer.value = 'open'
    arrivalsAtInspector.value += 1
  })
}

export const closeDrawer = (): void => navigate(() => (drawer.value = 'shut'))
