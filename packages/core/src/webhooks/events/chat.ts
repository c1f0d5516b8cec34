import type { ChatType } from '../../api/values.ts'
import type { Open } from '../../schema/fields.ts'

export { toChatKey } from '../../store/port/chat-key.ts'

/** The three fields of a message that identify its chat. */
export interface ChatOfEvent {
  /** Wazzup's id of the channel. */
  channelId: string
  /** The messenger. */
  chatType: Open<ChatType>
  /** Id of the chat in this messenger. */
  chatId: string
}

/** Fields that a message without a known chat lacks. */
type MaybeInChat = { [Name in keyof ChatOfEvent]?: ChatOfEvent[Name] | null | undefined }

/**
 * Returns the chat of an event: three fields that you can spread into a send. Returns undefined when the event does not say
 * its chat, which only an `echo`, an edit or a deletion may leave out.
 *
 * @example
 * webhooks.on('groupMessage', (event, { wazzup }) => wazzup.messages.send({ ...toChat(event), text: 'Hello, all' }))
 */
export function toChat(event: ChatOfEvent): ChatOfEvent
export function toChat(event: MaybeInChat): ChatOfEvent | undefined
export function toChat({ channelId, chatType, chatId }: MaybeInChat): ChatOfEvent | undefined {
  return channelId && chatType && chatId ? { channelId, chatType, chatId } : undefined
}
