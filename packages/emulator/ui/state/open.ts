import { effect, signal } from '@preact/signals'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { chats } from './account.ts'

/** A customer who has not written yet. */
export interface Draft {
  name: string
  phone?: string
  username?: string
}

/** What a phone shows: its chats, one of them, or one that is about to begin. */
export type View =
  | { shows: 'chats'; from?: string }
  | { shows: 'chat'; key: string; because?: 'begun' }
  | { shows: 'draft'; draft: Draft }

const views = signal<ReadonlyMap<string, View>>(new Map())

export const viewOf = (channelId: string): View | undefined => views.value.get(channelId)

export function show(channelId: string, view: View): void {
  views.value = new Map(views.peek()).set(channelId, view)
}

/** Goes back to the chats; `from` names the one that was open. */
export const showChats = (channelId: string, from?: string): void =>
  show(channelId, { shows: 'chats', ...(from === undefined ? {} : { from }) })

/** Every phone begins anew. */
export function showNothing(): void {
  views.value = new Map()
}

/** Opens a chat that was just begun, once the page has heard of it. */
export function showBegun(channelId: string, key: string): void {
  const stop = effect(() => {
    if (!chats.value.has(key)) return
    queueMicrotask(() => {
      stop()
      show(channelId, { shows: 'chat', key, because: 'begun' })
    })
  })
}

/** The emulator's own first customer, so that one can write at once. */
export const firstDraft: Draft = { name: 'Dora', phone: '79000000301', username: 'dora' }

/** Whether a chat on this channel is named by a phone, or by a name in the messenger. */
export const isByPhone = ({ transport }: ChannelView): boolean =>
  ['whatsapp', 'wapi', 'viber', 'tgapi', 'max'].includes(transport)

/** The phone that is looked at in a narrow window. */
export const front = signal<string | undefined>(undefined)

/** Brings a phone into view. */
export function bringToFront(channelId: string): void {
  front.value = channelId
  requestAnimationFrame(() => {
    const phone = document.getElementById(`phone-${channelId}`)
    phone?.scrollIntoView({ inline: 'center', block: 'nearest' })
  })
}

/** The chat that the user went to, until it has the focus. */
export const arrival = signal<string | undefined>(undefined)

/** Opens a chat wherever it is, and gives it the focus. */
export function goTo(channelId: string, key: string): void {
  show(channelId, { shows: 'chat', key })
  arrival.value = key
  bringToFront(channelId)
}

export type Tab = 'log' | 'channels' | 'templates' | 'faults' | 'clock' | 'connect'

export const tab = signal<Tab>('log')
/** Whether the inspector is drawn over the phones; beside them it always is. */
export const drawer = signal<'open' | 'shut'>('shut')

export function openTab(name: Tab): void {
  tab.value = name
  drawer.value = 'open'
}
