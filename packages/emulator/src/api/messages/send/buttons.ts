import { buttonLimits } from '@wazzup-kit/core/capabilities'
import { docUrls } from '@wazzup-kit/core/schemas'
import type { Call } from '../../call.ts'
import { isAbsent, isFields, isText, optional, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { rejectNamedFields } from './fields.ts'

const { messages } = docUrls

// Each messenger has its own form of `buttonsObject`.

const { telegram, waba } = buttonLimits

/** What a message says besides its buttons. */
export type ButtonsBeside = 'text' | 'file' | 'template'

/** Beside a text: `{ text, type: "text", payload? }`. */
function isWabaButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text, waba.text) || value.type !== 'text') return false
  return isAbsent(value.payload) || typeof value.payload === 'string'
}

/** Beside a template: `{ payload }`; the text is moderated with the template. */
const isWabaPayload = rule(
  {
    id: 'send/buttons-waba-unread',
    sentence:
      'Wazzup does not read the WABA buttons that it drops, and in those of a template it reads nothing but the payload. A payload is text.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['INVALID_MESSAGE_DATA'],
  },
  (value: unknown): boolean => isFields(value) && isText(value.payload),
)

/** Carries a link or data of 1 to 64 bytes. */
function isTelegramInlineButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text, telegram.text)) return false
  if (isText(value.url)) return true
  return isText(value.callbackData) && new TextEncoder().encode(value.callbackData).length <= telegram.callbackData
}

/** Carries text only. */
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
    sentence: `Buttons of WABA go with a text, have \`type\` "text" and up to ${waba.text} characters. Wazzup drops buttons beyond ${waba.buttons} without an error. Buttons of a template have a payload only.`,
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

/** Whether the buttons fit the channel that they go to. */
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

/** Rejects buttons that do not fit the channel that they go to. */
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

/** The rules that are kept in this file. */
export const buttonRules = [isWabaPayload, fitsWaba, fitsTelegram, fitsMax, fitsButtons]

/** WABA drops buttons beyond ten without an error; a template keeps its own. */
export function keptButtons(value: Fields, transport: string, beside: ButtonsBeside): Fields {
  if (transport !== 'wapi' || beside === 'template' || !Array.isArray(value.buttons)) return value
  return { ...value, buttons: value.buttons.slice(0, waba.buttons) }
}

/** Whether a message carries buttons, which forbids editing it. */
export function hasButtons(value: unknown): boolean {
  return isFields(value) && Array.isArray(value.buttons) && value.buttons.length > 0
}
