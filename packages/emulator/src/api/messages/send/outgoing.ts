import type { ChannelChat } from '../../../account/dialogs.ts'
import type { EmulatedChannel } from '../../../account/entities.ts'

/** A message as the rules of windows and first contacts see it: a template may go where free-form text may not. */
export interface Outgoing {
  chat: ChannelChat
  channel: EmulatedChannel
  content: 'free-form' | 'template'
}
