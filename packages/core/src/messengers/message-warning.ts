import type { Source } from './source.ts'

/** A problem of a message: Wazzup may reject it, or Wazzup or the messenger may drop or not show a part of it. */
export interface MessageWarning {
  /** Path of the field, for example `text` or `buttonsObject.buttons[0].text`. */
  field: string
  /** What is wrong. It does not contain the value, because the value may be personal data of a customer. */
  message: string
  /** The limit that the field exceeds. */
  limit?: number | undefined
  source: Source
}

/** The fields of a message that {@link checkMessage} checks. Each input of `messages.send` has this type. */
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
