import type { Hint } from '../hint.ts'

/**
 * Fields of a send, and those that do not fit its messenger, with a {@link Hint}. No value has this type. In the union of
 * inputs, it lets the compiler say which field is wrong and why. Because of its private field, editors do not complete its
 * fields.
 */
export declare class Misfit {
  private readonly misfit: never
  chatType: string
  channelId: string
  refMessageId: string | undefined
  crmUserId: string | undefined
  crmMessageId: string | undefined
  clearUnanswered: boolean | undefined
}

declare class Fields extends Misfit {
  chatId: string
  text: string
  contentUri: string
}

export declare class TelegramMisfit extends Fields {
  templateId: Hint<'Only WABA takes templates'>
}

export declare class MaxMisfit extends Fields {
  username: Hint<'Only a personal Telegram takes a username'>
  templateId: Hint<'Only WABA takes templates'>
}

export declare class WhatsappMisfit extends Fields {
  phone: Hint<'Only a personal Telegram or MAX takes a phone'>
  username: Hint<'Only a personal Telegram takes a username'>
}

export declare class OtherMisfit extends WhatsappMisfit {
  templateId: Hint<'Only WABA takes templates'>
  buttonsObject: Hint<'Only WABA, a Telegram bot and a MAX bot take buttons'>
}
