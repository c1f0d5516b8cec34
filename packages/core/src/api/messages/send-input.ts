import type { Hint } from '../hint.ts'
import type { ChatType } from '../values.ts'
import type * as f from './send-fields.ts'
import type * as m from './send-messengers.ts'
import type * as misfits from './send-misfits.ts'

/** A `chatType`: a documented one, or another string, because Wazzup adds messengers. */
export type SendChatType = ChatType | (string & {})

// One interface for each messenger and each combination of its fields. They are interfaces because the compiler says what
// is missing one line earlier than with an intersection of types.

interface WhatsappFile extends m.Whatsapp, f.WabaFile {}
interface WhatsappTemplate extends m.Whatsapp, f.WabaTemplate {}
interface WhatsappText extends m.Whatsapp, f.WabaText {}
interface WhatsgroupFile extends m.Whatsgroup, f.File {}
interface WhatsgroupText extends m.Whatsgroup, f.Text {}
interface ViberFile extends m.Viber, f.File {}
interface ViberText extends m.Viber, f.Text {}
interface InstagramFile extends m.Instagram, f.File {}
interface InstagramText extends m.Instagram, f.Text {}
interface TelegroupFile extends m.Telegroup, f.File {}
interface TelegroupText extends m.Telegroup, f.Text {}
interface VkFile extends m.Vk, f.File {}
interface VkText extends m.Vk, f.Text {}
interface AvitoFile extends m.Avito, f.File {}
interface AvitoText extends m.Avito, f.Text {}
interface MaxgroupFile extends m.Maxgroup, f.File {}
interface MaxgroupText extends m.Maxgroup, f.Text {}
interface TelegramFileByUsername extends m.Telegram, f.ByUsername, f.File, f.TelegramButtons {}
interface TelegramFileByPhone extends m.Telegram, f.ByPhone, f.File, f.TelegramButtons {}
interface TelegramFileByChatId extends m.Telegram, f.ByChatId, f.File, f.TelegramButtons {}
interface TelegramTextByUsername extends m.Telegram, f.ByUsername, f.Text, f.TelegramButtons {}
interface TelegramTextByPhone extends m.Telegram, f.ByPhone, f.Text, f.TelegramButtons {}
interface TelegramTextByChatId extends m.Telegram, f.ByChatId, f.Text, f.TelegramButtons {}
interface MaxFileByPhone extends m.Max, f.MaxByPhone, f.File, f.MaxButtons {}
interface MaxFileByChatId extends m.Max, f.MaxByChatId, f.File, f.MaxButtons {}
interface MaxTextByPhone extends m.Max, f.MaxByPhone, f.Text, f.MaxButtons {}
interface MaxTextByChatId extends m.Max, f.MaxByChatId, f.Text, f.MaxButtons {}
interface OpenFileByUsername<C> extends m.Open<C>, f.ByUsername, f.AnyFile {}
interface OpenFileByPhone<C> extends m.Open<C>, f.ByPhone, f.AnyFile {}
interface OpenFileByChatId<C> extends m.Open<C>, f.ByChatId, f.AnyFile {}
interface OpenTemplateByUsername<C> extends m.Open<C>, f.ByUsername, f.AnyTemplate {}
interface OpenTemplateByPhone<C> extends m.Open<C>, f.ByPhone, f.AnyTemplate {}
interface OpenTemplateByChatId<C> extends m.Open<C>, f.ByChatId, f.AnyTemplate {}
interface OpenTextByUsername<C> extends m.Open<C>, f.ByUsername, f.AnyText {}
interface OpenTextByPhone<C> extends m.Open<C>, f.ByPhone, f.AnyText {}
interface OpenTextByChatId<C> extends m.Open<C>, f.ByChatId, f.AnyText {}

/**
 * The inputs of each messenger, with exactly one of text, file and template, and its misfit. The compiler explains a mistake
 * by the member that has the most fields of the input, and by the newest type on a tie. A type is as new as its first use,
 * so the misfit is first and the text is last. Then the misfit is left out: {@link MessageToSend} adds it.
 */
