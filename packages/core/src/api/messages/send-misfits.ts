import type { Hint } from '../hint.ts'
import type { FileField, SendCommon, TextField, ToChat } from './send-fields.ts'
import type {
  Avito,
  Instagram,
  Max,
  Maxgroup,
  Telegram,
  Telegroup,
  Viber,
  Vk,
  Whatsapp,
  Whatsgroup,
} from './send-messengers.ts'

/**
 * A member of a union of inputs that no value has. It only lets editors and the compiler say more about the others. It is
 * a class with a protected field, because editors do not complete the fields of such a class. Not a private field, because
 * a declaration file does not contain its type.
 */
export declare class Unused {
  protected readonly unused: never
}

/** A class with the fields of a type. */
declare const Fields: new <Type extends object>() => Type

/**
 * Makes the compiler compare an input with the member that has the most of its fields, in place of first narrowing the
 * union by its hints: it then says what is missing in the second line of a message, and shows a hint at its field. It does
 * not narrow a union by a field that is protected in one of its members.
 */
export declare class Unnarrowed extends Unused {
  protected readonly text?: undefined
  protected readonly contentUri?: undefined
  protected readonly templateId?: undefined
  protected readonly templateValues?: undefined
  protected readonly buttonsObject?: undefined
  protected readonly chatId?: undefined
  protected readonly phone?: undefined
  protected readonly username?: undefined
}

/** {@link Unnarrowed} for a send. It has the common fields, so that code can read them from any input of a send. */
export declare class UnnarrowedSend extends Fields<Unnarrowed & SendCommon> {}

// Fields that do not fit a messenger, each with a hint. The other fields make it the member with the most fields.

interface NoTemplate {
  templateId: Hint<'Only WABA takes templates'>
}

interface NoUsername {
  username: Hint<'Only a personal Telegram takes a username'>
}

interface NoPhone {
  phone: Hint<'Only a personal Telegram or MAX takes a phone'>
}

interface NoButtons {
  buttonsObject: Hint<'Only WABA, a Telegram bot and a MAX bot take buttons'>
}

interface Content extends Unused, TextField, FileField {}
interface ChatOnly extends Content, NoTemplate, NoUsername, NoPhone, NoButtons {}

export declare class WhatsappMisfit extends Fields<Whatsapp & Content & NoUsername & NoPhone> {}
export declare class TelegramMisfit extends Fields<Telegram & ToChat & Content & NoTemplate> {}
export declare class MaxMisfit extends Fields<Max & ToChat & Content & NoTemplate & NoUsername> {}
export declare class WhatsgroupMisfit extends Fields<Whatsgroup & ChatOnly> {}
export declare class ViberMisfit extends Fields<Viber & ChatOnly> {}
export declare class InstagramMisfit extends Fields<Instagram & ChatOnly> {}
export declare class TelegroupMisfit extends Fields<Telegroup & ChatOnly> {}
export declare class VkMisfit extends Fields<Vk & ChatOnly> {}
export declare class AvitoMisfit extends Fields<Avito & ChatOnly> {}
export declare class MaxgroupMisfit extends Fields<Maxgroup & ChatOnly> {}
