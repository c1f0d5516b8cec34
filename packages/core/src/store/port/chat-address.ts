/** The three fields that identify a chat. */
export interface ChatAddress {
  /** Wazzup's id of the channel. */
  channelId: string
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
}
