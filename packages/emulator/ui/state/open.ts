import { effect, signal } from '@preact/signals'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { chats } from './account.ts'

/** A customer who has not written yet. */
export interface Draft {
  name: string
  phone?: string
  username?: string
}

/** View of a phone: its chats, one chat, or the draft of a first message. */
export type View =
  | { shows: 'chats'; from?: string }
  | { shows: 'chat'; key: string; because?: 'begun' }
  | { shows: 'draft'; draft: Draft }

const views = signal<ReadonlyMap<string, View>>(new Map())

export const viewOf = (channelId: string): View | undefined => views.value.get(channelId)

export function show(channelId: string, view: View): void {
  views.value = new Map(views.peek()).set(channelId, view)
}

/** Returns to the list of chats; `from` is the key of the chat that was open. */
export const showChats = (channelId: string, from?: string): void =>
  show(channelId, { shows: 'chats', ...(from === undefined ? {} : { from }) })

/** Resets the view of every phone. */
export function showNothing(): void {
  views.value = new Map()
}

/** Opens a new chat as soon as the page has received it. */
export function showBegun(channelId: string, key: string): void {
  const stop = effect(() => {
    if (!chats.value.has(key)) return
    queueMicrotask(() => {
      stop()
      show(channelId, { shows: 'chat', key, because: 'begun' })
    })
  })
}

/** The emulator's default customer, so that the user can write immediately. */
export const firstDraft: Draft = { name: 'Dora', phone: '79000000301', username: 'dora' }

/** Returns whether a customer on this channel has a phone number and not a username. */
export const isByPhone = ({ transport }: ChannelView): boolean =>
  ['whatsapp', 'wapi', 'viber', 'tgapi', 'max'].includes(transport)

/** Channel of the visible phone in a narrow window. */
export const front = signal<string | undefined>(undefined)

/** Scrolls a phone into view. */
export function bringToFront(channelId: string): void {
  front.value = channelId
  requestAnimationFrame(() => {
    const phone = document.getElementById(`phone-${channelId}`)
    phone?.scrollIntoView({ inline: 'center', block: 'nearest' })
  })
}

/** Key of the chat that the user selected, until it has the focus. */
export const arrival = signal<string | undefined>(undefined)

/** Opens a chat on its phone and focuses it. */
export function goTo(channelId: string, key: string): void {
  show(channelId, { shows: 'chat', key })
  arrival.value = key
  bringToFront(channelId)
}

export type Tab = 'log' | 'channels' | 'templates' | 'faults' | 'clock' | 'connect'

export const tab = signal<Tab>('log')
/** Whether the inspector covers the phones in a narrow window; in a wide one it is always beside them. */
export const drawer = signal<'open' | 'shut'>('shut')

export function openTab(name: Tab): void {
  tab.value = name
  drawer.value = 'open'
}
