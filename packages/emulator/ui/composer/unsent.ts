import { effect, signal, type Signal } from '@preact/signals'
import { becameOf, era, type Draft } from '../state/open.ts'
import type { Author, Pointing } from './writing.ts'

/** What the message field of a chat, or of a draft, has that is not sent yet. */
export interface Unsent {
  text: string
  author: Author
  pointing: Pointing | undefined
  /** Text of the message that is being edited. The text of the new message is kept meanwhile. */
  correction: string
}

const nothing: Unsent = { text: '', author: 'customer', pointing: undefined, correction: '' }

/** Drafts that the user began, by channel. */
type Drafts = [channelId: string, drafts: readonly Draft[]][]

interface Kept {
  texts: [owner: string, text: string][]
  drafts: Drafts
}

/** The texts and drafts are kept in the session of the browser, so that they survive a reload. */
const PLACE = 'wazzup-emulator/unsent'

function readKept(): Kept {
  const none: Kept = { texts: [], drafts: [] }
  try {
    return { ...none, ...(JSON.parse(sessionStorage.getItem(PLACE) ?? '{}') as Partial<Kept>) }
  } catch {
    return none
  }
}

const { texts, drafts } = readKept()
const all = new Map<string, Signal<Unsent>>(texts.map(([owner, text]) => [owner, signal({ ...nothing, text })]))
const begun = signal<ReadonlyMap<string, readonly Draft[]>>(new Map(drafts))

function keep(): void {
  const texts = [...all].map(([owner, { value }]): [string, string] => [owner, value.text])
  const kept: Kept = { texts: texts.filter(([, text]) => text !== ''), drafts: [...begun.peek()] }
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(kept))
  } catch {
    // Storage may be unavailable; the texts then last until the page is closed.
  }
}

/** Returns what is not sent yet; the owner is the key of a chat or the id of a draft. */
export function unsentOf(owner: string): Signal<Unsent> {
  const unsent = all.get(owner) ?? signal(nothing)
  all.set(owner, unsent)
  return unsent
}

export function changeUnsent(owner: string, part: Partial<Unsent>): void {
  const unsent = unsentOf(owner)
  unsent.value = { ...unsent.peek(), ...part }
  if (part.text !== undefined) keep()
}

/** Moves what is not sent yet from a draft to the chat that it has become. */
export function moveUnsent(from: string, to: string): void {
  const { text, ...rest } = unsentOf(from).peek()
  const parts = [unsentOf(to).peek().text, text].filter((part) => part !== '')
  changeUnsent(to, { ...rest, text: parts.join('\n') })
  changeUnsent(from, nothing)
}

/** Gives a message back that could not be sent, before what was typed after it. */
export function giveBack(sender: string, { pointing, text = '' }: Partial<Unsent>): void {
  const owner = becameOf(sender) ?? sender
  const now = unsentOf(owner).peek()
  if (pointing?.how === 'edit') {
    if (!now.pointing) changeUnsent(owner, { pointing, correction: text })
    return
  }
  const parts = [text, now.text].filter((part) => part !== '')
  changeUnsent(owner, {
    text: parts.join('\n'),
    ...(pointing && !now.pointing ? { pointing } : {}),
  })
}

/** Keeps a draft, so that the list of chats shows it while it has a text. */
export function keepDraft(channelId: string, draft: Draft): void {
  const known = begun.peek().get(channelId) ?? []
  if (known.some(({ id }) => id === draft.id)) return
  begun.value = new Map(begun.peek()).set(channelId, [draft, ...known])
  keep()
}

/** Returns the drafts of a channel that have a text. */
export const draftsOf = (channelId: string): readonly Draft[] =>
  (begun.value.get(channelId) ?? []).filter(({ id }) => unsentOf(id).value.text !== '')

// Nothing from before a reset is sent after it.
effect(() => {
  if (era.value === 0) return
  all.clear()
  begun.value = new Map()
  keep()
})
