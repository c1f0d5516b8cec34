import type { Hint } from '../hint.ts'
import type { ChatType } from '../values.ts'
import type { MaxKeyboard, TelegramKeyboard, WabaButtons, WabaTemplateButtons, ButtonsObject } from './buttons.ts'
import type {
  ChatFields,
  CommonFields,
  MaxMisfit,
  Misfit,
  TelegramMisfit,
  WhatsappMisfit,
  OtherMisfit,
} from './send-misfits.ts'

/** Fields that a message can have on every messenger. */
export interface SendCommon extends CommonFields {}

/** A `chatType`: a documented one, or another string, because Wazzup adds messengers. */
export type SendChatType = ChatType | (string & {})

type OneAddress = Hint<'Give one of chatId, phone and username'>
type OneContent = Hint<'Send the file and its caption as two messages'>
type TemplateAlone = Hint<'A template has no other content: its text is part of it'>

/** The recipient: `chatId`, or `phone` or `username` if the chat is not known yet. */
type Address = ByUsername | ByPhone | ByChatId
type MaxAddress = MaxByPhone | MaxByChatId

interface Chat extends ChatFields {}

interface ByChatId extends Chat {
  phone?: OneAddress | undefined
  username?: OneAddress | undefined
}

interface ByUsername {
  /** User name without `@`, in place of `chatId`. Personal Telegram only. */
  username: string
  chatId?: OneAddress | undefined
  phone?: OneAddress | undefined
}

interface Phone {
  /** Phone number in place of `chatId`: digits with the country code. Personal Telegram and MAX only. */
  phone: string
}

interface ByPhone extends Phone {
  chatId?: OneAddress | undefined
  username?: OneAddress | undefined
}

interface MaxByChatId extends Chat {
  phone?: OneAddress | undefined
}

interface MaxByPhone extends Phone {
  chatId?: OneAddress | undefined
}

interface Text {
  /**
   * The text. For lengths and formatting see `textLimits` and `transportFacts` of `@wazzup-kit/core/capabilities`. The
   * code of a WABA template with its values, `@template: <guid> { [[value]]; [[value]] }`, sends the template.
   */
  text: string
  contentUri?: OneContent | undefined
}

interface File {
  /** Public link to a file, without redirects. Wazzup downloads it at once, so the link may expire soon. */
  contentUri: string
  text?: OneContent | undefined
}

interface Template<Buttons> {
  /** `templateGuid` of an approved WABA template; `templates.list` returns it. */
  templateId: string
  /** Values of its variables, in the order of `templateCode`. */
  templateValues?: readonly string[] | undefined
  /** Payloads for the buttons of the template. */
  buttonsObject?: Buttons | undefined
  text?: TemplateAlone | undefined
  contentUri?: TemplateAlone | undefined
}

/** For content beside which a template is possible. */
interface NotTemplate {
  templateId?: TemplateAlone | undefined
  templateValues?: TemplateAlone | undefined
}

interface WithButtons<Buttons> {
  /** Buttons, in the form of the messenger. */
  buttonsObject?: Buttons | undefined
}

// In each union, the text is declared last: on a tie, the compiler explains what is missing by the newest type.
interface WhatsappTemplate extends Template<WabaTemplateButtons> {}
interface AnyTemplate extends Template<ButtonsObject> {}
interface WhatsappFile extends File, NotTemplate {
  buttonsObject?: Hint<'Send the buttons with a text: WABA takes none with a file'> | undefined
}
/** The text of a template (`@template: …`) takes the buttons of a template. */
interface WhatsappText extends Text, NotTemplate, WithButtons<WabaButtons | WabaTemplateButtons> {}
interface TelegramFile extends File, WithButtons<TelegramKeyboard> {}
interface TelegramText extends Text, WithButtons<TelegramKeyboard> {}
interface MaxFile extends File, WithButtons<MaxKeyboard> {}
interface MaxText extends Text, WithButtons<MaxKeyboard> {}
interface AnyFile extends File, NotTemplate, WithButtons<ButtonsObject> {}
interface AnyText extends Text, NotTemplate, WithButtons<ButtonsObject> {}

/** Content for a messenger that is known only at run time. */
export type AnyContent = AnyFile | AnyTemplate | AnyText

/** The fields of each messenger, with exactly one of text, file and template. */
interface Fields {
  whatsapp: Chat & (WhatsappFile | WhatsappTemplate | WhatsappText)
  whatsgroup: Chat & (File | Text)
  viber: Chat & (File | Text)
  instagram: Chat & (File | Text)
  telegram: Address & (TelegramFile | TelegramText)
  telegroup: Chat & (File | Text)
  vk: Chat & (File | Text)
  avito: Chat & (File | Text)
  max: MaxAddress & (MaxFile | MaxText)
  maxgroup: Chat & (File | Text)
  wapi: { chatType: Hint<"wapi is a transport: use chatType 'whatsapp'"> }
  tgapi: { chatType: Hint<"tgapi is a transport: use chatType 'telegram'"> }
  maxbot: { chatType: Hint<"maxbot is a transport: use chatType 'max'"> }
}

type FieldsOf<C extends string> = string extends C ? AnyFields : C extends keyof Fields ? Fields[C] : AnyFields
type AnyFields = Address & AnyContent

/** The fields that do not fit a messenger. */
interface Misfits {
  whatsapp: WhatsappMisfit
  telegram: TelegramMisfit
  max: MaxMisfit
}

type MisfitOf<C extends string> = string extends C
  ? never
  : C extends ChatType
    ? Misfit | (C extends keyof Misfits ? Misfits[C] : OtherMisfit)
    : never

/**
 * Input of `messages.send`. With a documented literal `chatType`, only the fields of this messenger compile. With any other
 * string, all documented fields compile, and Wazzup decides.
 */
export type SendInput<C extends string = string> =
  | MisfitOf<C>
  | ({
      /** The messenger: `whatsapp` also for WABA, `telegram` also for a Telegram bot. */
      chatType: C
    } & SendCommon &
      FieldsOf<C>)
