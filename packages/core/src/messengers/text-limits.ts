import type { ApiErrorCode } from '../errors/codes/api-codes.ts'
import type { Transport } from '../api/values.ts'
import * as docUrls from '../api/doc-urls.ts'
import type { Source } from './source.ts'

/** Which text is meant. `template header` is the title of a WABA template. */
export type TextKind = 'message' | 'template' | 'template header'

/** One figure that a page states. */
export interface TextFigure {
  characters: number
  /** Which table of the messages page says it: that of the parameters, or that of the errors. They disagree. */
  table: 'parameters' | 'errors'
  /** The code under which the error table says it. */
  code?: ApiErrorCode | undefined
  /** The part of a WABA message that is meant, where the page tells them apart. */
  part?: 'header' | 'body' | undefined
  /** Why the figure does not count for the strict bound. */
  doubt?: string | undefined
  source: Source
}

/** How long a text may be. Whether Wazzup counts UTF-16 code units, code points or bytes is undocumented. */
export interface TextLimit {
  transport: Transport
  kind: TextKind
  /** Everything stated, contradictions included. */
  figures: readonly TextFigure[]
  /** The lowest plausible figure; our assumption. A text within it fits by every table. */
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
  // The page says MAX and does not tell the bot from the personal account.
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

/** The limit of one kind of text; undefined where no page gives one. */
export function getTextLimit(transport: string, kind: TextKind): TextLimit | undefined {
  return textLimits.find((limit) => limit.transport === transport && limit.kind === kind)
}
