/** A message that a customer wrote; it can be quoted. */
export interface EmulatedIncoming {
  /** UUID of the message. Use it as `refMessageId` in `messages.send`. */
  messageId: string
  /** UUID of the channel. */
  channelId: string
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /**
   * When it arrived, in milliseconds since 1970.
   *
   * @default the start of the emulator
   */
  at?: number | undefined
}

/** History of a chat on one channel. */
export interface Dialog {
  /** UUID of the channel. */
  channelId: string
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /** When the customer last wrote, in milliseconds since 1970; absent when never. */
  customerWroteAt?: number | undefined
  /**
   * When the account last wrote, in milliseconds since 1970; absent when never. Counts for the tariff until its month
   * ends.
   */
  writtenToAt?: number | undefined
  /** When a WABA template last began a conversation here, in milliseconds since 1970; absent when never. */
  begunAt?: number | undefined
  /** Operator to whom this customer was assigned; the CRM is not asked again. */
  givenTo?: string | undefined
}

/** A dialog in which the customer waits for a reply. */
export interface WaitingChat {
  /** UUID of the channel. */
  channelId: string
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId: string
  /**
   * Operator who must reply: their counter is red.
   *
   * @default the one who is responsible for the contact, if any
   */
  responsibleUserId?: string | undefined
  /** Operators who only see the dialog: their counter is grey. */
  supervisorIds?: string[] | undefined
  /** When the customer last wrote, in milliseconds since 1970. */
  since: number
  /**
   * When each message that waits was written, in milliseconds since 1970.
   *
   * @default one message, written at `since`
   */
  writtenAt?: number[] | undefined
}
