/** What the process of the bot is started with. */
export interface BotOptions {
  /** Path of a SQLite file, or address of a PostgreSQL. */
  database: string
  /** One for each key. */
  accounts: readonly { apiKey: string; baseUrl: string }[]
}

/** A handled message: when its handler ended, in milliseconds since 1970, and the id of its answer. */
export type Handled = readonly [account: number, number: number, at: number, answerId: string | undefined]

/** What the process of the bot reports each second. */
export interface BotReport {
  /** Its port; only in the first report. */
  port?: number
  handled: readonly Handled[]
  /** Ids of answers whose outcome stays unknown. */
  unknown: readonly (readonly [account: number, answerId: string])[]
  /** Errors of handlers and of the store, each text once. */
  errors: readonly string[]
  /** Memory of the process, in MB. */
  heap: number
  memory: number
  /** Events that wait. */
  waiting: number
}

export const secret = 'soak'

/** Every so manieth message is answered. */
export const answerEvery = 10

export function textOf(number: number): string {
  return `message ${number}`
}

export function answerTo(number: number): string {
  return `answer ${number}`
}

export function numberOf(text: string | null | undefined): number {
  return Number(text?.slice(text.lastIndexOf(' ') + 1))
}
