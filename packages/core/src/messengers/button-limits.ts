import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

const source: Source = { docUrl: docUrls.messages, basis: 'documented' }

/** Limits of `buttonsObject`. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const buttonLimits = {
  /** Buttons of WABA messages with a text. The buttons of a template are a part of the template. */
  waba: {
    /** Maximum number of buttons. Wazzup silently drops the others. */
    buttons: 10,
    /** Maximum number of characters of a label. */
    text: 20,
    /** Where the limits are documented. */
    source,
  },
  /** Buttons of Telegram bots. */
  telegram: {
    /** Maximum number of characters of a label. */
    text: 64,
    /** Maximum number of bytes of `callbackData`; the minimum is 1. */
    callbackData: 64,
    /** Where the limits are documented. */
    source,
  },
} as const
