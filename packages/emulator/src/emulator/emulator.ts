import type { Access } from '../server/access.ts'
import type { OptionalFields } from '../account/optional-fields.ts'
import type { ChangeListener } from '../account/changes.ts'
import type { Clock } from '../account/clock.ts'
import type { DeliverOptions } from '../webhooks/outgoing-delivery.ts'
import type { DeliveryListener, DeliveryRecord } from '../webhooks/delivery-log.ts'
import type { Seed } from '../account/entities/seed.ts'
import type { Faults } from '../faults/faults.ts'
import type { LedgerEntry } from '../account/ledger.ts'
import type { LogLimit } from '../account/log-records.ts'
import type { RateLimit } from '../api/rate-limit.ts'
import type { RequestListener, RequestRecord } from '../api/request-log.ts'
import type { SavedEmulator } from '../account/saving.ts'
import type { Settings } from '../account/settings.ts'
import type { Simulate } from '../simulate/simulate.ts'
import type { State } from '../account/state.ts'

/**
 * Options of {@link createEmulator}: the account it starts with, its keys, its clock and how it reaches the network.
 */
export interface EmulatorOptions extends OptionalFields<Seed>, OptionalFields<Settings> {
  /**
   * Seed of all ids and tokens: the same seed and the same calls give the same ids.
   *
   * @default 'wazzup-kit'
   */
  seed?: string | number | undefined
  /**
   * Name of the account. The default keys begin with it: `omsk-api-key`, `omsk-sidecar-key` and `omsk-partner-key`.
   * Emulators of several accounts need it to {@link listenTogether}.
   *
   * @default none; the default keys begin with 'emulator'
   */
  account?: string | undefined
  /**
   * API key of the account.
   *
   * @default 'emulator-api-key'
   */
  apiKey?: string | undefined
  /**
   * Sidecar key, which opens a few routes only.
   *
   * @default 'emulator-sidecar-key'
   */
  sidecarKey?: string | undefined
  /**
   * Partner key, for the marketplace routes.
   *
   * @default 'emulator-partner-key'
   */
  partnerKey?: string | undefined
  /**
   * Key of the CRM: webhooks have it as a bearer token, as after `POST /v3/connect`.
   *
   * @default none
   */
  crmKey?: string | undefined
  /**
   * Returns the time in milliseconds since 1970.
   *
   * @default Date.now, looked up at each call, so that mocked timers work
   */
  now?: (() => number) | undefined
  /**
   * Rate limit of each key; `off` switches it off.
   *
   * @default 500 requests in 5 seconds, as documented
   */
  rateLimit?: RateLimit | 'off' | undefined
  /**
   * Posts deliveries to webhook addresses.
   *
   * @default the global fetch, looked up at each delivery
   */
  webhookFetch?: typeof globalThis.fetch | undefined
  /**
   * Fetches the files behind `contentUri`, so that their type and size can be checked.
   *
   * @default none: files are not fetched, and every link is accepted
   */
  contentFetch?: typeof globalThis.fetch | undefined
  /**
   * How many requests and deliveries the logs keep; `off` keeps all. The ledger and the chats keep everything.
   *
   * @default the newest 10,000 and 32 MB of each log
   */
  logLimit?: LogLimit | 'off' | undefined
  /** Result of {@link Emulator.save}. The emulator continues from it, and `reset` returns to it. */
  saved?: SavedEmulator | undefined
}

