import { dialectOf, type Choice } from './button-dialects.ts'
import type { KindOfChannel } from '../chat-types.ts'

/**
 * Returns the option that a message chooses; undefined when it chooses none. Customers press a button, which arrives as its id, as
 * its label or, on WABA, as its number counted from 0. They also type the label, in any case, or a number: on WABA it counts
 * from 0 too, elsewhere from 1. Without the `transport` of the channel, a number chooses nothing.
 *
 * Documented: a template button without a payload sends its text, an interactive button its number from 0. That a button with a
 * payload sends the payload as text is undocumented; our assumption.
 *
 * @param channel the `transport` of the channel, as `channels.list` and `findChannel` return it; undefined when it is not known
 * @param message the customer's message
 * @param choices the options, as `buildQuestion` got them
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * readChoice({ transport: 'wapi' }, { text: '0' }, [{ id: 'yes', text: 'Yes' }, { id: 'no', text: 'No' }])?.id // yes
 */
export function readChoice<Option extends Choice>(
  channel: { transport?: KindOfChannel } | undefined,
  message: { text?: string | null | undefined },
  choices: readonly Option[],
): Option | undefined {
  const answer = message.text?.trim()
  if (!answer) return undefined
  const written = foldChoice(answer)
  return (
    choices.find(({ id }) => id === answer) ??
    choices.find(({ text }) => text === answer) ??
    choices.find(({ text }) => foldChoice(text) === written) ??
    readNumber(answer, channel, choices)
  )
}

/**
 * Returns the option with a number: `2`, `2.`, `2)` or `№ 2`. On WABA it counts from 0, because the press of a button may arrive
 * so. Elsewhere people type it, and count from 1; `0` is the first button.
 */
function readNumber<Option>(
  answer: string,
  channel: { transport?: KindOfChannel } | undefined,
  choices: readonly Option[],
): Option | undefined {
  const number = /^(?:№|#)?\s*(\d{1,4})\s*[.):]?$/u.exec(answer)?.[1]
  if (!channel?.transport || number === undefined) return undefined
  const index = Number(number) - (channel.transport.toLowerCase() === 'wapi' ? 0 : 1)
  return choices[index === -1 && dialectOf(channel) ? 0 : index]
}

/** Returns a text as it is compared: case, white space and a closing full stop do not matter. */
export function foldChoice(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .replace(/[.!]+$/u, '')
    .trim()
}
