import type { ChannelView, ChatHead, MessageView } from '../../src/server/page-api/page-types.ts'
import type { Draft } from '../state/open.ts'

/** Author of a new message: the customer, or an operator in one of three places. */
export type Author = 'customer' | 'wazzup' | 'crm' | 'phone'

/** An existing chat, or the draft of a first message. */
export type Recipient = { chat: ChatHead; draft?: never } | { draft: Draft; chat?: never }

/** Content of a new message. */
export interface Said {
  text?: string
  type?: string
  /** A data URL. */
  file?: { name: string; data: string }
}

/** Relation to an earlier message. */
export interface Pointing {
  how: 'quote' | 'edit'
  message: MessageView
}

/** A message before it is sent. */
export interface Writing {
  channel: ChannelView
  to: Recipient
  author: Author
  said: Said
  pointing: Pointing | undefined
}
