import { effect, signal, type Signal } from '@preact/signals'
import { kept } from '../state/kept.ts'
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

const isRecord = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value)

// Both survive a reload of the page.
const texts = kept<Readonly<Record<string, string>>>('unsent', {}, isRecord, () => sessionStorage)
/** Drafts that the user began, by channel. */
const drafts = kept<Readonly<Record<string, readonly Draft[]>>>('drafts', {}, isRecord, () => sessionStorage)

const all = new Map<string, Signal<Unsent>>(
  Object.entries(texts.peek()).map(([owner, text]) => [owner, signal({ ...nothing, text })]),
)

function keepTexts(): void {
  const entries = [...all].map(([owner, unsent]) => [owner, unsent.peek().text] as const)
  texts.value = Object.fromEntries(entries.filter(([, text]) => text !== ''))
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
  if (part.text !== undefined) keepTexts()
}

const joined = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n')

/** Moves what is not sent yet from a draft to the chat that it has become. */
export function moveUnsent(from: string, to: string): void {
  const { text, ...rest } = unsentOf(from).peek()
  changeUnsent(to, { ...rest, text: joined(unsentOf(to).peek().text, text) })
  changeUnsent(from, nothing)
}

/** Gives a message back that could not be sent, before what was typed after it. */
export function giveBack(sender: string, { pointing, text }: Pick<Unsent, 'pointing' | 'text'>): void {
  const owner = becameOf(sender) ?? sender
  const now = unsentOf(owner).peek()
  if (pointing?.how === 'edit') {
    if (!now.pointing) changeUnsent(owner, { pointing, correction: text })
    return
  }
  changeUnsent(owner, { text: joined(text, now.text), pointing: now.pointing ?? pointing })
}

/** Keeps a draft, so that the list of chats shows it while it has a text. */
export function keepDraft(channelId: string, draft: Draft): void {
  const known = drafts.peek()[channelId] ?? []
  if (known.some(({ id }) => id === draft.id)) return
  drafts.value = { ...drafts.peek(), [channelId]: [draft, ...known] }
}

/** Returns the drafts of a channel that have a text. */
export const draftsOf = (channelId: string): readonly Draft[] =>
  (drafts.value[channelId] ?? []).filter(({ id }) => unsentOf(id).value.text !== '')

// Nothing from before a reset is sent after it.
effect(() => {
  if (era.value === 0) return
  all.clear()
  drafts.value = {}
  keepTexts()
})
