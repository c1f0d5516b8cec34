import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import type { Hint } from '../hint.ts'

/**
 * Buttons of a WABA message with `text`, within 24 hours of the customer's last message. At most 10 buttons; Wazzup silently
 * drops the others.
 */
export interface WabaButtons {
  /** WABA: at most 10 buttons. */
  buttons: WabaButton[]
}

/** A button of a WABA message. */
interface WabaButton {
  /** Label of the button: up to 20 characters on WABA, up to 64 on a Telegram bot. */
  text: string
  /** Kind of the button. WABA has only `text`. */
  type: 'text'
  /**
   * Data of the button, which comes back in a webhook when the customer presses it. Without a payload, the webhook of WABA
   * contains the index of the button, counted from 0.
   */
  payload?: string | undefined
}

/**
 * Payloads for the buttons of a WABA template, in the order of the template. The labels are part of the template and
 * moderated with it.
 */
export interface WabaTemplateButtons {
  /** WABA template: the payloads, in the order of its buttons. */
  buttons: WabaTemplateButton[]
}

/** The payload for a button of a WABA template. */
interface WabaTemplateButton {
  /** Data of the button. When the customer presses it, the webhook has it as `text`; undocumented, our assumption. */
  payload: string
}

/** Rows of buttons of a Telegram bot: under the message (`inline`), or in place of the customer's keyboard (`reply`). */
export type TelegramKeyboard = TelegramInlineKeyboard | TelegramReplyKeyboard

/** Rows of buttons under a message of a Telegram bot. */
export interface TelegramInlineKeyboard {
  /** Place of the buttons: `inline` is under the message. */
  replyMarkup: 'inline'
  /** Telegram bot, `inline`: rows of buttons. */
  buttons: TelegramInlineButton[][]
}

/** A button under a message of a Telegram bot, with either a link or data. */
export type TelegramInlineButton = TelegramLinkButton | TelegramDataButton

interface TelegramButtonLabel {
  /** Label of the button, up to 64 characters. */
  text: string
}

/** A button under a message of a Telegram bot that opens an address. */
interface TelegramLinkButton extends TelegramButtonLabel {
  /** Address of the link. */
  url: string
  callbackData?: LinkOrData | undefined
}

/** A button under a message of a Telegram bot with data. */
interface TelegramDataButton extends TelegramButtonLabel {
  /**
   * Data of the button, 1 to 64 bytes. When the customer presses it, the webhook has it as `text`; undocumented, our
   * assumption.
   */
  callbackData: string
  url?: LinkOrData | undefined
}

type LinkOrData = Hint<'A button has either url or callbackData'>

/** Rows of buttons in place of the customer's keyboard, for a message of a Telegram bot. */
export interface TelegramReplyKeyboard {
  /** Place of the buttons: `reply` is in place of the customer's keyboard. */
  replyMarkup: 'reply'
  /** Telegram bot, `reply`: rows of buttons. Leave it out if `removeKeyboard` is true. */
  buttons?: TelegramReplyButton[][] | undefined
  /** Whether the message removes the keyboard. */
  removeKeyboard?: boolean | undefined
  /** Whether Telegram hides the keyboard after the customer presses a button. */
  oneTimeKeyboard?: boolean | undefined
}

/** A button in place of the customer's keyboard. */
interface TelegramReplyButton {
  /** Label of the button, up to 64 characters. */
  text: string
}

/** Rows of buttons of a MAX bot. */
export interface MaxKeyboard {
  /** In an example of Wazzup's documentation only; its table of fields does not have it. */
  chatType?: 'max' | undefined
  /** MAX bot: rows of buttons. */
  buttons: MaxButton[][]
}

/** A button of a MAX bot: a `callback` has a `payload`, a `link` has a `url`, a `message` has neither. */
export type MaxButton = MaxCallbackButton | MaxLinkButton | MaxMessageButton

interface MaxButtonLabel {
  /** Label of the button. */
  text: string
  /** Undocumented apart from its values. */
  intent?: 'default' | 'positive' | 'negative' | undefined
}

// The absent fields are not `never`: editors take an absent field for undefined, and would then complete only the types
// without the field.
type OnlyLink = Hint<"Only a button of type 'link' has a url">
type OnlyCallback = Hint<"Only a button of type 'callback' has a payload">

/** A button of a MAX bot with data. */
interface MaxCallbackButton extends MaxButtonLabel {
  /** Kind of the button: `callback` has a `payload`. */
  type: 'callback'
  /** Data of the button. When the customer presses it, the webhook has it as `text`; undocumented, our assumption. */
  payload: string
  url?: OnlyLink | undefined
}

/** A button of a MAX bot that opens an address. */
interface MaxLinkButton extends MaxButtonLabel {
  /** Kind of the button: `link` has a `url`. */
  type: 'link'
  /** Address of the link. */
  url: string
  payload?: OnlyCallback | undefined
}

/** A button of a MAX bot with a label only. */
interface MaxMessageButton extends MaxButtonLabel {
  /** Kind of the button: `message` has neither a `payload` nor a `url`. */
  type: 'message'
  payload?: OnlyCallback | undefined
  url?: OnlyLink | undefined
}

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
