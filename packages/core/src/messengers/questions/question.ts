import type { KindOfChannel } from '../chat-types.ts'
import type { ButtonsObject, MaxKeyboard, TelegramInlineKeyboard, WabaButtons } from '../../api/messages/buttons.ts'
import { createInputError } from '../../errors/validation-error.ts'
import type { Issue } from '../../schema/issues.ts'
import { dialectOf, type Choice } from './button-dialects.ts'
import { checkButtons } from '../check-buttons.ts'
import { foldChoice } from './read-choice.ts'

/** The fields of a send that ask a question. */
export interface Question<Buttons = ButtonsObject | undefined> {
  /** The question; with a numbered line for each option where there are no buttons. */
  text: string
  /** A button for each option; undefined where there are no buttons. */
  buttonsObject: Buttons
}

/** The buttons of a kind of channel. */
export type ButtonsOn<Kind extends KindOfChannel> = string & {} extends Kind
  ? ButtonsObject | undefined
  : Kind extends 'wapi'
    ? WabaButtons
    : Kind extends 'telegram'
      ? TelegramInlineKeyboard
      : Kind extends 'maxbot'
        ? MaxKeyboard
        : undefined

/**
 * Returns a question with a button for each option on WABA, Telegram bots and MAX bots, and with numbered lines elsewhere.
 * `readChoice` reads the customer's answer. On WABA, buttons need an open window of 24 hours.
 *
 * @param channel the `transport` of the channel, as `channels.list` and `findChannel` return it; undefined when it is not known: then
 *   lines are numbered
 * @throws WazzupValidationError when there is no option, when an option is blank, stands twice or has a number as its id, and
 *   beyond the documented limits of the buttons: Wazzup silently drops the buttons of WABA beyond 10.
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * const options = [{ id: 'yes', text: 'I will come' }, { id: 'no', text: 'I cannot' }]
 * await wazzup.messages.send({ ...toAddress(channel, customer), ...buildQuestion(channel, 'Will you come?', options) })
 */
export function buildQuestion<const Kind extends KindOfChannel>(
  channel: { transport?: Kind | undefined } | undefined,
  text: string,
  choices: readonly Choice[],
): Question<ButtonsOn<Kind>> {
  rejectIssues(checkChoices(choices))
  const build = channel && dialectOf(channel)
  const lines = choices.map((choice, index) => `${index + 1}. ${choice.text}`)
  const question: Question = build
    ? { text, buttonsObject: build(choices) }
    : { text: [text, '', ...lines].join('\n'), buttonsObject: undefined }
  rejectIssues(buttonIssues(question, channel?.transport ?? ''))
  return question as Question<ButtonsOn<Kind>>
}

function checkChoices(choices: readonly Choice[]): Issue[] {
  if (choices.length === 0) return [{ path: 'choices', message: 'must have at least one option' }]
  return choices.flatMap(({ id, text }, index): Issue[] => {
    const issues: Issue[] = []
    const reject = (field: string, message: string) => issues.push({ path: `choices[${index}].${field}`, message })
    if (typeof id !== 'string' || id.trim() !== id || id === '') reject('id', 'must be a text without spaces around it')
    else if (/^\d+$/.test(id)) reject('id', 'must not be a number: the answer to a button may be its number')
    else if (choices.findIndex((other) => other.id === id) < index) reject('id', 'stands twice')
    if (typeof text !== 'string' || text.trim() === '') reject('text', 'must not be blank')
    else if (choices.findIndex((other) => foldChoice(other.text) === foldChoice(text)) < index)
      reject('text', 'stands twice')
    return issues
  })
}

/** Returns what the channel would not show whole, by the options that the buttons were made of. */
function buttonIssues(question: Question, transport: string): Issue[] {
  return checkButtons({ chatType: '', ...question }, transport).map(({ field, message }) => ({
    path: field.replace(/^buttonsObject\.buttons(\[\d+\])?(?:\[0\])?/, 'choices$1').replace('callbackData', 'id'),
    message,
  }))
}

function rejectIssues(issues: readonly Issue[]): void {
  if (issues.length > 0) throw createInputError(issues, 'buildQuestion')
}