/** An emulated Wazzup account that runs on your machine or inside your test. */
export interface Emulator {
  /**
   * Responds to requests as the real service does, inside of this process. Pass it to a client instead of the global
   * `fetch`; the origin of the address does not matter.
   */
  readonly fetch: typeof globalThis.fetch
  /**
   * Listens on 127.0.0.1, or on another host. In a browser, the address serves a page on which you play the customers.
   *
   * @param options - Number of the port, or options.
   * @default any free port
   * @throws When an option is invalid, when the port is taken, and when other machines could use the emulator without
   *   {@link ListenOptions.access}.
   */
  listen(options?: number | ListenOptions): Promise<ListeningEmulator>
  /** Name of the account: {@link EmulatorOptions.account}. */
  readonly account: string | undefined
  /** Keys that the emulator accepts. */
  readonly keys: EmulatorKeys
  /** Contents of the emulated account. You may read and change it; the next request sees the change. */
  readonly state: State
  /** Sends that were accepted, in order. */
  readonly ledger: readonly LedgerEntry[]
  /** The newest requests with the status of their response, in order: see {@link EmulatorOptions.logLimit}. */
  readonly requests: readonly RequestRecord[]
  /** Calls the listener after each request. Returns a function that stops it. */
  watch(listener: RequestListener): () => void
  /** Makes calls and deliveries go wrong on demand. */
  readonly faults: Faults
  /** Simulates customers, operators, messengers and moderators. */
  readonly simulate: Simulate
  /**
   * The newest deliveries to webhook addresses with the responses to them, in order: see
   * {@link EmulatorOptions.logLimit}. Test pings are left out. Deliveries are posted one after another; those that a
   * request causes are posted after its response. A failed delivery is not repeated: Wazzup documents no second attempt.
   */
  readonly deliveries: readonly DeliveryRecord[]
  /** Calls the listener after each delivery. Returns a function that stops it. */
  watchDeliveries(listener: DeliveryListener): () => void
  /** Calls the listener soon after each change of the emulator's state, in order. Returns a function that stops it. */
  watchChanges(listener: ChangeListener): () => void
  /**
   * Posts any body to the subscriber, whether or not it subscribed to such webhooks: text and bytes as they are,
   * everything else as JSON. Resolves with the record of the delivery.
   *
   * @throws When there is no address, or when the emulator is reset before the response arrives.
   */
  deliver(body: unknown, options?: DeliverOptions): Promise<DeliveryRecord>
  /**
   * Resolves when all deliveries, and everything that their responses cause, are done. Deliveries that a fault holds
   * back are not waited for: advance the clock or release them first.
   */
  settled(): Promise<void>
  /** The emulator's clock, which a test can move forward. */
  readonly clock: Clock
  /**
   * Returns the contents of the emulator as plain JSON: state, ledger, the time by which its clock was moved and the
   * positions of its random numbers. Logs, active faults and deliveries that a fault holds back are not saved.
   */
  save(): SavedEmulator
  /**
   * Returns to the start: the seeded state, no faults, an empty ledger, empty logs, no delivery left. Watchers and open
   * ports stay. By default, ids are not repeated, and the app has to subscribe again.
   */
  reset(options?: ResetOptions): void
}

/** Options of {@link Emulator.reset}. */
export interface ResetOptions {
  /**
   * Ids after the reset: `new` continues, so that a running bot does not take a new message for one it has already
   * answered. `again` gives the ids of the start again, for a test that compares ids with those of an earlier run.
   *
   * @default 'new'
   */
  ids?: 'new' | 'again' | undefined
  /**
   * Keeps the subscriptions of both keys and the `crmKey`, so that a running app continues to receive deliveries.
   *
   * @default false
   */
  keepSubscription?: boolean | undefined
}

/** Keys that the emulator accepts. */
export interface EmulatorKeys {
  /** API key of the account, for all routes except those of the marketplace. */
  readonly apiKey: string
  /** Sidecar key, which opens a few routes only. */
  readonly sidecarKey: string
  /** Partner key, for the marketplace routes. */
  readonly partnerKey: string
}

/** Where an emulator listens, and who may use it. */
export interface ListenOptions {
  /**
   * Number of the port; 0 for any free one.
   *
   * @default 0
   */
  port?: number | undefined
  /**
   * Address or name to listen on: `0.0.0.0` for all addresses of this machine.
   *
   * @default '127.0.0.1'
   */
  host?: string | undefined
  /**
   * Who may use the page and the control API under `/_emulator`. With a `token`, a request needs `Authorization: Bearer
   * <token>`; in a browser, open `/?token=<token>`. The emulated API is protected by its keys only, and the default
   * keys are public.
   *
   * @default 'this machine', which no host other than the loopback addresses accepts
   */
  access?: Access | undefined
}

/** An emulator that listens on a port. */
export interface ListeningEmulator {
  /**
   * `http://127.0.0.1:<port>`, or with the given host: the `baseUrl` for a client, and in a browser the page on which you play the customers.
   */
  url: string
  /** Number of the port. */
  port: number
  /** Stops listening and breaks all connections that are still open. */
  close(): Promise<void>
}
