import type { ApiResponse, Code } from './responses.ts'
import type { RejectionOptions } from './rejections.ts'
import type { KeyHolder } from './authorize.ts'
import type { EmulatorClock } from '../account/clock.ts'
import type { LedgerBook } from '../account/ledger.ts'
import type { MessageDates } from '../webhooks/message-dates.ts'
import type { NewCustomers } from '../webhooks/new-customers.ts'
import type { PingResult } from '../webhooks/ping.ts'
import type { Random } from '../account/random.ts'
import type { RouteName } from './routes.ts'
import type { State } from '../account/state.ts'
import type { WebhookBody } from '../webhooks/bodies.ts'

/** What the behaviours act upon. */
export interface World {
  readonly state: State
  readonly ledger: LedgerBook
  readonly clock: EmulatorClock
  readonly messageIds: Random
  readonly tokens: Random
  readonly messageDates: MessageDates
  /** Stable over the order of requests: the same account always gets the same chat id. */
  chatIdFor(account: string): string
  /** Keeps the secrets of an address out of the logs. */
  learnSecrets(address: string): void
  /** Posts the test ping to a webhook address. */
  ping(address: string): Promise<PingResult>
  /** Fetches what `contentUri` names; without it links are trusted. */
  readonly contentFetch: typeof globalThis.fetch | undefined
  readonly newCustomers: NewCustomers
  /** The customer's key, which `connect` hands out. */
  readonly apiKey: string
}

/** One request, already matched, authorised and parsed. */
export interface Call {
  readonly route: RouteName
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed JSON; undefined when there was no body or no JSON in it. */
  readonly body: unknown
  readonly key: KeyHolder
  readonly world: World
  /** Writes an error in the shape that fits its code. */
  reject(code: Code, options?: RejectionOptions): ApiResponse
  /** Posts to the subscribers, once this request has its response. */
  announce(body: WebhookBody): void
  /** Runs work after the response, behind the deliveries that were announced. */
  afterwards(work: () => void): void
}

/** What the emulated service does on one route. */
export type RouteHandler = (call: Call) => ApiResponse | Promise<ApiResponse>
