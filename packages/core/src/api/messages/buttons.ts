import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'

/**
 * Buttons of a WABA message with `text`, within 24 hours of the customer's last message. At most 10 buttons; Wazzup silently
 * drops the others.
 */
export interface WabaButtons {
  buttons: {
    /** Label of the button: up to 20 characters on WABA, up to 64 on a Telegram bot. */
    text: string
    type: 'text'
    /**
     * Data of the button, which comes back in a webhook when the customer presses it. Without a payload, the webhook of WABA
     * contains the index of the button, counted from 0.
     */
    payload?: string | undefined
  }[]
}

/**
 * Payloads for the buttons of a WABA template, in the order of the template. The labels are part of the template and
 * moderated with it.
 */
export interface WabaTemplateButtons {
  buttons: { payload: string }[]
}

/** Rows of buttons of a Telegram bot: under the message (`inline`), or in place of the customer's keyboard (`reply`). */
export type TelegramKeyboard = TelegramInlineKeyboard | TelegramReplyKeyboard

export interface TelegramInlineKeyboard {
  replyMarkup: 'inline'
  buttons: TelegramInlineButton[][]
}

/**
 * A button under a message of a Telegram bot. `text` has up to 64 characters. The button has either a link, or
 * `callbackData` of 1 to 64 bytes, which comes back when the customer presses it.
 */
export type TelegramInlineButton =
  | { text: string; url: string; callbackData?: never }
  | { text: string; callbackData: string; url?: never }

export interface TelegramReplyKeyboard {
  replyMarkup: 'reply'
  /** Rows of buttons. On a Telegram bot, leave it out if `removeKeyboard` is true. */
  buttons?: { text: string }[][] | undefined
  /** Whether the message removes the keyboard. */
  removeKeyboard?: boolean | undefined
  /** Whether Telegram hides the keyboard after the customer presses a button. */
  oneTimeKeyboard?: boolean | undefined
}

/** Rows of buttons of a MAX bot. */
export interface MaxKeyboard {
  chatType?: 'max' | undefined
  buttons: MaxButton[][]
}

export type MaxButton = { text: string; intent?: 'default' | 'positive' | 'negative' | undefined } & (
  | { type: 'callback'; payload: string; url?: never }
  | { type: 'link'; url: string; payload?: never }
  | { type: 'message'; payload?: never; url?: never }
)

/** The four forms of `buttonsObject`. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
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

/** Schema with the fields of all four forms. The types above say which fields go together, and Wazzup checks it. */
export const buttonsObjectSchema = lazy(() =>
  v.strictObject({
    chatType: v.optional(v.string()),
    replyMarkup: v.optional(v.string()),
    removeKeyboard: v.optional(v.boolean()),
    oneTimeKeyboard: v.optional(v.boolean()),
    buttons: v.optional(v.array(v.union([buttonSchema(), v.array(buttonSchema())]))),
  }),
)
