import type { ChannelView, ChatHead, MessageView } from '../../src/server/page-api/page-types.ts'
import type { Draft } from '../state/open.ts'

/** Who writes: the customer, or an operator in one of three places. */
export type Author = 'customer' | 'wazzup' | 'crm' | 'phone'

/** To whom, or who writes for the first time. */
export type Recipient = { chat: ChatHead; draft?: never } | { draft: Draft; chat?: never }

/** What is written. */
export interface Said {
  text?: string
  type?: string
  /** A data URL. */
  file?: { name: string; data: string }
}

/** What it has to do with an earlier message. */
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
