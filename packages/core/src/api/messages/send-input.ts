import type { ChatType } from '../values.ts'
import type { MaxKeyboard, TelegramKeyboard, WabaButtons, WabaTemplateButtons, ButtonsObject } from './buttons.ts'

/** What a message may carry on every messenger. */
interface SendCommon {
  /** Uuid of the channel that sends. */
  channelId: string
  /** Id of the message to quote, as Wazzup gave it. On WABA it was seen to be accepted and not shown. */
  refMessageId?: string | undefined
  /** Id of an uploaded user, shown as the author. Ignored for a sidecar key. */
  crmUserId?: string | undefined
  /**
   * Your own id of this message: Wazzup refuses to send the same id twice within 60 seconds, and that is what makes
   * a retry safe. Generated and returned when absent.
   */
  crmMessageId?: string | undefined
  /** Whether this message answers the chat and resets its unanswered counter. Wazzup's default is true; pass false from a bot. */
  clearUnanswered?: boolean | undefined
}

type Nothing<Names extends string> = { [Name in Names]?: undefined }

/** By chat, or on a personal Telegram and MAX by the account's data when the chat is not known yet. */
type Addressing<C extends string> =
  | ({
      /**
       * WhatsApp and Viber: digits only, 79011112233. Instagram: the account without the at sign. All others: the id
       * from an incoming webhook or from the answer of an earlier send.
       */
      chatId: string
    } & Nothing<'phone' | 'username'>)
  | ('telegram' extends C ? ByUsername : never)
  | ('telegram' extends C ? ByPhone : never)
  | ('max' extends C ? ByPhone : never)

type ByUsername = {
  /** A personal Telegram only, when the chat is not known yet; without the at sign. */
  username: string
} & Nothing<'chatId' | 'phone'>

type ByPhone = {
  /** A personal Telegram and MAX only, when the chat is not known yet; digits with the country code. */
  phone: string
} & Nothing<'chatId' | 'username'>

/** Which buttons a messenger knows, by what they go with. */
type TextButtons<C extends string> = string extends C ? ButtonsObject : C extends 'whatsapp' ? WabaButtons : Keyboard<C>
type TemplateButtons<C extends string> = string extends C
  ? ButtonsObject
  : C extends 'whatsapp'
    ? WabaTemplateButtons
    : never
type Keyboard<C extends string> = C extends 'telegram' ? TelegramKeyboard : C extends 'max' ? MaxKeyboard : never

/** Exactly one of text, file and template. A picture with a caption is two messages. */
type Content<C extends string> =
  | ({
      /**
       * For lengths and formatting see `textLimits` and `transportFacts` of the capabilities. The filled code of a WABA
       * template, `@template: <guid> { [[value]]; [[value]] }`, sends it the older way.
       */
      text: string
      /** One of the four dialects, as the messenger has it. */
      buttonsObject?: TextButtons<C> | undefined
    } & Nothing<'contentUri' | 'templateId' | 'templateValues'>)
  | ({ text: `@template:${string}`; buttonsObject?: TemplateButtons<C> | undefined } & Nothing<
      'contentUri' | 'templateId' | 'templateValues'
    >)
  | ({
      /** Direct public link without redirects, fetched at once, so a short-lived one will do. */
      contentUri: string
      buttonsObject?: (string extends C ? ButtonsObject : Keyboard<C>) | undefined
    } & Nothing<'text' | 'templateId' | 'templateValues'>)
  | ({
      /** `templateGuid` of an approved WABA template. */
      templateId: string
      /** Values of its variables, in the order of `templateCode`. */
      templateValues?: readonly string[] | undefined
      buttonsObject?: TemplateButtons<C> | undefined
    } & Nothing<'text' | 'contentUri'>)

/**
 * Input of `messages.send`. With a literal `chatType` the compiler knows what that messenger takes; with any other
 * string everything documented is allowed and Wazzup decides.
 */
export type SendInput<C extends string = string> = {
  /** WABA's is `whatsapp`, a Telegram bot's is `telegram`. */
  chatType: C
} & SendCommon &
  Addressing<string extends C ? ChatType : C> &
  Content<C>
