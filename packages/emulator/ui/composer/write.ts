import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { act } from '../state/ask.ts'
import { firstCustomer, holdDraft, isFirst, showBegun, type Draft } from '../state/open.ts'
import { moveUnsent } from './unsent.ts'
import type { Recipient, Writing } from './writing.ts'

/** The last message to each recipient, because each message waits for the one before. */
const turns = new Map<string, Promise<unknown>>()

/** Returns the key of a chat or the id of a draft. */
export const ownerOf = (to: Recipient): string => (to.chat ? to.chat.key : to.draft.id)

/** Sends or edits a message after all earlier ones. Returns the result, or undefined when it failed. */
export async function write(writing: Writing): Promise<unknown> {
  const { channel, to } = writing
  const owner = ownerOf(to)
  if (to.draft && isFirst(to.draft)) holdDraft(channel.channelId, to.draft)
  const turn = (turns.get(owner) ?? Promise.resolve()).then(() => writeNow(writing))
  turns.set(owner, turn)
  const done = await turn
  if (turns.get(owner) === turn) turns.delete(owner)
  return done
}

/** Returns whether a message to a recipient is on its way. */
export const isWriting = (owner: string): boolean => turns.has(owner)

/** Returns the customer of a draft. The emulator has more fields of its default customer. */
function customerOf(draft: Draft): object {
  const { id: _, ...customer } = draft
  return isFirst(draft) ? {} : { from: customer }
}

/** Returns the customer of a chat; in a group, one of its members. */
function customerIn({ chatType, chatId, group }: NonNullable<Recipient['chat']>): object {
  return { chatType, chatId, ...(group ? { from: firstCustomer } : {}) }
}

async function writeNow({ channel, to, author, said, pointing }: Writing): Promise<unknown> {
  if (pointing?.how === 'edit') {
    return act('simulate.customer.edit', { messageId: pointing.message.messageId, text: said.text })
  }
  const { channelId } = channel
  if (author !== 'customer' && to.chat) {
    const { chatType, chatId } = to.chat
    return act('simulate.operator.send', { from: author, channelId, chatType, chatId, ...said })
  }
  const whom = to.chat ? customerIn(to.chat) : { chatType: channel.chatType, ...customerOf(to.draft) }
  const quotes = pointing && { quotes: pointing.message.messageId }
  const message = await act<Pick<MessageView, 'messageId'> & { chatId: string; chatType: string }>(
    'simulate.customer.send',
    { channelId, ...whom, ...quotes, ...said },
  )
  const { draft } = to
  if (message && draft) {
    const key = `${channelId}/${message.chatType}/${message.chatId}`
    showBegun(channelId, draft, key, () => moveUnsent(draft.id, key))
  }
  return message
}
