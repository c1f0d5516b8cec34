import type { ChannelView, MessageView } from '../../src/control/wire.ts'
import { act } from '../state/ask.ts'
import { firstDraft, showBegun } from '../state/open.ts'
import type { Pointing } from './chat.tsx'
import type { Recipient } from './composer.tsx'

/** Who writes: the customer, or an employee in one of three places. */
export type Author = 'customer' | 'wazzup' | 'crm' | 'phone'

/** What is written. */
export interface Said {
  text?: string
  type?: string
  /** A data URL. */
  file?: { name: string; data: string }
}

interface Writing {
  channel: ChannelView
  to: Recipient
  author: Author
  said: Said
  pointing: Pointing | undefined
}

/** Writes, or edits what was written. Gets whether it worked. */
export async function write({ channel, to, author, said, pointing }: Writing): Promise<unknown> {
  if (pointing?.how === 'edit') {
    return act('simulate.client.edits', { messageId: pointing.message.messageId, text: said.text })
  }
  const { channelId } = channel
  if (author !== 'customer' && to.chat) {
    const { chatType, chatId } = to.chat
    return act('simulate.operator.writes', { from: author, channelId, chatType, chatId, ...said })
  }
  const whom = to.chat
    ? { chatType: to.chat.chatType, chatId: to.chat.chatId }
    : // The emulator knows its own first client better.
      { chatType: channel.chatType, ...(to.draft === firstDraft ? {} : { from: to.draft }) }
  const quotes = pointing && { quotes: pointing.message.messageId }
  const message = await act<Pick<MessageView, 'messageId'> & { chatId: string; chatType: string }>(
    'simulate.client.writes',
    { channelId, ...whom, ...quotes, ...said },
  )
  if (message && to.draft) showBegun(channelId, `${channelId}/${message.chatType}/${message.chatId}`)
  return message
}
