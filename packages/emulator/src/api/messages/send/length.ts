import { getTextLimit, textLimits, type TextFigure, type TextKind } from '@wazzup-kit/core/messengers'
import { docUrls, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import { rule } from '../../../rules/rule.ts'

const { messages } = docUrls

/** Text limits and codes of the documented error table. */
const figures = textLimits
  .filter(({ kind }) => kind === 'message')
  .flatMap(({ transport, figures: all }) =>
    all
      .filter(({ table, part }) => table === 'errors' && part !== 'header')
      .map(({ characters, code }) => ({ text: `${transport} ${characters}`, code })),
  )

/** Codes for a text that is too long, of all transports. */
export const lengthCodes = [...new Set(figures.flatMap(({ code }) => code ?? []))]

/** Returns the limit at which Wazzup rejects. MAX has no error of its own. */
const figureOf = rule(
  [
    {
      id: 'send/length-strict',
      sentence:
        'The smaller limits of the parameter table (Instagram and VK 1000, WABA 1024, its templates 550) are not applied: no error is documented for them.',
      docUrl: messages,
      basis: 'our assumption',
    },
    {
      id: 'send/length-header',
      sentence:
        'The limit of 1024 characters for the header of a WABA message is not applied: no parameter sets such a header.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (transport: string, kind: TextKind): TextFigure | undefined =>
    getTextLimit(transport, kind)?.figures.find(({ table, part }) => table === 'errors' && part !== 'header'),
)

/** Returns the code for a text of this kind that is too long. */
export const checkLengthOf = rule(
  {
    id: 'send/length-counted',
    sentence: 'Characters are counted as UTF-16 units, so most emoji count as two.',
    docUrl: messages,
    basis: 'our assumption',
    codes: lengthCodes,
  },
  (transport: string, kind: TextKind, text: string): ApiErrorCode | undefined => {
    const figure = figureOf(transport, kind)
    return figure && text.length > figure.characters ? figure.code : undefined
  },
)

/** Returns the code for a message with a text that is too long. */
export const checkLength = rule(
  {
    id: 'send/length',
    sentence: `Wazzup rejects texts that are longer than the error table allows, in characters: ${figures.map(({ text }) => text).join(', ')}.`,
    docUrl: messages,
    basis: 'documented',
    codes: lengthCodes,
  },
  (transport: string, text: string): ApiErrorCode | undefined => checkLengthOf(transport, 'message', text),
)

/** Returns whether an accepted send fails because its text is too long. */
export const isTooLongForMax = rule(
  {
    id: 'send/length-max',
    sentence:
      'On MAX a text of more than 4096 characters is accepted and fails by webhook: no error response is documented for it.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['TOO_LONG_TEXT'],
  },
  (transport: string, text: string | undefined): boolean => {
    const limit = transport === 'max' || transport === 'maxbot' ? getTextLimit(transport, 'message') : undefined
    return limit !== undefined && text !== undefined && text.length > limit.strict
  },
)

/** Functions of this file that implement rules. */
export const lengthRules = [checkLength, checkLengthOf, figureOf, isTooLongForMax]
