import type { ChannelChat } from '../../../account/dialogs.ts'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'

/**
 * The parts of a message that decide about windows and first contacts: a template may be sent where free-form text may
 * not.
 */
export interface Outgoing {
  chat: ChannelChat
  channel: EmulatedChannel
  content: 'free-form' | 'template'
}
