/** A chat window that `POST /v3/iframe` opened. */
export interface EmulatedChatWindow {
  /** Token in the address of the window. */
  token: string
  /** Your own id of the employee for whom it was opened. */
  userId: string
  /** Chats of a card; null for a window with all chats. */
  chats: WindowChat[] | null
  /** The chat that is open at first. */
  activeChat?: WindowChat | undefined
  /** Whether it posts events about deals to the page around it: `options.useDealsEvents`. */
  useDealsEvents: boolean
}

/** A chat in a chat window. */
export interface WindowChat {
  /** The messenger, for example `whatsapp`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /** UUID of the channel, if it is known. */
  channelId?: string | undefined
}
