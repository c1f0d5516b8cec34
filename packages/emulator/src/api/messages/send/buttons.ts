import { buttonLimits } from '@wazzup-kit/core/capabilities'
import { isAbsent, isFields, isText, optional, type Fields } from '../../field-checks.ts'

// The four dialects of `buttonsObject`, documented: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const { telegram, waba } = buttonLimits

/** What a message says besides its buttons. */
export type ButtonsBeside = 'text' | 'file' | 'template'

/** Beside a text: `{ text, type: "text", payload? }`. */
function isWabaButton(value: unknown): boolean {
  if (!isFields(value) || !isText(value.text, waba.text) || value.type !== 'text') return false
  return isAbsent(value.payload) || typeof value.payload === 'string'
}

/** Beside a template: `{ payload }`, the text is moderated with it. That anything else is passed over is our judgement. */
function isWabaPayload(value: unknown): boolean {
  return isFields(value) && isText(value.payload)
}

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

/** Those beyond ten are dropped without a word: nobody looks at them. */
function fitsWaba(buttons: unknown, beside: ButtonsBeside): boolean {
  if (!Array.isArray(buttons)) return false
  if (beside === 'template') return buttons.every(isWabaPayload)
  return beside === 'text' && buttons.slice(0, waba.buttons).every(isWabaButton)
}

/** Whether the buttons fit the channel they go to; on a transport without a documented dialect nothing is checked. */
export function fitsButtons(value: unknown, transport: string, beside: ButtonsBeside): boolean {
  if (!isFields(value)) return false
  const { buttons } = value
  switch (transport) {
    case 'wapi':
      return fitsWaba(buttons, beside)
    case 'telegram':
      if (value.replyMarkup !== 'inline' && value.replyMarkup !== 'reply') return false
      if (value.removeKeyboard === true && isAbsent(buttons)) return true
      return isRows(buttons, value.replyMarkup === 'inline' ? isTelegramInlineButton : isTelegramReplyButton)
    case 'maxbot':
      return isRows(buttons, isMaxButton)
    default:
      return true
  }
}

/** WABA drops buttons beyond ten without a word; a template keeps its own. */
export function keptButtons(value: Fields, transport: string, beside: ButtonsBeside): Fields {
  if (transport !== 'wapi' || beside === 'template' || !Array.isArray(value.buttons)) return value
  return { ...value, buttons: value.buttons.slice(0, waba.buttons) }
}

/** Whether a message carries buttons, which forbids editing it. */
export function hasButtons(value: unknown): boolean {
  return isFields(value) && Array.isArray(value.buttons) && value.buttons.length > 0
}
