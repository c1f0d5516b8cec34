import type { ButtonsObject, MaxKeyboard, TelegramKeyboard, WabaButtons, WabaTemplateButtons } from './buttons.ts'
import type { NoButtons, OneAddress, OneContent, TemplateAlone } from './send-hints.ts'

// Each field is declared once, and the inputs extend the interface that declares it. An editor shows a docstring only if
// all inputs of a union have the field from the same declaration.

/** Fields that a message can have on every messenger. */
export interface SendCommon {
  /** UUID of the channel that sends the message; `channels.list` returns it. */
  channelId: string
  /** Wazzup's id of the message to quote. WABA accepts it and shows no quote (observed in production). */
  refMessageId?: string | undefined
  /** Id of an uploaded user, who is shown as the author. Wazzup ignores it with a sidecar key. */
  crmUserId?: string | undefined
  /**
   * Your own id of this message. Wazzup rejects a second send with the same id for 60 seconds, so a retry cannot send the
   * message twice.
   *
   * @default a random UUID, which the result contains
   */
  crmMessageId?: string | undefined
  /**
   * Whether Wazzup counts the chat as answered and resets its counter of unanswered messages. Use false in a bot.
   *
   * @default true, set by Wazzup
   */
  clearUnanswered?: boolean | undefined
}

/** The fields of a send to a known chat. */
export interface ToChat extends SendCommon {
  /**
   * The chat. WhatsApp and Viber: the phone number, digits only, for example `79011112233`. Instagram: the account
   * without `@`. All others: the id from a webhook or from the result of an earlier send.
   */
  chatId: string
}

interface ToPhone extends SendCommon {
  /** Phone number in place of `chatId`: digits with the country code. Personal Telegram and MAX only. */
  phone: string
}

export interface ByChatId extends ToChat {
  phone?: OneAddress | undefined
  username?: OneAddress | undefined
}

export interface ByPhone extends ToPhone {
  chatId?: OneAddress | undefined
  username?: OneAddress | undefined
}

export interface ByUsername extends SendCommon {
  /** User name without `@`, in place of `chatId`. Personal Telegram only. */
  username: string
  chatId?: OneAddress | undefined
  phone?: OneAddress | undefined
}

export interface MaxByChatId extends ToChat {
  phone?: OneAddress | undefined
}

export interface MaxByPhone extends ToPhone {
  chatId?: OneAddress | undefined
}

export interface TextField {
  /**
   * The text. For lengths and formatting see `textLimits` and `transportFacts` of `@wazzup-kit/core/messengers`. The
   * code of a WABA template with its values, `@template: <guid> { [[value]]; [[value]] }`, sends the template.
   */
  text: string
}

export interface FileField {
  /** Public link to a file, without redirects. Wazzup downloads it at once, so the link may expire soon. */
  contentUri: string
}

export interface Text extends TextField {
  contentUri?: OneContent | undefined
}

export interface File extends FileField {
  text?: OneContent | undefined
}

interface TemplateContent {
  /** `templateGuid` of an approved WABA template; `templates.list` returns it. */
  templateId: string
  /** Values of its variables, in the order of `templateCode`. */
  templateValues?: readonly string[] | undefined
  text?: TemplateAlone | undefined
  contentUri?: TemplateAlone | undefined
}

/** For content beside which a template is possible. */
interface NotTemplate {
  templateId?: TemplateAlone | undefined
  templateValues?: TemplateAlone | undefined
}

export interface TelegramButtons {
  /** Buttons, in rows. Telegram bot only. */
  buttonsObject?: TelegramKeyboard | undefined
}

export interface MaxButtons {
  /** Buttons, in rows. MAX bot only. */
  buttonsObject?: MaxKeyboard | undefined
}

interface AnyButtons {
  /** Buttons, in the form of the messenger. */
  buttonsObject?: ButtonsObject | undefined
}

export interface WabaTemplate extends TemplateContent {
  /** Payloads for the buttons of the template. */
  buttonsObject?: WabaTemplateButtons | undefined
}

export interface WabaFile extends File, NotTemplate {
  buttonsObject?: NoButtons | undefined
}

export interface WabaText extends Text, NotTemplate {
  /** Buttons. The text of a template (`@template: …`) takes the buttons of a template. WABA only. */
  buttonsObject?: WabaButtons | WabaTemplateButtons | undefined
}

export interface AnyFile extends File, NotTemplate, AnyButtons {}
export interface AnyTemplate extends TemplateContent, AnyButtons {}
export interface AnyText extends Text, NotTemplate, AnyButtons {}
