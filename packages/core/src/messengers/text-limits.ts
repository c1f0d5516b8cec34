import type { ApiErrorCode } from '../errors/codes/api-codes.ts'
import type { Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

/** Kind of a text. `template header` is the title of a WABA template. */
export type TextKind = 'message' | 'template' | 'template header'

/** A maximum length that Wazzup documents in one place. */
export interface TextFigure {
  /** Maximum number of characters. */
  characters: number
  /**
   * The table of Wazzup's documentation that states the figure: the table of parameters or the table of errors. The two tables
   * contradict each other.
   */
  table: 'parameters' | 'errors'
  /** Error code for which the table of errors states the figure. */
  code?: ApiErrorCode | undefined
  /** Part of a WABA message to which the figure applies, if Wazzup's documentation names one. */
  part?: 'header' | 'body' | undefined
  /** Why the figure is not used for `strict`. */
  doubt?: string | undefined
  /** Where the figure is documented. */
  source: Source
}

/** Maximum length of a text. Whether Wazzup counts UTF-16 code units, code points or bytes is undocumented. */
export interface TextLimit {
  /** Kind of the channel. */
  transport: Transport
  /** Kind of the text. */
  kind: TextKind
  /** All documented figures, including those that contradict each other. */
  figures: readonly TextFigure[]
  /** The lowest figure without a `doubt`; our assumption. A text of at most this length is valid according to both tables. */
  strict: number
}

const source: Source = { docUrl: docUrls.messages, basis: 'documented' }

function parameters(characters: number): TextFigure {
  return { characters, table: 'parameters', source }
}

function errors(characters: number, code: ApiErrorCode): TextFigure {
  return { characters, table: 'errors', code, source }
}

const doubt = 'Telegram stands beside WABA in this line of the newest page, evidently an editing slip'
const telegramFigures: readonly TextFigure[] = [
  parameters(4096),
  { ...parameters(1024), doubt },
  { ...parameters(550), doubt },
  errors(4096, 'MESSAGES_TOO_LONG_TELEGRAM'),
]
const maxFigures: readonly TextFigure[] = [parameters(4096)]

/** Every documented length of a text. https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ */
export const textLimits: readonly TextLimit[] = [
  {
    transport: 'whatsapp',
    kind: 'message',
    figures: [parameters(10_000), errors(10_000, 'MESSAGE_TEXT_TOO_LONG')],
    strict: 10_000,
  },
  {
    transport: 'wapi',
    kind: 'message',
    figures: [
      parameters(1024),
      { ...errors(1024, 'MESSAGES_TOO_LONG_WABA'), part: 'header' },
      { ...errors(4096, 'MESSAGES_TOO_LONG_WABA'), part: 'body' },
    ],
    strict: 1024,
  },
  {
    transport: 'wapi',
    kind: 'template',
    figures: [parameters(550), errors(1024, 'MESSAGES_TOO_LONG_WABA_TEMPLATE')],
    strict: 550,
  },
  {
    transport: 'wapi',
    kind: 'template header',
    figures: [errors(60, 'MESSAGES_TOO_LONG_WABA_HEADER')],
    strict: 60,
  },
  {
    transport: 'instagram',
    kind: 'message',
    figures: [parameters(1000), errors(10_000, 'MESSAGES_TOO_LONG_INSTAGRAM')],
    strict: 1000,
  },
  { transport: 'tgapi', kind: 'message', figures: telegramFigures, strict: 4096 },
  { transport: 'telegram', kind: 'message', figures: telegramFigures, strict: 4096 },
  { transport: 'max', kind: 'message', figures: maxFigures, strict: 4096 },
  // The documentation names only MAX, without a distinction between bots and personal accounts.
  { transport: 'maxbot', kind: 'message', figures: maxFigures, strict: 4096 },
  {
    transport: 'vk',
    kind: 'message',
    figures: [parameters(1000), errors(4096, 'MESSAGES_TOO_LONG_VK')],
    strict: 1000,
  },
  {
    transport: 'avito',
    kind: 'message',
    figures: [parameters(1000), errors(1000, 'MESSAGES_TOO_LONG_AVITO')],
    strict: 1000,
  },
  { transport: 'viber', kind: 'message', figures: [errors(6999, 'MESSAGES_TOO_LONG_VIBER')], strict: 6999 },
]

/** Returns the limit of a kind of text; undefined if Wazzup documents none. */
export function getTextLimit(transport: string, kind: TextKind): TextLimit | undefined {
  return textLimits.find((limit) => limit.transport === transport && limit.kind === kind)
}
