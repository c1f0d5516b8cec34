import type { Source } from './source.ts'

/** Something about a message that Wazzup or the messenger may refuse, drop or not show. */
export interface MessageWarning {
  /** Where, for example `text` or `buttonsObject.buttons[0].text`. */
  field: string
  /** What is the matter, without the value: it may be a client's. */
  message: string
  /** The bound that was passed. */
  limit?: number | undefined
  source: Source
}

/** What {@link checkMessage} looks at; every input of `messages.send` fits. */
export interface CheckedMessage {
  chatType: string
  chatId?: string | undefined
  username?: string | undefined
  phone?: string | undefined
  text?: string | undefined
  templateId?: string | undefined
  templateValues?: readonly string[] | undefined
  refMessageId?: string | undefined
  buttonsObject?: object | undefined
}
