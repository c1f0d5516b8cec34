import { buttonLimits } from '@wazzup-kit/core/messengers'
import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../../call.ts'
import { isAbsent, isFields, isText, optional, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { rejectNamedFields } from './fields.ts'

const { messages } = docUrls

// Each messenger has its own form of `buttonsObject`.

const { telegram, waba } = buttonLimits

/** Content of a message besides its buttons. */
export type ButtonsBeside = 'text' | 'file' | 'template'

/** Returns whether a value is a button beside a text: `{ text, type: "text", payload? }`. */
function isWabaButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text, waba.text) || value.type !== 'text') return false
  return isAbsent(value.payload) || typeof value.payload === 'string'
}

/** Returns whether a value is a button beside a template: `{ payload }`; the text is moderated with the template. */
const isWabaPayload = rule(
  {
    id: 'send/buttons-waba-unread',
    sentence:
      'Wazzup does not check the WABA buttons that it drops. In buttons of a template it checks only the payload, which is text.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (value: unknown): boolean => isFields(value) && isText(value.payload),
)

/** Returns whether a value is an inline button: it has a link or data of 1 to 64 bytes. */
function isTelegramInlineButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text, telegram.text)) return false
  if (isText(value.url)) return true
  return isText(value.callbackData) && new TextEncoder().encode(value.callbackData).length <= telegram.callbackData
}

/** Returns whether a value is a button of the reply keyboard: it has a text only. */
function isTelegramReplyButton(value: unknown): boolean {
  return isFields(value) && isText(value.text, telegram.text) && isAbsent(value.url) && isAbsent(value.callbackData)
}

const isIntent = optional((value) => ['default', 'positive', 'negative'].includes(String(value)))

function isMaxButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text)) return false
  if (!isIntent(value.intent)) return false
  if (value.type === 'callback') return isText(value.payload)
  if (value.type === 'link') return isText(value.url)
  return value.type === 'message'
}

const isRows = (rows: unknown, isButton: (value: unknown) => boolean): boolean =>
  Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.every(isButton))

const fitsWaba = rule(
  {
    id: 'send/buttons-waba',
    sentence: `Buttons of WABA are sent with a text, have \`type\` "text" and up to ${waba.text} characters. Wazzup drops buttons beyond ${waba.buttons} without an error. Buttons of a template have a payload only.`,
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  ({ buttons }: Fields, beside: ButtonsBeside): boolean => {
    if (!Array.isArray(buttons)) return false
    if (beside === 'template') return buttons.every(isWabaPayload)
    return beside === 'text' && buttons.slice(0, waba.buttons).every(isWabaButton)
  },
)

const fitsTelegram = rule(
  {
    id: 'send/buttons-telegram',
    sentence: `Buttons of a Telegram bot have up to ${telegram.text} characters. Inline buttons have a link or 1 to ${telegram.callbackData} bytes of data, reply buttons a text only. \`removeKeyboard\` needs no buttons.`,
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  ({ replyMarkup, removeKeyboard, buttons }: Fields): boolean => {
    if (replyMarkup !== 'inline' && replyMarkup !== 'reply') return false
    if (removeKeyboard === true && isAbsent(buttons)) return true
    return isRows(buttons, replyMarkup === 'inline' ? isTelegramInlineButton : isTelegramReplyButton)
  },
)

const fitsMax = rule(
  {
    id: 'send/buttons-max',
    sentence: 'Buttons of a MAX bot are `callback` with a payload, `link` with an address, or `message`.',
    docUrl: messages,
    basis: 'documented',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  ({ buttons }: Fields): boolean => isRows(buttons, isMaxButton),
)

/** Returns whether the buttons are valid on the channel. */
const fitsButtons = rule(
  {
    id: 'send/buttons-elsewhere',
    sentence:
      'On any other transport Wazzup accepts every `buttonsObject` that is an object, without reading it. Such buttons are undocumented.',
    docUrl: messages,
    basis: 'our assumption',
  },
  (value: Fields, transport: string, beside: ButtonsBeside): boolean => {
    if (transport === 'wapi') return fitsWaba(value, beside)
    if (transport === 'telegram') return fitsTelegram(value)
    return transport === 'maxbot' ? fitsMax(value) : true
  },
)

/** Rejects buttons that are invalid on the channel. */
export function rejectButtons(
  call: Call,
  { buttonsObject }: Fields,
  transport: string,
  beside: ButtonsBeside,
): ApiResponse | undefined {
  if (isAbsent(buttonsObject)) return undefined
  const fits = isFields(buttonsObject) && fitsButtons(buttonsObject, transport, beside)
  return fits ? undefined : rejectNamedFields(call, ['buttonsObject'])
}

/** Functions of this file that implement rules. */
export const buttonRules = [isWabaPayload, fitsWaba, fitsTelegram, fitsMax, fitsButtons]

/** Returns the buttons that are sent: WABA drops those after the tenth without an error, except beside a template. */
export function keptButtons(value: Fields, transport: string, beside: ButtonsBeside): Fields {
  if (transport !== 'wapi' || beside === 'template' || !Array.isArray(value.buttons)) return value
  return { ...value, buttons: value.buttons.slice(0, waba.buttons) }
}

/** Returns whether a message has buttons; such a message cannot be edited. */
export function hasButtons(value: unknown): boolean {
  return isFields(value) && Array.isArray(value.buttons) && value.buttons.length > 0
}
