import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { act } from '../state/ask.ts'
import { firstDraft, showBegun } from '../state/open.ts'
import type { Writing } from './writing.ts'

/** Sends or edits a message. Returns the result, or undefined when it failed. */
export async function write({ channel, to, author, said, pointing }: Writing): Promise<unknown> {
  if (pointing?.how === 'edit') {
    return act('simulate.customer.edit', { messageId: pointing.message.messageId, text: said.text })
  }
  const { channelId } = channel
  if (author !== 'customer' && to.chat) {
    const { chatType, chatId } = to.chat
    return act('simulate.operator.send', { from: author, channelId, chatType, chatId, ...said })
  }
  const whom = to.chat
    ? { chatType: to.chat.chatType, chatId: to.chat.chatId }
    : // The emulator has more fields of its default customer.
      { chatType: channel.chatType, ...(to.draft === firstDraft ? {} : { from: to.draft }) }
  const quotes = pointing && { quotes: pointing.message.messageId }
  const message = await act<Pick<MessageView, 'messageId'> & { chatId: string; chatType: string }>(
    'simulate.customer.send',
    { channelId, ...whom, ...quotes, ...said },
  )
  if (message && to.draft) showBegun(channelId, `${channelId}/${message.chatType}/${message.chatId}`)
  return message
}
