import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'

/** WABA, inside an open 24-hour window, together with `text`. At most 10; Wazzup drops further ones silently. */
export interface WabaButtons {
  buttons: {
    /** Up to 20 characters on WABA, 64 on a Telegram bot. */
    text: string
    type: 'text'
    /** Comes back when the button is pressed; without it a press on WABA carries the button's index from 0. */
    payload?: string | undefined
  }[]
}

/** WABA, together with a template: payloads only, in the order of the template; the texts are moderated with it. */
export interface WabaTemplateButtons {
  buttons: { payload: string }[]
}

/** Telegram bot: rows of buttons under the message (`inline`) or instead of the keyboard (`reply`). */
export type TelegramKeyboard = TelegramInlineKeyboard | TelegramReplyKeyboard

export interface TelegramInlineKeyboard {
  replyMarkup: 'inline'
  buttons: TelegramInlineButton[][]
}

/** Text up to 64 characters, and either a link or data of 1 to 64 bytes that comes back. */
export type TelegramInlineButton =
  | { text: string; url: string; callbackData?: never }
  | { text: string; callbackData: string; url?: never }

export interface TelegramReplyKeyboard {
  replyMarkup: 'reply'
  /** Left out when a Telegram keyboard is removed. */
  buttons?: { text: string }[][] | undefined
  removeKeyboard?: boolean | undefined
  /** Hides the keyboard after a press. */
  oneTimeKeyboard?: boolean | undefined
}

/** MAX bot: rows of buttons. */
export interface MaxKeyboard {
  chatType?: 'max' | undefined
  buttons: MaxButton[][]
}

export type MaxButton = { text: string; intent?: 'default' | 'positive' | 'negative' | undefined } & (
  | { type: 'callback'; payload: string; url?: never }
  | { type: 'link'; url: string; payload?: never }
  | { type: 'message'; payload?: never; url?: never }
)

/** The four dialects of `buttonsObject`. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export type ButtonsObject = WabaButtons | WabaTemplateButtons | TelegramKeyboard | MaxKeyboard

const buttonSchema = lazy(() =>
  v.strictObject({
    text: v.optional(v.string()),
    type: v.optional(v.string()),
    payload: v.optional(v.string()),
    url: v.optional(v.string()),
    callbackData: v.optional(v.string()),
    intent: v.optional(v.string()),
  }),
)

/** The fields of all dialects; which of them go together is said by the types above and judged by Wazzup. */
export const buttonsObjectSchema = lazy(() =>
  v.strictObject({
    chatType: v.optional(v.string()),
    replyMarkup: v.optional(v.string()),
    removeKeyboard: v.optional(v.boolean()),
    oneTimeKeyboard: v.optional(v.boolean()),
    buttons: v.optional(v.array(v.union([buttonSchema(), v.array(buttonSchema())]))),
  }),
)
