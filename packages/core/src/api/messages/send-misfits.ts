import type { Hint } from '../hint.ts'

type NotWaba = Hint<'Only WABA takes templates'>
type NotTelegram = Hint<'Only a personal Telegram takes a username'>

/** Written as a name, because the compiler copies the fields of a class whose types are unions, and then loses the texts. */
type Optional<Value> = Value | undefined

/** A class, so that all members of the union of inputs have the same fields: an editor then shows their docstrings. */
export declare class CommonFields {
  /** UUID of the channel that sends the message; `channels.list` returns it. */
  channelId: string
  /** Wazzup's id of the message to quote. WABA accepts it and shows no quote (observed in production). */
  refMessageId?: Optional<string>
  /** Id of an uploaded user, who is shown as the author. Wazzup ignores it with a sidecar key. */
  crmUserId?: Optional<string>
  /**
   * Your own id of this message. Wazzup rejects a second send with the same id for 60 seconds, so a retry cannot send the
   * message twice.
   *
   * @default a random UUID, which the result contains
   */
  crmMessageId?: Optional<string>
  /**
   * Whether Wazzup counts the chat as answered and resets its counter of unanswered messages. Use false in a bot.
   *
   * @default true, set by Wazzup
   */
  clearUnanswered?: Optional<boolean>
}

/** The fields of a send to a known chat. */
export declare class ChatFields extends CommonFields {
  /**
   * The chat. WhatsApp and Viber: the phone number, digits only, for example `79011112233`. Instagram: the account
   * without `@`. All others: the id from a webhook or from the result of an earlier send.
   */
  chatId: string
}

/**
 * Fields of a send, and those that do not fit its messenger, with a {@link Hint}. No value has this type. In the union of
 * inputs, it lets the compiler say which field is wrong and why. Because of its private field, editors do not complete its
 * fields.
 */
export declare class Misfit extends ChatFields {
  private readonly misfit: never
  chatType: string
}

declare class Fields extends Misfit {
  text: string
  contentUri: string
}

export declare class TelegramMisfit extends Fields {
  templateId: NotWaba
}

export declare class MaxMisfit extends Fields {
  username: NotTelegram
  templateId: NotWaba
}

export declare class WhatsappMisfit extends Fields {
  phone: Hint<'Only a personal Telegram or MAX takes a phone'>
  username: NotTelegram
}

export declare class OtherMisfit extends WhatsappMisfit {
  templateId: NotWaba
  buttonsObject: Hint<'Only WABA, a Telegram bot and a MAX bot take buttons'>
}
