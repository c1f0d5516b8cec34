import type { Open } from '../../schema/fields.ts'
import type { Transport } from '../../api/values.ts'
import type { MessageFields } from './message-events.ts'

/** An option that a customer can choose: a button, or a line of a list. */
export interface Option {
  /** Data of the button: its `payload` (WABA, MAX bot) or its `callbackData` (Telegram bot). */
  id: string
  /** Text that the customer reads. */
  text: string
}

/** Transports whose messages have buttons, which are numbered from 0. */
const withButtons: ReadonlySet<string> = new Set<Transport>(['wapi', 'telegram', 'maxbot'])

/**
 * Returns the option that the customer chose with a message: by the id of the option, by its text, or by its number;
 * undefined when the message chooses none of them. The number counts
 * from 0 on channels with buttons (WABA, bots of Telegram and MAX), from 1 elsewhere, where options are lines of a text.
 * On a channel without a `transport`, a number chooses nothing.
 *
 * Documented: for a template button without a payload, Wazzup sends its text; for an interactive button, its number from 0.
 * For a button with a payload, the text is the payload; undocumented, our assumption.
 *
 * @example
 * readChoice({ transport: 'wapi' }, { text: '0' }, [{ id: 'yes', text: 'Yes' }, { id: 'no', text: 'No' }])?.id // yes
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export function readChoice<Chosen extends Option>(
  channel: { transport?: Open<Transport> | null | undefined },
  message: Pick<MessageFields, 'text'>,
  options: readonly Chosen[],
): Chosen | undefined {
  const said = message.text?.trim()
  if (!said) return undefined
  const { transport } = channel
  const first = transport && withButtons.has(transport.toLowerCase()) ? 0 : 1
  const number = transport && /^\d{1,3}$/.test(said) ? Number(said) - first : -1
  return (
    options.find(({ id }) => id === said) ??
    options.find(({ text }) => text === said) ??
    options.find(({ text }) => fold(text) === fold(said)) ??
    options[number]
  )
}

function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}
