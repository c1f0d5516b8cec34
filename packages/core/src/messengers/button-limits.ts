import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

const source: Source = { docUrl: docUrls.messages, basis: 'documented' }

/** Limits of `buttonsObject`. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const buttonLimits = {
  /** Interactive messages of WABA; the buttons of a template are moderated with it. */
  waba: {
    /** Wazzup drops further ones silently. */
    buttons: 10,
    /** Characters of one button's text. */
    text: 20,
    source,
  },
  /** Telegram bots. */
  telegram: {
    /** Characters of one button's text. */
    text: 64,
    /** Bytes of one button's `callbackData`, at least 1. */
    callbackData: 64,
    source,
  },
} as const
