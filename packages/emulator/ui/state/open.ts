import { batch, effect, signal } from '@preact/signals'
import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { chats, chatsByChannel } from './account.ts'
import { drawer } from './drawer.ts'
import { navigate } from './navigate.ts'

/** A customer who has not written yet. */
export interface Draft {
  id: string
  name: string
  phone?: string
  username?: string
}

/** View of a phone: its chats, one chat, or the draft of a first message. */
export type View =
  | { shows: 'chats'; from?: string }
  /** `begun` is the id of the draft that has become this chat. */
  | { shows: 'chat'; key: string; begun?: string }
  | { shows: 'draft'; draft: Draft }

/** The views of the phones that the user chose, by channel. */
export const views = signal<ReadonlyMap<string, View>>(new Map())

/** Number of resets of the emulator, so that nothing from before a reset is shown after it. */
export const era = signal(0)

/** The emulator's default customer, so that the user can write immediately. */
export const firstCustomer = { name: 'Dora', phone: '79000000301', username: 'dora' }

const firstDraftOf = (channelId: string): Draft => ({ id: `first-${era.value}-${channelId}`, ...firstCustomer })

export const isFirst = ({ id }: Pick<Draft, 'id'>): boolean => id.startsWith('first-')

let drafts = 0

/** Creates a draft with an id of its own. */
export function newDraft(customer: Omit<Draft, 'id'>): Draft {
  drafts += 1
  return { id: `draft-${Date.now()}-${drafts}`, ...customer }
}

/** Drafts that have become chats. */
const begun = new Map<string, string>()

/** Returns the key of the chat that a draft has become. */
export const becameOf = (id: string): string | undefined => begun.get(id)

/** Returns the view of a phone: the chosen one, its chats or, without chats, the draft of a first message. */
export function viewOf(channelId: string): View {
  const chosen = views.value.get(channelId)
  const became = chosen?.shows === 'draft' ? becameOf(chosen.draft.id) : undefined
  if (became !== undefined && chats.value.has(became)) return { shows: 'chat', key: became }
  if (chosen && (chosen.shows !== 'chat' || chats.value.has(chosen.key))) return chosen
  return chatsByChannel.value.has(channelId) ? { shows: 'chats' } : { shows: 'draft', draft: firstDraftOf(channelId) }
}

function put(channelId: string, view: View): void {
  views.value = new Map(views.peek()).set(channelId, view)
}

/** Shows something on a phone. */
export const show = (channelId: string, view: View): void => navigate(() => put(channelId, view))

/** Returns to the list of chats; `from` is the id of the draft or the key of the chat that was open. */
export const showChats = (channelId: string, from: string): void => show(channelId, { shows: 'chats', from })

/** Resets the view of every phone. */
export function showNothing(): void {
  era.value += 1
  begun.clear()
  views.value = new Map()
  arrival.value = undefined
}

/** Keeps the first draft of a phone on it, even if another customer begins a chat. */
export function holdDraft(channelId: string, draft: Draft): void {
  if (!views.peek().has(channelId)) put(channelId, { shows: 'draft', draft })
}

/** Lets the first draft of a phone go: the phone shows its chats if there are any. */
export function letDraftGo(channelId: string, draft: Draft): void {
  const view = views.peek().get(channelId)
  if (view?.shows !== 'draft' || view.draft.id !== draft.id) return
  const next = new Map(views.peek())
  next.delete(channelId)
  views.value = next
}

/** Turns a draft into its chat as soon as the page has received it, and then calls a function. */
export function showBegun(channelId: string, draft: Draft, key: string, then: () => void): void {
  const born = era.peek()
  const stop = effect(() => {
    const isOver = era.value !== born
    if (!isOver && !chats.value.has(key)) return
    queueMicrotask(() => {
      stop()
      if (isOver || begun.has(draft.id)) return
      batch(() => {
        begun.set(draft.id, key)
        then()
        const view = views.peek().get(channelId)
        if (view?.shows === 'draft' && view.draft.id === draft.id)
          put(channelId, { shows: 'chat', key, begun: draft.id })
      })
    })
  })
}

/** Returns whether a customer on this channel has a phone number and not a username. */
export const isByPhone = ({ transport }: ChannelView): boolean =>
  ['whatsapp', 'wapi', 'viber', 'tgapi', 'max'].includes(transport)

/** Channel of the visible phone in a narrow window. */
export const front = signal<string | undefined>(undefined)

/** Scrolls a phone into view. */
export function scrollTo(channelId: string): void {
  requestAnimationFrame(() => {
    const phone = document.getElementById(`phone-${channelId}`)
    phone?.scrollIntoView({ inline: 'center', block: 'nearest' })
  })
}

export function bringToFront(channelId: string): void {
  navigate(() => (front.value = channelId))
  scrollTo(channelId)
}

/** Channel of the phone that the user selected, until its message field has the focus. */
export const arrival = signal<string | undefined>(undefined)

/** Opens a chat, or the first message of a phone without chats, and focuses the message field. */
export function goTo(channelId: string, key?: string): void {
  navigate(() => {
    if (key !== undefined) put(channelId, { shows: 'chat', key })
    else if (viewOf(channelId).shows === 'chats') put(channelId, { shows: 'draft', draft: firstDraftOf(channelId) })
    front.value = channelId
    drawer.value = 'shut'
    arrival.value = channelId
  })
  scrollTo(channelId)
}