interface Inputs {
  whatsapp: Used<misfits.WhatsappMisfit | WhatsappFile | WhatsappTemplate | WhatsappText>
  whatsgroup: Used<misfits.WhatsgroupMisfit | WhatsgroupFile | WhatsgroupText>
  viber: Used<misfits.ViberMisfit | ViberFile | ViberText>
  instagram: Used<misfits.InstagramMisfit | InstagramFile | InstagramText>
  telegram: Used<
    | misfits.TelegramMisfit
    | TelegramFileByUsername
    | TelegramFileByPhone
    | TelegramFileByChatId
    | TelegramTextByUsername
    | TelegramTextByPhone
    | TelegramTextByChatId
  >
  telegroup: Used<misfits.TelegroupMisfit | TelegroupFile | TelegroupText>
  vk: Used<misfits.VkMisfit | VkFile | VkText>
  avito: Used<misfits.AvitoMisfit | AvitoFile | AvitoText>
  max: Used<misfits.MaxMisfit | MaxFileByPhone | MaxFileByChatId | MaxTextByPhone | MaxTextByChatId>
  maxgroup: Used<misfits.MaxgroupMisfit | MaxgroupFile | MaxgroupText>
  wapi: Transport<"wapi is a transport: use chatType 'whatsapp'">
  tgapi: Transport<"tgapi is a transport: use chatType 'telegram'">
  maxbot: Transport<"maxbot is a transport: use chatType 'max'">
}

type Used<Input> = Exclude<Input, misfits.Unused>

/** A transport in place of a messenger. */
interface Transport<Text extends string> extends f.SendCommon {
  chatType: Hint<Text>
}

/** The misfits of each messenger. */
interface Misfits {
  whatsapp: misfits.WhatsappMisfit
  whatsgroup: misfits.WhatsgroupMisfit
  viber: misfits.ViberMisfit
  instagram: misfits.InstagramMisfit
  telegram: misfits.TelegramMisfit
  telegroup: misfits.TelegroupMisfit
  vk: misfits.VkMisfit
  avito: misfits.AvitoMisfit
  max: misfits.MaxMisfit
  maxgroup: misfits.MaxgroupMisfit
}

/** The inputs for any other messenger, with all documented fields. */
type OpenInput<C> =
  | OpenFileByUsername<C>
  | OpenFileByPhone<C>
  | OpenFileByChatId<C>
  | OpenTemplateByUsername<C>
  | OpenTemplateByPhone<C>
  | OpenTemplateByChatId<C>
  | OpenTextByUsername<C>
  | OpenTextByPhone<C>
  | OpenTextByChatId<C>

/** Whether C is one of several literals: an input for each of them would not accept it. */
type IsUnion<C, Each = C> = C extends unknown ? ([Each] extends [C] ? false : true) : never

/**
 * Input of `messages.send`. With a documented literal `chatType`, only the fields of this messenger compile. With any other
 * string, all documented fields compile, and Wazzup decides.
 */
export type SendInput<C extends string = string> = [C] extends [never]
  ? // Never chosen. From this branch, the compiler learns C even if other fields are wrong.
    { chatType: C } & f.SendCommon
  : true extends IsUnion<C>
    ? OpenInput<C>
    : C extends keyof Inputs
      ? Inputs[C]
      : OpenInput<C>

type MisfitOf<C extends string> = true extends IsUnion<C> ? never : C extends keyof Misfits ? Misfits[C] : never

/** {@link SendInput} with the members that let editors and the compiler say more about it. */
export type MessageToSend<C extends string = string> = misfits.UnnarrowedSend | MisfitOf<C> | SendInput<C>

/** Adds what {@link MessageToSend} adds for all messengers. */
export type Checked<Input> = misfits.Unnarrowed | Input
