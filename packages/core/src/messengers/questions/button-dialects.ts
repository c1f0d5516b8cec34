import type { ButtonsObject } from '../../api/messages/buttons.ts'
import type { Transport } from '../../api/values.ts'
import type { KindOfChannel } from '../chat-types.ts'

/** An option of a question: a button, or a line of a list. */
export interface Choice {
  /** Its name in your app, not a number. On a Telegram bot it has up to 64 bytes. */
  id: string
  /** What the customer sees: up to 20 characters on WABA, up to 64 on a Telegram bot. */
  text: string
}

/** How each kind of channel with buttons shows them. */
const dialects: { readonly [Kind in Transport]?: (choices: readonly Choice[]) => ButtonsObject } = {
  wapi: (choices) => ({ buttons: choices.map(({ id, text }) => ({ text, type: 'text', payload: id })) }),
  telegram: (choices) => ({
    replyMarkup: 'inline',
    buttons: choices.map(({ id, text }) => [{ text, callbackData: id }]),
  }),
  maxbot: (choices) => ({
    chatType: 'max',
    buttons: choices.map(({ id, text }) => [{ type: 'callback' as const, text, payload: id }]),
  }),
}

/** Returns how a channel shows buttons; undefined when it has none. */
export function dialectOf({ transport }: { transport?: KindOfChannel }) {
  const kind = transport?.toLowerCase() ?? ''
  return Object.hasOwn(dialects, kind) ? dialects[kind as Transport] : undefined
}
