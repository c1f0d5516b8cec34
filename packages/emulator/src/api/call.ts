import type { ApiResponse, Code } from './responses.ts'
import type { RejectionOptions } from './rejections.ts'
import type { KeyHolder } from './authorize.ts'
import type { EmulatorClock } from '../account/clock.ts'
import type { LedgerBook } from '../account/ledger.ts'
import type { MessageDates } from '../webhooks/message-dates.ts'
import type { NewCustomers } from '../webhooks/new-customers.ts'
import type { PingResult } from '../webhooks/ping.ts'
import type { Random } from '../account/random.ts'
import type { Files } from '../account/files.ts'
import type { OwnAddress } from '../account/own-address.ts'
import type { RouteName } from './routes.ts'
import type { State } from '../account/state.ts'
import type { WebhookBody } from '../webhooks/bodies.ts'

/** The account and the services that route handlers use. */
export interface World {
  readonly state: State
  readonly ledger: LedgerBook
  readonly clock: EmulatorClock
  readonly messageIds: Random
  readonly tokens: Random
  readonly messageDates: MessageDates
  /** Returns the chat id of an account in a messenger. It does not depend on the order of requests. */
  chatIdFor(account: string): string
  /** Files of the messages of customers and operators. */
  readonly files: Files
  /** Address at which the emulator listens. */
  readonly address: OwnAddress
  /** Posts the test ping to a webhook address. */
  ping(address: string): Promise<PingResult>
  /** Fetches the file behind `contentUri`; without it, every link is accepted. */
  readonly contentFetch: typeof globalThis.fetch | undefined
  readonly newCustomers: NewCustomers
  /** API key of the account, which `connect` returns. */
  readonly apiKey: string
}

/** One request after routing, authorization and parsing. */
export interface Call {
  readonly route: RouteName
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed JSON; undefined without a body or when it is not JSON. */
  readonly body: unknown
  readonly key: KeyHolder
  readonly world: World
  /** Creates an error response in the shape of its code. */
  reject(code: Code, options?: RejectionOptions): ApiResponse
  /** Posts a body to the subscribers after the response to this request. */
  announce(body: WebhookBody): void
  /** Runs work after the response and after the announced deliveries. */
  afterwards(work: () => void): void
}

/** Handles the requests to one route. */
export type RouteHandler = (call: Call) => ApiResponse | Promise<ApiResponse>
