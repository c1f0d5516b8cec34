import type { ChatType } from '../values.ts'
import type { MaxKeyboard, TelegramKeyboard, WabaButtons, WabaTemplateButtons, ButtonsObject } from './buttons.ts'

/** Fields that a message can have on every messenger. */
interface SendCommon {
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

type Nothing<Names extends string> = { [Name in Names]?: undefined }

/** The recipient: `chatId`, or `phone` or `username` on a personal Telegram and `phone` on MAX if the chat is not known yet. */
type Addressing<C extends string> =
  | ({
      /**
       * The chat. WhatsApp and Viber: the phone number, digits only, for example `79011112233`. Instagram: the account
       * without `@`. All others: the id from a webhook or from the result of an earlier send.
       */
      chatId: string
    } & Nothing<'phone' | 'username'>)
  | ('telegram' extends C ? ByUsername : never)
  | ('telegram' extends C ? ByPhone : never)
  | ('max' extends C ? ByPhone : never)

type ByUsername = {
  /** User name without `@`, in place of `chatId`. Personal Telegram only. */
  username: string
} & Nothing<'chatId' | 'phone'>

type ByPhone = {
  /** Phone number in place of `chatId`: digits with the country code. Personal Telegram and MAX only. */
  phone: string
} & Nothing<'chatId' | 'username'>

/** The buttons that a messenger accepts with a text. */
type TextButtons<C extends string> = string extends C ? ButtonsObject : C extends 'whatsapp' ? WabaButtons : Keyboard<C>
/** The buttons that a messenger accepts with a template. */
type TemplateButtons<C extends string> = string extends C
  ? ButtonsObject
  : C extends 'whatsapp'
    ? WabaTemplateButtons
    : never
type Keyboard<C extends string> = C extends 'telegram' ? TelegramKeyboard : C extends 'max' ? MaxKeyboard : never

/** Exactly one of text, file and template. To send a picture with a caption, send two messages. */
type Content<C extends string> =
  | ({
      /**
       * The text. For lengths and formatting see `textLimits` and `transportFacts` of `@wazzup-kit/core/capabilities`. The
       * code of a WABA template with its values, `@template: <guid> { [[value]]; [[value]] }`, sends the template.
       */
      text: string
      /** Buttons, in the form of the messenger. */
      buttonsObject?: TextButtons<C> | undefined
    } & Nothing<'contentUri' | 'templateId' | 'templateValues'>)
  | ({ text: `@template:${string}`; buttonsObject?: TemplateButtons<C> | undefined } & Nothing<
      'contentUri' | 'templateId' | 'templateValues'
    >)
  | ({
      /** Public link to a file, without redirects. Wazzup downloads it at once, so the link may expire soon. */
      contentUri: string
      buttonsObject?: (string extends C ? ButtonsObject : Keyboard<C>) | undefined
    } & Nothing<'text' | 'templateId' | 'templateValues'>)
  | ({
      /** `templateGuid` of an approved WABA template; `templates.list` returns it. */
      templateId: string
      /** Values of its variables, in the order of `templateCode`. */
      templateValues?: readonly string[] | undefined
      buttonsObject?: TemplateButtons<C> | undefined
    } & Nothing<'text' | 'contentUri'>)

/**
 * Input of `messages.send`. With a literal `chatType`, only the fields of this messenger compile. With any other string,
 * all documented fields compile, and Wazzup decides.
 */
export type SendInput<C extends string = string> = {
  /** The messenger: `whatsapp` also for WABA, `telegram` also for a Telegram bot. */
  chatType: C
} & SendCommon &
  Addressing<string extends C ? ChatType : C> &
  Content<C>
