import type { Source } from './source.ts'

/** A problem of a message: Wazzup may reject it, or Wazzup or the messenger may drop or not show a part of it. */
export interface MessageWarning {
  /** Path of the field, for example `text` or `buttonsObject.buttons[0].text`. */
  field: string
  /** What is wrong. It does not contain the value, because the value may be personal data of a customer. */
  message: string
  /** The limit that the field exceeds. */
  limit?: number | undefined
  /** Where the rule comes from. */
  source: Source
}

/** The fields of a message that {@link checkMessage} checks. Each input of `messages.send` has this type. */
export interface CheckedMessage {
  /** The messenger. */
  chatType: string
  /** Id of the chat in this messenger. */
  chatId?: string | undefined
  /** User name without `@`. Personal Telegram only. */
  username?: string | undefined
  /** Phone number: digits with the country code. Personal Telegram and MAX only. */
  phone?: string | undefined
  /** Text of the message. */
  text?: string | undefined
  /** Id of a WABA template. */
  templateId?: string | undefined
  /** Values of the variables of the template. */
  templateValues?: readonly string[] | undefined
  /** Wazzup's id of the message to quote. */
  refMessageId?: string | undefined
  /** Buttons, in the form of the messenger. */
  buttonsObject?: object | undefined
}
